"""Matching against knowledge too large for one head: candidates first, then a head fitted to the candidates alone.

Same interface as `Matcher`, and the same kernel ridge regression (head.py), but over the best fifty phrasings only and
solved anew for each message: well under a millisecond, whatever the number of phrasings. Two things are given up for
that: sentence vectors (a million would take gigabytes), and a probability learned from the knowledge itself.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from bot.matching import head
from bot.matching.candidates import CandidateIndex
from bot.matching.classes import classes_of
from bot.matching.features import general_rarity, is_slot_mark
from bot.matching.match import Candidate, Match, MessageMatcher
from bot.matching.matcher import Matcher
from bot.matching.reading import Reader, Reading
from bot.matching.stemming import stem
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.knowledge.snapshot import Knowledge
    from bot.matching.meaning import Encoder

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

MOST_FOR_ONE_HEAD = 24_000  # phrasings; the head's matrix then takes 2.3 GB and minutes to factor
LETTER_SHARE = 0.5  # part of letters in the likeness of two texts, the rest is weighted words
_RARE = 7.0  # general rarity (features.py) from which on a word says what a question is about
# Log odds = the first + the others times their signals. Round numbers near a fit to the shipped asks, less a little for
# questions the FAQ lacks: they only make the probability rise with score, lead and the covered part of the question.
_ODDS = {"": -3.5, "best group score": 1.0, "lead over the second group": 6.0, "question covered by the class": 3.0}


def matcher_for(knowledge: Knowledge, encoder: Encoder | None) -> MessageMatcher:
    """Return the matcher that fits the size of the knowledge; the encoder is that of `Matcher`."""
    if sum(len(phrasings) for _, phrasings in classes_of(knowledge)) > MOST_FOR_ONE_HEAD:
        return LargeMatcher(knowledge)
    return Matcher(knowledge, encoder)


class LargeMatcher:
    """Built from one knowledge snapshot, without training; matching changes nothing but a cache of spellings."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Read and index all phrasings: about twenty seconds per 100,000."""
        self._reader = Reader(knowledge)
        self._field_words = frozenset(stem(word) for term in knowledge.vocabulary.field for word in words(term))
        listed = list(classes_of(knowledge))
        self._classes = [item for item, _ in listed]
        self._phrasings = [phrasing for _, phrasings in listed for phrasing in phrasings]
        self._owner = np.repeat(np.arange(len(listed), dtype=np.int32), [len(phrasings) for _, phrasings in listed])
        self._index = CandidateIndex([" ".join(self._reader.read_phrasing(one).terms) for one in self._phrasings])

    def get_ready(self) -> None:
        """Do nothing: everything is loaded."""

    def read(self, text: str) -> Reading:
        """Return how a message is read."""
        return self._reader.read(text)

    def match(self, text: str, limit: int = 5) -> Match:
        """Return the best classes for a message and a probability that rises with how well the first one fits."""
        return self._match(self._reader.read(text), limit)

    def match_readings(self, readings: Sequence[Reading], limit: int = 5) -> list[Match]:
        """Like `match`, for messages that have been read already."""
        return [self._match(reading, limit) for reading in readings]

    def _match(self, reading: Reading, limit: int) -> Match:
        text = " ".join(reading.terms)
        numbers, _ = self._index.find(text)
        if not len(numbers):
            return Match(reading, (), 0.0, (), reading.terms, self._is_foreign(reading, reading.terms))
        texts = self._index.texts(numbers)
        near, scores = local_ridge(self._likeness([text, *texts]), self._owner[numbers])
        by_group: dict[str, float] = {}
        for owner, score in scores.items():
            group = self._classes[owner].group
            by_group[group] = by_group.get(group, 0.0) + score
        ranked = sorted(scores, key=lambda owner: (-by_group[self._classes[owner].group], -scores[owner], owner))
        best = self._classes[ranked[0]].group
        of_best = [self._classes[owner].group == best for owner in self._owner[numbers]]
        known = {term for text, is_best in zip(texts, of_best, strict=True) if is_best for term in text.split()}
        weights = {term: self._index.weight(term) for term in set(reading.terms)}
        missing = {term: weight for term, weight in weights.items() if term not in known}
        second = max((score for group, score in by_group.items() if group != best), default=0.0)
        signals = {
            "best group score": by_group[best],
            "lead over the second group": by_group[best] - second,
            "question covered by the class": 1.0 - sum(missing.values()) / (sum(weights.values()) or 1.0),
        }
        uncovered = tuple(sorted(missing, key=lambda term: (-missing[term], term)))
        return Match(
            reading,
            tuple(self._candidate(owner, scores[owner], numbers, near) for owner in ranked[:limit]),
            probability(signals),
            tuple((name, value, _ODDS[name] * value) for name, value in signals.items()),
            uncovered,
            self._is_foreign(reading, uncovered),
        )

    def _candidate(self, owner: int, score: float, numbers: Ints, near: Floats) -> Candidate:
        item = self._classes[owner]
        place = int(np.where(self._owner[numbers] == owner, near, -1.0).argmax())
        return Candidate(
            item.id, item.kind, item.group, score, self._phrasings[int(numbers[place])], float(near[place])
        )

    def _is_foreign(self, reading: Reading, uncovered: Sequence[str]) -> bool:
        """Say whether a rare word is not covered and no word is of the field."""
        rare = any(not is_slot_mark(term) and general_rarity(term) >= _RARE for term in uncovered)
        return rare and not any(stem(token.text) in self._field_words for token in reading.tokens)

    def _likeness(self, texts: Sequence[str]) -> Floats:
        """Return how alike texts are by weighted words and by letters, from 0 to 1, shape (texts, texts)."""
        split = [text.split() for text in texts]
        columns = {word: number for number, word in enumerate(dict.fromkeys(word for row in split for word in row))}
        weights = np.array([self._index.weight(word) for word in columns], dtype=np.float32)
        weighted = np.zeros((len(texts), len(columns)), dtype=np.float32)
        rows = np.repeat(np.arange(len(texts)), [len(row) for row in split])
        places = np.array([columns[word] for row in split for word in row], dtype=np.int64)
        weighted[rows, places] = weights[places]
        weighted /= np.maximum(np.linalg.norm(weighted, axis=1, keepdims=True), 1e-6)
        letters = process.cdist(texts, texts, scorer=fuzz.ratio).astype(np.float32) / 100.0
        return np.asarray((1.0 - LETTER_SHARE) * (weighted @ weighted.T) + LETTER_SHARE * letters, dtype=np.float32)


def local_ridge(likeness: Floats, owner: Ints) -> tuple[Floats, dict[int, float]]:
    """Fit kernel ridge regression to the candidates and score the message by it, in closed form.

    Args:
        likeness: shape (1 + candidates, 1 + candidates), the message first.
        owner: class number of each candidate, shape (candidates,).

    Returns:
        The kernel of the message with each candidate, shape (candidates,), and the score of each class among them:
        k · (K + λI)⁻¹ Y with Y one column a class.
    """
    similar = head.kernel(likeness, None)
    near = similar[0, 1:]
    weights = np.linalg.solve(similar[1:, 1:] + head.RIDGE * np.eye(len(near), dtype=np.float32), near)
    classes, column = np.unique(owner, return_inverse=True)
    scores = np.bincount(column, weights=weights)
    return near, {int(number): float(score) for number, score in zip(classes, scores, strict=True)}


def probability(signals: dict[str, float]) -> float:
    """Return 1 / (1 + e^-odds): monotone in every signal, but not calibrated (`_ODDS` says where it comes from)."""
    odds = _ODDS[""] + sum(_ODDS[name] * value for name, value in signals.items())
    return 1.0 / (1.0 + math.exp(-odds))
