"""What holds for candidates, whatever is indexed and asked."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.candidates import CandidateIndex
from bot.matching.near_words import NearWords

TEXTS = [
    "how much do coders earn in texas",
    "how much do billers earn",
    "how long is the cpc exam",
    "can i retake the cpc exam",
    "is coding stressful",
    "can you work from home as a biller",
    "what is a claim",
]
SENTENCES = st.lists(st.text(max_size=60), max_size=30)


@pytest.fixture(scope="module")
def index() -> CandidateIndex:
    """An index of seven phrasings."""
    return CandidateIndex(TEXTS)


@pytest.fixture(scope="module")
def many() -> list[str]:
    """Five thousand different phrasings from a small vocabulary."""
    chooser = np.random.default_rng(0)
    letters = np.array(list("abcdefghijklmnoprstu"))
    known = sorted({"".join(chooser.choice(letters, size=chooser.integers(4, 9))) for _ in range(800)})
    return list(dict.fromkeys(" ".join(chooser.choice(known, size=chooser.integers(3, 9))) for _ in range(5_000)))


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_phrasing_finds_itself_with_full_score(index, number):
    """What was indexed comes back first, scored one."""
    numbers, scores = index.find(TEXTS[number])
    assert numbers[0] == number
    assert scores[0] == pytest.approx(1.0, abs=1e-4)
    assert index.texts(numbers[:1]) == [TEXTS[number]]


@pytest.mark.parametrize(("typed", "number"), [
    ("how much do billrs earn", 1), ("retkae cpc", 3), ("stresful coding", 4), ("wokr from hoem", 5), ("claims", 6),
    ("claimm", 6),
])  # fmt: skip
def test_slips_and_other_forms_are_found(index, typed, number):
    """A letter too many, too few, changed or swapped, another form, or another order still finds the phrasing."""
    assert index.find(typed)[0][0] == number


def test_one_slip_in_thousands_of_phrasings_is_found_again(many):
    """Of phrasings with two letters swapped in one word, at least 97 in 100 come back first."""
    index = CandidateIndex(many)
    asked = range(0, len(many), 25)
    found = sum(int(index.find(many[n][1] + many[n][0] + many[n][2:])[0][0]) == n for n in asked)
    assert found >= 0.97 * len(asked)


def test_nothing_in_common_finds_nothing(index):
    """Words that no phrasing has, and no words at all, find no candidates."""
    assert len(index.find("zzzzzz qqqqqq")[0]) == 0
    assert len(index.find("")[0]) == 0
    assert len(CandidateIndex([]).find("anything")[0]) == 0


def test_a_word_in_more_phrasings_than_are_read_still_finds_the_shortest(monkeypatch):
    """Where a word's postings outgrow the budget, the phrasings in which it weighs most are read."""
    monkeypatch.setattr("bot.matching.candidates.POSTINGS_READ", 20)
    texts = [f"coding word{number} and some more words" for number in range(500)] + ["coding pay"]
    assert CandidateIndex(texts).find("coding")[0][0] == 500


def test_the_same_index_is_built_every_time_and_survives_pickling(many):
    """Two builds and a stored one agree in numbers, scores and order."""
    one = CandidateIndex(many)
    others = (CandidateIndex(many), pickle.loads(pickle.dumps(one)))  # noqa: S301 - our own
    for text in many[:50]:
        numbers, scores = one.find(text[2:])
        for other in others:
            again, same = other.find(text[2:])
            assert numbers.tolist() == again.tolist()
            assert scores.tolist() == same.tolist()


@settings(max_examples=60, deadline=None)
@given(SENTENCES, st.text(max_size=300))
def test_any_texts_and_any_question_give_ordered_scores_within_bounds(texts, asked):
    """Numbers are different and of phrasings that exist; scores fall from at most one to at least zero."""
    numbers, scores = CandidateIndex(texts).find(asked)
    assert len(numbers) == len(scores) == len(set(numbers.tolist())) <= 50
    assert all(0 <= number < len(texts) for number in numbers)
    assert all(0.0 <= score <= 1.0 + 1e-5 for score in scores)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


@settings(max_examples=60, deadline=None)
@given(st.text("abcdefgh", min_size=4, max_size=10), st.data())
def test_a_word_with_one_letter_less_is_near(word, data):
    """Whatever letter is dropped, the known word is found, and the word itself isn't near to itself."""
    at = data.draw(st.integers(0, len(word) - 1))
    near = NearWords([word, "unrelated"])
    assert near.near(word[:at] + word[at + 1 :]) == [0]
    assert near.near(word) == []
