"""Features of a reading: weighted words, word pairs and letter groups, as one sparse vector of length one.

Words weigh by rarity, in the FAQ and in general English (60:40), so that a rare word the FAQ has never seen counts
against every entry.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from bot.matching.spelling import KEPT_WORDS, english_frequencies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float32]

# Share of each family in the similarity of two readings.
WORD_SHARE, PAIR_SHARE, LETTER_SHARE = 1.0, 0.5, 1.0
_FAQ_RARITY_SHARE = 0.6
_LETTERS = range(3, 6)  # sizes of the letter groups
_EDGE = "·"
_UNKNOWN = 1 << 30  # letter groups that the FAQ lacks are told apart by so many numbers
_OF_COUNT = 1.0 + np.log(
    np.maximum(np.arange(64, dtype=np.float32), 1.0)
)  # what being there so many times multiplies a weight by
_LONGEST_KEPT = 24  # letters; nobody's longer word comes twice, and each takes kilobytes


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: feature numbers (int32), each once, and values (float32). What the FAQ lacks shortens it."""

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
        self._weights = array("d", [self._rarity(feature, counted[feature]) for feature in self._numbers])
        # of letter groups that the FAQ lacks the last one
        self._letter_weights = np.array([*self._weights, 0.5 * (math.log(1 + self._documents) + 1.0)], np.float32)
        self._letters_by_word: dict[str, Ints] = {}

    def __getstate__(self) -> dict[str, object]:
        """Return what is kept; the features as one text, which is read back in a fifth of the time."""
        return vars(self) | {"_numbers": "\n".join(self._numbers)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Number the features as they were."""
        names = state["_numbers"].split("\n")
        vars(self).update(state, _numbers=dict(zip(names, range(len(names)), strict=True)))

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
        words, pairs = _words_and_pairs(terms)
        families = (
            (*self._weighted_letters([term for term in terms if not is_slot_mark(term)]), LETTER_SHARE),
            (*self._weighted(pairs), PAIR_SHARE),
            (*self._weighted(words), WORD_SHARE),
        )
        found = [(features, weights, share) for features, weights, share in families if len(features)]
        if not found:
            return Vector(np.empty(0, np.int32), np.empty(0, np.float32))
        total = sum(share for _, _, share in found)
        scaled = [weights * np.float32(math.sqrt(share / total / weights.dot(weights))) for _, weights, share in found]
        features = np.concatenate([features for features, _, _ in found])
        known = features < len(self._numbers)
        return Vector(features[known], np.concatenate(scaled)[known])

    def _weighted(self, names: list[str]) -> tuple[Ints, Floats]:
        """Return the numbers of words or pairs, each once, and what they weigh; of what the FAQ lacks one too large."""
        unknown = len(self._numbers)
        features: list[int] = []
        weights: list[float] = []
        for name, count in Counter(names).items():
            number = self._numbers.get(name, unknown)
            features.append(number)
            weight = self._weights[number] if number < unknown else self._unseen_rarity(name)
            weights.append(weight if count == 1 else weight * (1.0 + math.log(count)))
        return np.array(features, np.int32), np.array(weights, np.float32)

    def _weighted_letters(self, words: list[str]) -> tuple[Ints, Floats]:
        """Return the same of the words' letter groups."""
        if not words:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        groups = np.concatenate([self._letters_of(word) for word in words])
        groups.sort()
        is_first = np.empty(len(groups) + 1, np.bool_)
        is_first[0] = is_first[-1] = True  # behind the last one as well
        np.not_equal(groups[1:], groups[:-1], out=is_first[1:-1])
        starts = is_first.nonzero()[0]
        features = groups[starts[:-1]]
        weights = self._letter_weights.take(features, mode="clip")
        weights *= _OF_COUNT.take(np.diff(starts), mode="clip")
        return features, weights

    def _letters_of(self, word: str) -> Ints:
        """Return the numbers of a word's letter groups; of those that the FAQ lacks too large ones."""
        found = self._letters_by_word.get(word)
        if found is None:
            if len(self._letters_by_word) >= KEPT_WORDS:
                self._letters_by_word.clear()
            unknown = len(self._numbers)
            found = np.array(
                [
                    self._numbers.get(group, unknown + crc32(group.encode()) % _UNKNOWN)
                    for group in _letter_groups(word)
                ],
                np.int32,
            )
            if len(word) <= _LONGEST_KEPT:
                self._letters_by_word[word] = found
        return found

    def _unseen_rarity(self, feature: str) -> float:
        if feature[0] == "w":
            return self._rarity(feature, 0)
        return math.log(1 + self._documents) + 1.0


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
