"""The lists of general English can all be met by what is typed, and each is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matching.english import all_word_lists
from bot.matching.tokens import words

MATCHING = Path(__file__).parents[2] / "bot" / "matching"
LISTS = [(part, name) for part, lists in all_word_lists().items() for name in lists]


@pytest.mark.parametrize(("part", "name"), LISTS)
def test_every_word_is_in_the_form_in_which_messages_are_matched(part, name):
    """In another form it would never be met."""
    listed = all_word_lists()[part][name]
    assert listed
    assert {" ".join(words(said)) for said in listed} == listed


@pytest.mark.parametrize(("part", "name"), LISTS)
def test_every_list_is_read_by_the_file_it_stands_under(part, name):
    """A list that nobody reads would be edited in vain."""
    assert f'"{name}"' in (MATCHING / f"{part}.py").read_text(encoding="utf-8")
