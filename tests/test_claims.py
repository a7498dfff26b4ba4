"""What the documents claim has a test of that name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bot.observing.faults import Fault

PROJECT = Path(__file__).parents[1]
DOCUMENTS = ("faults.md", "privacy.md", "security.md")


@cache
def existing_tests() -> frozenset[str]:
    """Return the names of all tests."""
    texts = (path.read_text(encoding="utf-8") for path in PROJECT.glob("tests/**/test_*.py"))
    return frozenset(
        name for text in texts for name in re.findall(r"^\s*(?:async )?def (test_\w+)", text, re.MULTILINE)
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_a_document_names_exists(document):
    """Somebody who renames or drops one is told what it was to show."""
    text = (PROJECT / "docs" / document).read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))

    assert named
    assert named - existing_tests() == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_row_of_a_table_names_a_test(document):
    """A claim without one is a hope."""
    text = (PROJECT / "docs" / document).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.endswith("| test |")]

    assert rows
    assert [row for row in rows if "`test_" not in row] == []


def test_every_kind_of_fault_is_described():
    """By what it means for people."""
    text = (PROJECT / "docs" / "faults.md").read_text(encoding="utf-8")

    assert [kind.value for kind in Fault if f"`{kind.value}`" not in text] == []
