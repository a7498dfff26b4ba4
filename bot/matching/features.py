"""Features of a reading: weighted words, word pairs and letter groups, as one sparse vector of length one.

Words weigh by rarity, in the FAQ and in general English (60:40), so that a rare word the FAQ has never seen counts
against every entry.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.matching.spelling import english_frequencies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

# Share of each family in the similarity of two readings.
WORD_SHARE, PAIR_SHARE, LETTER_SHARE = 1.0, 0.5, 1.0
_FAQ_RARITY_SHARE = 0.6
_LETTERS = range(3, 6)  # sizes of the letter groups
_EDGE = "·"


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: ascending feature numbers (int32) and values (float32). What the FAQ lacks only shortens it."""

    features: NDArray[np.int32]
    values: NDArray[np.float32]


class FeatureSpace:
    """Numbers and weights of all features that occur in the FAQ."""

    def __init__(self, corpus: Sequence[tuple[str, ...]]) -> None:
        """Learn the features of the phrasings' terms."""
        counted: Counter[str] = Counter()
        for terms in corpus:
            for family in _families(terms):
                counted.update(set(family))
        self._numbers = {feature: number for number, feature in enumerate(sorted(counted))}
        self._documents = len(corpus)
        self._weights = [self._rarity(feature, counted[feature]) for feature in self._numbers]

    def __len__(self) -> int:
        return len(self._numbers)

    def _rarity(self, feature: str, occurrences: int) -> float:
        faq = math.log((1 + self._documents) / (1 + occurrences)) + 1.0
        if feature[0] != "w":
            return faq
        return _FAQ_RARITY_SHARE * faq + (1 - _FAQ_RARITY_SHARE) * general_rarity(feature[1:])

    def word_weight(self, term: str) -> float:
        """Return how much a word or slot mark weighs, whether the FAQ knows it or not."""
        feature = "w" + term
        number = self._numbers.get(feature)
        return self._weights[number] if number is not None else self._rarity(feature, 0)

    def knows(self, term: str) -> bool:
        """Say whether a word or slot mark occurs in the FAQ."""
        return "w" + term in self._numbers

    def vector(self, terms: tuple[str, ...]) -> Vector:
        """Return the vector of a reading's terms; its length is one, counting what the FAQ doesn't know."""
        features: list[int] = []
        values: list[float] = []
        total = 0.0
        for family, share in zip(_families(terms), (WORD_SHARE, PAIR_SHARE, LETTER_SHARE), strict=True):
            if not family:
                continue
            known: list[int] = []
            weights: list[float] = []
            square = 0.0
            for feature, count in Counter(family).items():
                number = self._numbers.get(feature)
                weight = self._weights[number] if number is not None else self._unseen_rarity(feature)
                if count > 1:
                    weight *= 1.0 + math.log(count)
                square += weight * weight
                if number is not None:
                    known.append(number)
                    weights.append(weight)
            scale = math.sqrt(share / square)
            features.extend(known)
            values.extend(weight * scale for weight in weights)
            total += share
        if not features:
            return Vector(np.empty(0, np.int32), np.empty(0, np.float32))
        order = np.argsort(features)
        return Vector(
            np.asarray(features, dtype=np.int32)[order],
            (np.asarray(values, dtype=np.float32) / math.sqrt(total))[order],
        )

    def _unseen_rarity(self, feature: str) -> float:
        if feature[0] == "w":
            return self._rarity(feature, 0)
        return math.log(1 + self._documents) + 1.0 if feature[0] == "p" else 0.5 * (math.log(1 + self._documents) + 1.0)


@lru_cache(maxsize=20_000)
def general_rarity(word: str) -> float:
    """Return how rare a word is in general English, from 1 (the) to about 11 (unknown or very rare)."""
    if word.startswith("‹"):
        return 4.0
    counts = english_frequencies()
    count = max(
        (
            counts.get(form, 0)
            for form in (word, word + "e", word + "s", word + "ing", word[:-1] + "y" if word.endswith("i") else word)
        ),
        default=0,
    )
    return 1.0 + max(0.0, math.log(2.3e10 / (count + 2e5)) * 0.85)


@lru_cache(maxsize=20_000)
def _letter_groups(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        "c" + padded[start : start + size] for size in _LETTERS for start in range(max(0, len(padded) - size + 1))
    )


def _families(terms: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the words, the pairs (with the edges of the sentence) and the letter groups of the terms."""
    listed = list(terms)
    edged = [_EDGE, *listed, _EDGE]
    letters: list[str] = []
    for term in listed:
        if not term.startswith("‹"):
            letters.extend(_letter_groups(term))
    return ["w" + term for term in listed], [f"p{a} {b}" for a, b in pairwise(edged)], letters
