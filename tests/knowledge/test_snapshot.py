"""What the snapshot finds by what entries are about."""

from __future__ import annotations

from dataclasses import replace

import pytest


@pytest.mark.parametrize("gap_first", [True, False])
def test_a_covered_entry_wins_over_a_gap_about_the_same(knowledge, gap_first):
    """Wherever they stand in the files."""
    covered = next(one for one in knowledge.entries.values() if one.lookup == "pay" and one.scope and one.covered)
    gap = covered.model_copy(update={"id": "a-gap", "covered": False})
    two = [gap, covered] if gap_first else [covered, gap]

    found = replace(knowledge, entries={one.id: one for one in two}).scoped("pay")

    assert list(found.values()) == [covered]


def test_the_general_entry_is_about_nothing_in_particular(knowledge):
    """Though one with a scope stands first."""
    of_pay = [one for one in knowledge.entries.values() if one.lookup == "pay" and one.covered]
    scoped, general = next(one for one in of_pay if one.scope), next(one for one in of_pay if not one.scope)

    found = replace(knowledge, entries={one.id: one for one in (scoped, general)})

    assert found.general("pay") == general
    assert found.looked_up("pay") == scoped
