"""What holds for matching without a head over everything, on the shipped knowledge."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.matching import large
from bot.matching.large import LargeMatcher, local_ridge, matcher_for, probability


@pytest.fixture(scope="module")
def matcher(knowledge) -> LargeMatcher:
    """The large matcher on the shipped knowledge."""
    return LargeMatcher(knowledge)


def test_size_chooses_the_matcher(knowledge, monkeypatch):
    """Above the limit candidates come first; the limit is far above the shipped knowledge."""
    assert sum(len(entry.phrasings) for entry in knowledge.entries.values()) < large.MOST_FOR_ONE_HEAD
    monkeypatch.setattr(large, "MOST_FOR_ONE_HEAD", 100)
    assert isinstance(matcher_for(knowledge, None), LargeMatcher)


def test_every_title_finds_its_entry(knowledge, matcher):
    """An entry's own question comes first with its group, nearly surely."""
    groups = {item.id: item.group for item in matcher._classes}
    for entry in knowledge.entries.values():
        match = matcher.match(entry.question)
        assert match.best is not None
        assert match.best.group == groups[entry.id], entry.question
        assert match.probability > 0.5


def test_asks_in_other_words_mostly_find_their_entry(knowledge, matcher):
    """Of the shipped test questions, which no phrasing has, most are ranked right without any training."""
    groups = {item.id: item.group for item in matcher._classes}
    asks = [(ask, groups[entry.id]) for entry in knowledge.entries.values() for ask in entry.tests.asks]
    right = sum(
        best is not None and best.group == group for best, group in ((matcher.match(a).best, g) for a, g in asks)
    )
    assert right >= 0.78 * len(asks)


def test_a_match_is_explained(matcher):
    """Signals name what the probability rests on, candidates their nearest phrasing; uncovered words are listed."""
    match = matcher.match("how much do medical coders earn on jupiter")
    assert [name for name, _, _ in match.signals] == [name for name in large._ODDS if name]
    assert all(candidate.nearest and 0.0 <= candidate.similarity <= 1.0 for candidate in match.candidates)
    assert "jupiter" in match.uncovered
    assert matcher.match("").best is None
    assert matcher.match("").probability == 0.0


def test_the_assistant_answers_with_it(knowledge, matcher):
    """Nothing above the matcher has to know which one it is."""
    answer = Assistant(knowledge, matcher).ask("do you have to be certified to work in medical billing and coding?")
    assert answer.outcome == "answered"
    assert answer.entry is not None


def test_readings_match_like_texts(matcher):
    """Reading first and matching then gives what matching gives."""
    text = "is the cpc exam hard"
    assert matcher.match_readings([matcher.read(text)]) == [matcher.match(text)]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_probability(matcher, text):
    """Nothing that can be typed breaks it."""
    match = matcher.match(text)
    assert 0.0 <= match.probability <= 1.0
    assert len(match.candidates) <= 5


def test_phrasings_of_a_class_vote_together():
    """Two alike phrasings of one class outweigh a single one that is just as near."""
    likeness = np.array([
        [1.0, 0.7, 0.7, 0.7],
        [0.7, 1.0, 0.3, 0.3],
        [0.7, 0.3, 1.0, 0.3],
        [0.7, 0.3, 0.3, 1.0],
    ], dtype=np.float32)  # fmt: skip
    _, scores = local_ridge(likeness, np.array([0, 0, 1], dtype=np.int32))
    assert scores[0] > scores[1] > 0


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.sampled_from([name for name in large._ODDS if name]),
    st.floats(0, 1),
)
def test_the_probability_rises_with_every_signal(values, name, more):
    """More of any signal never makes an answer less likely."""
    signals = dict(zip([one for one in large._ODDS if one], values, strict=True))
    assert probability({**signals, name: signals[name] + more}) >= probability(signals)
