"""Features of a reading: weighted words, word pairs and letter groups, as one sparse vector of length one.

Words weigh by rarity, in the FAQ and in general English (60:40), so that a rare word the FAQ has never seen counts
against every entry.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.matching.spelling import KEPT_WORDS, english_frequencies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

# Share of each family in the similarity of two readings.
WORD_SHARE, PAIR_SHARE, LETTER_SHARE = 1.0, 0.5, 1.0
_FAQ_RARITY_SHARE = 0.6
_LETTERS = range(3, 6)  # sizes of the letter groups
_EDGE = "·"
_LONGEST_KEPT = 24  # letters; nobody's longer word comes twice, and each takes kilobytes


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
            letters = chain.from_iterable(_letter_groups(term) for term in terms if not is_slot_mark(term))
            counted.update({*chain(*_words_and_pairs(terms), letters)})
        self._numbers = {feature: number for number, feature in enumerate(sorted(counted))}
        self._documents = len(corpus)
        self._weights = np.array([self._rarity(feature, counted[feature]) for feature in self._numbers])
        self._letters_by_word: dict[str, tuple[NDArray[np.int32], list[str]]] = {}

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
        return float(self._weights[number]) if number is not None else self._rarity(feature, 0)

    def knows(self, term: str) -> bool:
        """Say whether a word or slot mark occurs in the FAQ."""
        return "w" + term in self._numbers

    def vector(self, terms: tuple[str, ...]) -> Vector:
        """Return the vector of a reading's terms; its length is one, counting what the FAQ doesn't know."""
        words, pairs = _words_and_pairs(terms)
        # features are numbered in the order of their first letters, c, p and w, so the families follow one another
        families = (
            (self._letters(terms), LETTER_SHARE), (self._counted(pairs), PAIR_SHARE), (self._counted(words), WORD_SHARE)
        )  # fmt: skip
        features: list[NDArray[np.int32]] = []
        values: list[NDArray[np.float64]] = []
        total = 0.0
        for (known, weights, square), share in families:
            if square:
                features.append(known)
                values.append(weights * math.sqrt(share / square))
                total += share
        if not features:
            return Vector(np.empty(0, np.int32), np.empty(0, np.float32))
        return Vector(np.concatenate(features), (np.concatenate(values) / math.sqrt(total)).astype(np.float32))

    def _counted(self, family: list[str]) -> tuple[NDArray[np.int32], NDArray[np.float64], float]:
        """Return a family's known features, ascending, their weights, and the sum of the squares of all weights."""
        known: list[tuple[int, float]] = []
        square = 0.0
        for feature, count in Counter(family).items():
            number = self._numbers.get(feature)
            weight = self._weights.item(number) if number is not None else self._unseen_rarity(feature)
            if count > 1:
                weight *= 1.0 + math.log(count)
            square += weight * weight
            if number is not None:
                known.append((number, weight))
        known.sort()
        return np.array([n for n, _ in known], np.int32), np.array([weight for _, weight in known]), square

    def _letters(self, terms: tuple[str, ...]) -> tuple[NDArray[np.int32], NDArray[np.float64], float]:
        """Like `_counted`, for the letter groups of some words: most of the features, so worked out many at a time."""
        split = [self._letters_of(term) for term in terms if not is_slot_mark(term)]
        if not split:
            return np.empty(0, np.int32), np.empty(0), 0.0
        known, counts = np.unique(np.concatenate([numbers for numbers, _ in split]), return_counts=True)
        weights = self._weights[known] * (1.0 + np.log(counts))
        square = float(weights @ weights)
        unseen = [group for _, groups in split for group in groups]
        if unseen:
            square += self._counted(unseen)[2]
        return known, weights, square

    def _letters_of(self, word: str) -> tuple[NDArray[np.int32], list[str]]:
        """Return the numbers of a word's letter groups, and those groups that the FAQ lacks."""
        found = self._letters_by_word.get(word)
        if found is None:
            if len(self._letters_by_word) >= KEPT_WORDS:
                self._letters_by_word.clear()
            groups = _letter_groups(word)
            numbers = [self._numbers[group] for group in groups if group in self._numbers]
            unseen = [group for group in groups if group not in self._numbers]
            found = (np.array(numbers, dtype=np.int32), unseen)
            if len(word) <= _LONGEST_KEPT:
                self._letters_by_word[word] = found
        return found

    def _unseen_rarity(self, feature: str) -> float:
        if feature[0] == "w":
            return self._rarity(feature, 0)
        return math.log(1 + self._documents) + 1.0 if feature[0] == "p" else 0.5 * (math.log(1 + self._documents) + 1.0)


def is_slot_mark(term: str) -> bool:
    """Say whether a term stands for something named, such as «‹state›», rather than being a word."""
    return term.startswith("‹")


@lru_cache(maxsize=KEPT_WORDS)
def general_rarity(word: str) -> float:
    """Return how rare a word is in general English, from 1 (the) to about 11 (unknown or very rare)."""
    if is_slot_mark(word):
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


def _letter_groups(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        "c" + padded[start : start + size] for size in _LETTERS for start in range(max(0, len(padded) - size + 1))
    )


def _words_and_pairs(terms: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the words, and the pairs of neighbours (with the edges of the sentence), of the terms."""
    listed = list(terms)
    return ["w" + term for term in listed], [f"p{a} {b}" for a, b in pairwise([_EDGE, *listed, _EDGE])]
