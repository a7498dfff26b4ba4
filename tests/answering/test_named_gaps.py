"""Entries that questions are led to by their id are known gaps, and are told to who writes another knowledge."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.named_gaps import NamedGap

PAGE = Path(__file__).parents[2] / "docs" / "another-field.md"


@pytest.mark.parametrize("gap", NamedGap)
def test_the_shipped_knowledge_has_it_as_a_known_gap(knowledge, gap):
    """Under another id, its questions would go elsewhere and nobody would notice."""
    assert not knowledge.entries[gap].covered


def test_the_page_on_another_field_tells_them_all():
    """So that its own gaps can be called so."""
    page = PAGE.read_text(encoding="utf-8")
    assert [gap.value for gap in NamedGap if f"`{gap}`" not in page] == []
