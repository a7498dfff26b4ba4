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
        self._letters_by_word: dict[str, tuple[int | str, ...]] = {}

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
        number_of = self._numbers.get
        families = (
            (chain.from_iterable(self._letters_of(term) for term in terms if not is_slot_mark(term)), LETTER_SHARE),
            ((number_of(pair, pair) for pair in pairs), PAIR_SHARE),
            ((number_of(word, word) for word in words), WORD_SHARE),
        )
        features: list[int] = []
        values: list[float] = []
        total = 0.0
        for family, share in families:
            counted = Counter(family)
            if not counted:
                continue
            weighted = [(feature, self._weight(feature, count)) for feature, count in counted.items()]
            scale = math.sqrt(share / sum([weight * weight for _, weight in weighted]))
            known = [(feature, weight * scale) for feature, weight in weighted if isinstance(feature, int)]
            features += [feature for feature, _ in known]
            values += [value for _, value in known]
            total += share
        length = math.sqrt(total) if total else 1.0
        return Vector(np.array(features, np.int32), np.array(values, np.float32) / np.float32(length))

    def _weight(self, feature: int | str, count: int) -> float:
        """Return what a feature, by its number or one that the FAQ lacks, weighs when it is there so many times."""
        weight = self._weights[feature] if isinstance(feature, int) else self._unseen_rarity(feature)
        return weight if count == 1 else weight * (1.0 + math.log(count))

    def _letters_of(self, word: str) -> tuple[int | str, ...]:
        """Return a word's letter groups: their numbers, or themselves where the FAQ lacks them."""
        found = self._letters_by_word.get(word)
        if found is None:
            if len(self._letters_by_word) >= KEPT_WORDS:
                self._letters_by_word.clear()
            found = tuple(self._numbers.get(group, group) for group in _letter_groups(word))
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
