"""The list that the search of the public page goes through."""

from __future__ import annotations

import pytest

from bot.export.site.search_index import words_of


def test_each_question_is_indexed_by_each_word_of_it(knowledge, site):
    """Unless many questions have the word, and this one only by the way."""
    index = site.search_index
    found: dict[str, set[str]] = {}
    for word, steps in index["words"].items():
        thing = 0
        for step in steps:
            thing += step // 10
            assert 1 <= step % 10 <= 9
            found.setdefault(word, set()).add(index["things"][thing][1])
    for entry in knowledge.entries.values():
        assert all(entry.id in found[word] for word in words_of(entry.question)), entry.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's ICD-10?", ["whats", "icd", "10"]),
        ("Año de formación", ["ano", "de", "formacion"]),
        ("$58,620 a year", ["58", "620", "a", "year"]),
        ("…", []),
    ],
)
def test_words_are_cut_as_the_script_cuts_them(text, words):
    """Small letters and digits, no marks, no apostrophes."""
    assert words_of(text) == words
