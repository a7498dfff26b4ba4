"""What `career-bot confusions` says of phrasings agrees with really leaving them out."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest

from bot.frontends.terminal.confusions import lines, only
from bot.knowledge.records import Entry, EntryTests
from bot.knowledge.snapshot import Knowledge
from bot.knowledge.vocabulary import Vocabulary
from bot.matching import head
from bot.matching.confusions import find
from bot.matching.matcher import Matcher

PHRASINGS = {
    "pay": ["how much do coders earn", "what is the pay of a coder", "coder wages", "what do coders earn in a year"],
    "length": [
        "how long does school take",
        "how many months is the program",
        "length of the course",
        "coder wages now",
    ],
    "exam": ["is the exam hard", "how hard is the test", "exam difficulty", "how many questions has the exam"],
}


@pytest.fixture(scope="module")
def known():
    """A matcher's phrasings, one of which stands under the wrong entry."""
    entries = {
        name: Entry.model_construct(
            id=name, question=texts[0], phrasings=tuple(texts[1:]), covered=True, lookup=None, tests=EntryTests()
        )
        for name, texts in PHRASINGS.items()
    }
    knowledge = Knowledge("", {}, {}, {}, {}, {}, {}, {}, entries, {}, {}, {}, {}, Vocabulary())
    return Matcher(knowledge, None).known


@pytest.fixture(scope="module")
def found(known):
    """What is found among them."""
    return find(known)


def read_without(known, row, also=()):
    """Return the group a phrasing is read as by a head that is fitted without it, and without some others."""
    kept = np.setdiff1d(np.arange(len(known.listed.group_of_phrasing)), [row, *also])
    half = head.similarities(known.postings, known.meanings)
    kernel = np.maximum(half, half.T)
    targets = np.eye(len(known.listed.groups))[known.listed.group_of_phrasing[kept]]
    weights = np.linalg.solve(kernel[np.ix_(kept, kept)] + head.RIDGE * np.eye(len(kept)), targets)
    return known.listed.groups[int((kernel[row, kept] @ weights).argmax())]


def test_phrasings_are_misread_just_where_a_head_fitted_without_them_misreads_them(known, found):
    """The closed form is exact."""
    said = {(m.phrasing.text, pair.read_as) for pair in found.competitions for m in pair.misread}
    really = {
        (text, read_without(known, row))
        for row, text in enumerate(known.listed.phrasings)
        if read_without(known, row) != known.listed.groups[known.listed.group_of_phrasing[row]]
    }
    assert said == really
    assert found.read_right == len(known.listed.phrasings) - len(really)


def test_leaving_the_phrasing_at_fault_out_as_well_mends_the_reading_where_it_is_said_to(known, found):
    """Then its own group is ahead of that one; otherwise it still isn't read right."""
    at_fault = [(pair, one) for pair in found.competitions for one in pair.misread if one.because_of is not None]
    assert {one.mends for _, one in at_fault} == {True, False}
    for pair, misread in at_fault:
        row = known.listed.phrasings.index(misread.phrasing.text)
        read_as = read_without(known, row, [known.listed.phrasings.index(misread.because_of.text)])
        assert read_as != (pair.read_as if misread.mends else pair.group)


def test_a_phrasing_under_the_wrong_entry_helps_nobody(found):
    """It is named, with the entry it belongs to."""
    assert "coder wages now" in {one.phrasing.text for one in found.helpless if one.misread_as == "pay"}


def test_the_text_names_pairs_and_phrasings_and_can_be_narrowed_to_an_entry(found):
    """And everything can be had as JSON."""
    text = "\n".join(lines(found, 10))
    assert "length is read as pay" in text
    assert "«coder wages now»" in text
    about_exam = [pair for pair in found.competitions if "exam" in {pair.group, pair.read_as}]
    assert 0 < len(about_exam) < len(found.competitions)
    assert list(only(found, "exam").competitions) == about_exam
    assert json.loads(json.dumps(asdict(found)))["phrasings"] == 12
