"""The matcher: a message in, the classes it may ask for out, with a probability that the best one is right.

A class is what phrasings stand under: an entry, a kind of small talk, or a group of messages meant for somebody else.
Classes that answer the same look-up (pay, projections, who offers a credential, …) form one group: which of them it
is follows from the mentions, so only the group has to be sure.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from bot.matching import confidence, head
from bot.matching.features import FeatureSpace
from bot.matching.head import MeaningSpace, Postings
from bot.matching.reading import Reader, Reading
from bot.matching.stemming import stem
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.knowledge.snapshot import Knowledge
    from bot.matching.confidence import Confidence
    from bot.matching.meaning import Encoder

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

ClassKind = Literal["covered", "gap", "social", "follow_up", "elsewhere"]
ELSEWHERE = "elsewhere"
# Look-ups that only what is named tells apart: «how long does it take» may mean a school or a certification.
_MERGED_GROUPS = {"credential.process_duration": "duration"}
# How many phrasings are left out to learn the confidence from, in whole groups and singly; more changes little.
_LEFT_OUT_IN_GROUPS, _LEFT_OUT_SINGLY, _LARGE_GROUP = 500, 250, 200
_RARE = 7.0  # weight of a word (features.py) from which on it says what a question is about
_PAY_WORDS = frozenset(
    {"salary", "salaries", "pay", "wage", "wages", "make", "makes", "earn", "earns", "income", "paid"}
)
_BEFORE_JOB = frozenset({"for", "of", "do", "does", "a", "an", "as"})
# How much the sources of examples count together, against phrasings left out one by one: people ask half as often what
# the FAQ lacks as what it has; asks were read while the entries were written, so they flatter.
_SHARES = {"in scope": 1.0, "unknown": 0.5, "asked": 0.3}
_NEIGHBOURS = 10  # phrasings that vote on the best group


@dataclass(frozen=True, slots=True)
class ClassOfPhrasings:
    """What a phrasing may stand under. `group` is shared by the classes of one look-up."""

    id: str
    kind: ClassKind
    group: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One class that a message may ask for."""

    id: str
    kind: ClassKind
    group: str
    score: float
    nearest: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Match:
    """What the matcher made of a message: candidates, best first, and how likely the best one's group is right.

    `names_another_job`: it has a rare word where a job would stand, and no word of the field.
    """

    reading: Reading
    candidates: tuple[Candidate, ...]
    probability: float
    signals: tuple[tuple[str, float, float], ...]
    uncovered: tuple[str, ...]
    names_another_job: bool = False

    @property
    def best(self) -> Candidate | None:
        """The most likely class, or None for a message without words."""
        return self.candidates[0] if self.candidates else None


def classes_of(knowledge: Knowledge) -> Iterator[tuple[ClassOfPhrasings, tuple[str, ...]]]:
    """Yield every class with its phrasings, in a fixed order."""
    for entry in knowledge.entries.values():
        kind: ClassKind = "covered" if entry.covered else "gap"
        phrasings = tuple(dict.fromkeys((entry.question, *entry.phrasings)))
        lookup = entry.lookup or entry.id
        yield ClassOfPhrasings(entry.id, kind, _MERGED_GROUPS.get(lookup, lookup)), phrasings
    for small_talk in knowledge.social.values():
        yield ClassOfPhrasings(small_talk.id, "social", small_talk.id), small_talk.phrasings
    for follow_up in knowledge.follow_ups.values():
        yield ClassOfPhrasings(follow_up.id, "follow_up", follow_up.id), follow_up.phrasings
    for group in knowledge.elsewhere.values():
        yield ClassOfPhrasings(group.id, "elsewhere", ELSEWHERE), group.phrasings


@dataclass(frozen=True, slots=True)
class Known:
    """The phrasings a matcher was fitted to, with their classes, their group numbers, and what compares them."""

    phrasings: tuple[str, ...]
    classes: tuple[str, ...]
    groups: Ints
    group_names: tuple[str, ...]
    postings: Postings
    meanings: Floats | None


@dataclass(slots=True)
class _Examples:
    """What the confidence is learned from: signals, whether the best group was right, and how much it counts."""

    signals: list[Floats] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    source: list[str] = field(default_factory=list)

    def add(self, source: str, signals: Floats, right: bool) -> None:
        self.signals.append(signals)
        self.right.append(right)
        self.source.append(source)

    def fit(self) -> Confidence:
        counts = Counter(self.source)
        weight = {source: share * counts["in scope"] / max(counts[source], 1) for source, share in _SHARES.items()}
        importance = np.array([weight[source] for source in self.source], dtype=np.float32)
        return confidence.fit(np.stack(self.signals), np.array(self.right), importance)


class Matcher:
    """Fitted to one knowledge snapshot; matching changes nothing but caches."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder | None, phrasings_encoder: Encoder | None = None) -> None:
        """Read all phrasings and fit the head and the confidence: some seconds.

        `encoder` None leaves meaning out; `phrasings_encoder` may stand in for it on the FAQ's own phrasings.
        """
        self._reader = Reader(knowledge)
        self._encoder = encoder
        self._field_words = frozenset(word for term in knowledge.vocabulary.field for word in words(term))
        listed = list(classes_of(knowledge))
        self._classes = [item for item, _ in listed]
        self._phrasings = [phrasing for _, phrasings in listed for phrasing in phrasings]
        self._owner = np.repeat(np.arange(len(listed), dtype=np.int32), [len(phrasings) for _, phrasings in listed])
        names = sorted({item.group for item in self._classes})
        self._group_names = names
        self._group_of = np.array([names.index(item.group) for item in self._classes], dtype=np.int32)
        covered = {item.group for item in self._classes if item.kind == "covered"}
        self._group_covered = np.array([name in covered for name in names])
        readings = [self._reader.read_phrasing(phrasing) for phrasing in self._phrasings]
        self._space = FeatureSpace([reading.terms for reading in readings])
        vectors = [self._space.vector(reading.terms) for reading in readings]
        self._postings = Postings.build(vectors, len(self._space))
        self._meaning: MeaningSpace | None = None
        self._meanings: Floats | None = None
        if encoder is not None:
            encoded = (phrasings_encoder or encoder).encode([reading.plain for reading in readings])
            self._meaning = MeaningSpace.fit(encoded)
            self._meanings = self._meaning.project(encoded)
        self._terms: list[Counter[str]] = [Counter() for _ in names]
        for reading, owner in zip(readings, self._owner, strict=True):
            self._terms[self._group_of[owner]].update(set(reading.terms))
        asks = [(ask, entry.id) for entry in knowledge.entries.values() for ask in entry.tests.asks]
        asks += [(ask, small_talk.id) for small_talk in knowledge.social.values() for ask in small_talk.tests.asks]
        self._weights, self._confidence = self._fit(readings, asks)

    def _fit(self, readings: list[Reading], asks: list[tuple[str, str]]) -> tuple[Floats, Confidence]:
        """Fit the head to all phrasings, and the confidence to what it makes of left-out phrasings and of the asks."""
        similarities = head.similarities(self._postings, self._meanings)
        held_out, single = self._sample()
        near_of = {int(row): similarities[row].copy() for row in np.concatenate([*held_out, single])}
        weights, left_out = head.fit(similarities, self._owner, len(self._classes), held_out, single)
        del similarities
        self._weights = weights
        examples = _Examples()
        groups = self._group_of[self._owner]
        for index, number in enumerate(left_out.rows):
            row, own = int(number), int(groups[number])
            near = near_of[row]
            near[row] = 0.0
            if self._group_names[own] != ELSEWHERE:
                scores = self._by_group(left_out.without_phrasing[index])
                found = self._signals(readings[row], scores, near, leave_out=own)
                examples.add("in scope", found, int(scores.argmax()) == own)
            if left_out.whole_group[index]:
                near[groups == own] = 0.0
                scores = self._by_group(left_out.without_group[index])
                scores[own] = -1.0
                examples.add("unknown", self._signals(readings[row], scores, near), False)
        numbers = {item.id: number for number, item in enumerate(self._classes)}
        asked = [self._reader.read(text) for text, _ in asks]
        for (_, answered_by), reading, meaning in zip(asks, asked, self._meanings_of(asked), strict=True):
            scores, near = self._scores(reading, meaning)
            by_group = self._by_group(scores)
            right = int(by_group.argmax()) == int(self._group_of[numbers[answered_by]])
            examples.add("asked", self._signals(reading, by_group, near), right)
        return weights, examples.fit()

    def _sample(self) -> tuple[list[Ints], Ints]:
        """Choose the groups and phrasings that are left out for the confidence: the same ones every time."""
        chooser = np.random.default_rng(0)
        members = [
            np.flatnonzero(self._group_of[self._owner] == group).astype(np.int32)
            for group in range(len(self._group_names))
        ]
        held_out: list[Ints] = []
        for group in chooser.permutation(len(members)):
            if len(members[group]) <= _LARGE_GROUP and sum(map(len, held_out)) < _LEFT_OUT_IN_GROUPS:
                held_out.append(members[group])
        taken = np.concatenate(held_out) if held_out else np.empty(0, np.int32)
        others = np.setdiff1d(np.arange(len(self._owner), dtype=np.int32), taken)
        single = chooser.permutation(others)[:_LEFT_OUT_SINGLY].astype(np.int32)
        return held_out, single

    def _meanings_of(self, readings: Sequence[Reading]) -> Sequence[Floats | None]:
        """Return the sentence vectors of readings in the kept directions; None each where meaning is left out."""
        if self._encoder is None or self._meaning is None:
            return [None] * len(readings)
        projected = self._meaning.project(self._encoder.encode([reading.plain for reading in readings]))
        return list(projected)

    def _scores(self, reading: Reading, meaning: Floats | None) -> tuple[Floats, Floats]:
        """Return the score of every class, and the likeness of every phrasing."""
        letters = self._postings.similarities(self._space.vector(reading.terms))
        meanings = self._meanings @ meaning if meaning is not None and self._meanings is not None else None
        near = head.kernel(letters, meanings)
        return near @ self._weights, near

    def _by_group(self, scores: Floats) -> Floats:
        """Sum the scores of classes over their groups: for ridge regression the score of the merged class."""
        return np.bincount(self._group_of, weights=scores, minlength=len(self._group_names)).astype(np.float32)

    def _nearest_by_group(self, near: Floats) -> Floats:
        result = np.zeros(len(self._group_names), dtype=np.float32)
        np.maximum.at(result, self._group_of[self._owner], near)
        return result

    def _signals(self, reading: Reading, scores: Floats, near: Floats, leave_out: int | None = None) -> Floats:
        """Return the confidence signals of the best group. `leave_out` takes one phrasing's words off that group."""
        best, second = (int(group) for group in np.argsort(-scores)[:2])
        uncovered = scores[~self._group_covered]
        weights, missing = self._coverage(reading, best, 1 if leave_out == best else 0)
        covered = 1.0 - sum(missing.values()) / (sum(weights.values()) or 1.0)
        nearest = self._nearest_by_group(near)
        others = np.delete(nearest, best)
        neighbours = np.argpartition(-near, min(_NEIGHBOURS, len(near) - 1))[:_NEIGHBOURS]
        return np.array(
            [
                scores[best],
                scores[best] - scores[second],
                float(uncovered.max()) if self._group_covered[best] and len(uncovered) else 0.0,
                float(np.square(scores.clip(min=0.0)).sum()),
                nearest[best],
                float(others.max()) if len(others) else 0.0,
                float((self._group_of[self._owner[neighbours]] == best).mean()),
                covered,
                covered**2,
                sum(missing.values()),
            ],
            dtype=np.float32,
        )

    def _coverage(self, reading: Reading, group: int, own: int) -> tuple[dict[str, float], dict[str, float]]:
        known = self._terms[group]
        weights = {term: self._space.word_weight(term) for term in set(reading.terms)}
        return weights, {term: weight for term, weight in weights.items() if known.get(term, 0) <= own}

    @property
    def known(self) -> Known:
        """What the head was fitted to."""
        entries = tuple(self._classes[number].id for number in self._owner)
        groups = self._group_of[self._owner]
        return Known(tuple(self._phrasings), entries, groups, tuple(self._group_names), self._postings, self._meanings)

    def read(self, text: str) -> Reading:
        """Return how a message is read."""
        return self._reader.read(text)

    def match(self, text: str, limit: int = 5) -> Match:
        """Return the best classes for a message and the probability that the first one's group is right."""
        return self.match_readings([self._reader.read(text)], limit)[0]

    def match_readings(self, readings: Sequence[Reading], limit: int = 5) -> list[Match]:
        """Like `match`, for messages that have been read already; several at once cost less than one by one."""
        meanings = self._meanings_of(readings)
        return [self._match(reading, meaning, limit) for reading, meaning in zip(readings, meanings, strict=True)]

    def _match(self, reading: Reading, meaning: Floats | None, limit: int) -> Match:
        if not reading.terms:
            return Match(reading, (), 0.0, (), ())
        scores, near = self._scores(reading, meaning)
        by_group = self._by_group(scores)
        signals = self._signals(reading, by_group, near)
        best_group = int(by_group.argmax())
        rank = by_group[self._group_of] * 10 + scores
        candidates = tuple(self._candidate(int(number), scores, near) for number in np.argsort(-rank)[:limit])
        _, missing = self._coverage(reading, best_group, 0)
        parts = self._confidence.contributions(signals)
        explained = tuple(
            (name, float(value), parts[name]) for name, value in zip(confidence.SIGNALS, signals, strict=True)
        )
        uncovered = tuple(sorted(missing, key=lambda term: -missing[term]))
        another_job = self._names_another_job(reading, missing)
        return Match(reading, candidates, self._confidence.probability(signals), explained, uncovered, another_job)

    def _names_another_job(self, reading: Reading, missing: dict[str, float]) -> bool:
        """Say whether a rare word stands where a job does, as in «geologist salary», in a message without our own."""
        if any(token.text in self._field_words for token in reading.tokens):
            return False
        named = {index for mention in reading.mentions for index in range(mention.start, mention.end)}
        texts = [token.text for token in reading.tokens]
        for index, text in enumerate(texts):
            if index in named or missing.get(stem(text), 0.0) < _RARE:
                continue
            if set(texts[index + 1 : index + 3]) & _PAY_WORDS or set(texts[max(0, index - 2) : index]) & _BEFORE_JOB:
                return True
        return False

    def _candidate(self, number: int, scores: Floats, near: Floats) -> Candidate:
        item = self._classes[number]
        start, end = np.searchsorted(self._owner, [number, number + 1])
        nearest = int(start) + int(near[start:end].argmax())
        return Candidate(
            item.id, item.kind, item.group, float(scores[number]), self._phrasings[nearest], float(near[nearest])
        )
