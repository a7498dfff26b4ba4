"""A matcher that remembers, and matching in several threads at once."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bot.matching.meaning import SentenceEncoder
from bot.matching.remembered import RememberingMatcher

ASKED = ["what does a coder do", "purple submarine tickets", "", "what does a coder do"]


def test_it_says_what_the_other_one_says_and_asks_it_once(assistant):
    """However often, and whatever stands beside the message."""
    asked = []

    class Counting:
        read = staticmethod(assistant.matcher.read)

        @staticmethod
        def match_readings(readings, limit):
            asked.extend(readings)
            return assistant.matcher.match_readings(readings, limit)

    remembering = RememberingMatcher(Counting())
    readings = [remembering.read(text) for text in ASKED]
    for _ in range(2):
        found = remembering.match_readings(readings)
        assert [one.reading for one in found] == readings
        assert [one.best and one.best.id for one in found] == [
            (match := assistant.matcher.match(text)).best and match.best.id for text in ASKED
        ]
    assert len(asked) == len(set(ASKED))


def test_threads_learn_new_words_at_the_same_time():
    """And each gets the vectors that it would have got alone."""
    encoder = SentenceEncoder()
    fresh = pickle.dumps(encoder)
    groups = [[f"{word} number {n} of {group}" for n, word in enumerate(WORDS)] for group in range(4)]
    alone = [encoder.encode(texts) for texts in groups]
    together = pickle.loads(fresh)  # noqa: S301 - made above
    with ThreadPoolExecutor(len(groups)) as threads:
        found = list(threads.map(lambda texts: np.concatenate([together.encode([one]) for one in texts]), groups))
    for one, other in zip(alone, found, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-3)  # learned in other company, a word's numbers round otherwise


WORDS = [
    "apple",
    "barley",
    "cedar",
    "dolphin",
    "ember",
    "falcon",
    "granite",
    "hazel",
    "iris",
    "jasper",
    "kelp",
    "mango",
]
