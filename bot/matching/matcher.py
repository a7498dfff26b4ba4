"""The matcher: a message in, the classes it may ask for out, with a probability that the best one is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.matching import confidence, head, learning
from bot.matching.classes import ENTRIES, Listed
from bot.matching.features import FeatureSpace
from bot.matching.head import MeaningSpace, Postings
from bot.matching.match import Candidate, Match
from bot.matching.other_jobs import OtherJobs
from bot.matching.products import product
from bot.matching.reading import Reader
from bot.matching.signals import SIGNALS, Signals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.knowledge.snapshot import Knowledge
    from bot.matching.meaning import Encoder
    from bot.matching.reading import Reading

    Floats = NDArray[np.float32]

# Entries. Fewer don't show what a question looks like that the FAQ lacks.
_ENOUGH_TO_LEARN_FROM = 40


@dataclass(frozen=True, slots=True)
class Known:
    """What a matcher was fitted to: the phrasings, and what compares them."""

    listed: Listed
    postings: Postings
    meanings: Floats | None


@dataclass(frozen=True, slots=True)
class _Compared:
    """One message against everything known: scores of classes and groups, likeness of phrasings and nearest ones."""

    classes: Floats
    groups: Floats
    near: Floats
    nearest: Floats  # by class


class Matcher:
    """Fitted to one knowledge snapshot; matching changes nothing but caches."""

    def __init__(self, knowledge: Knowledge, encoder: Encoder | None) -> None:
        """Read all phrasings and fit the head and the confidence: some seconds. `encoder` None leaves meaning out."""
        self._reader = Reader(knowledge)
        self._encoder = encoder
        self._other_jobs = OtherJobs(knowledge.vocabulary)
        self._listed = listed = Listed.of(knowledge)
        readings = [self._reader.read_phrasing(phrasing) for phrasing in listed.phrasings]
        self._space = FeatureSpace([reading.terms for reading in readings])
        vectors = [self._space.vector(reading.terms) for reading in readings]
        self._postings = Postings.build(vectors, len(self._space))
        self._meaning: MeaningSpace | None = None
        self._meanings: Floats | None = None
        if encoder is not None:
            encoded = encoder.encode([reading.plain for reading in readings])
            self._meaning = MeaningSpace.fit(encoded, listed.group_of_phrasing)
            self._meanings = np.asfortranarray(self._meaning.project(encoded))  # compared a dimension at a time
        self._signals = Signals(listed, self._space, readings)
        self._weights, examples = learning.fit_head(listed, readings, self._signals, self._postings, self._meanings)
        learning.add_asked(examples, self._asked(knowledge), self._signals)
        if len(knowledge.entries) < _ENOUGH_TO_LEARN_FROM:
            self._confidence, self._of_entries = confidence.GENERAL, confidence.of_few(len(knowledge.entries))
        else:
            self._confidence = self._of_entries = examples.fit()

    def _asked(self, knowledge: Knowledge) -> list[learning.Asked]:
        """Compare the questions that stand beside entries and small talk."""
        groups = {item.id: int(group) for item, group in zip(self._listed.classes, self._listed.group_of, strict=True)}
        tests = [(entry.id, entry.tests) for entry in knowledge.entries.values()]
        tests += [(small_talk.id, small_talk.tests) for small_talk in knowledge.social.values()]
        asks = [(text, groups[name], True) for name, held in tests if name in groups for text in held.asks]
        asks += [(text, groups[name], False) for name, held in tests if name in groups for text in held.rejects]
        readings = [self._reader.read(text) for text, _, _ in asks]
        return [
            learning.Asked(reading, group, belongs, compared.classes, compared.groups, compared.nearest)
            for (_, group, belongs), reading, compared in zip(asks, readings, self._compared(readings), strict=True)
        ]

    def _compared(self, readings: Sequence[Reading]) -> Iterator[_Compared]:
        """Compare messages with all phrasings, several at once: each large matrix is then read once for all."""
        if not readings:
            return
        letters = np.stack([self._postings.similarities(self._space.vector(reading.terms)) for reading in readings])
        meanings = None
        if self._encoder is not None and self._meaning is not None and self._meanings is not None:
            encoded = self._encoder.encode([reading.plain for reading in readings])
            meanings = product(self._meaning.project(encoded), self._meanings.T)
        for likeness in head.kernel(letters, meanings):
            nearest = self._listed.nearest_by_class(likeness)
            scores = self._scores(likeness, self._listed.likeliest(nearest))
            yield _Compared(scores, self._listed.by_group(scores), likeness, nearest)

    def _scores(self, likeness: Floats, likeliest: list[slice]) -> Floats:
        """Return the scores of the likeliest classes; all others, next to nothing, count as 0."""
        scores = np.zeros(len(self._listed.classes), dtype=np.float32)
        for some in likeliest:
            scores[some] = self._weights[some] @ likeness
        return scores

    @property
    def known(self) -> Known:
        """What the head was fitted to."""
        return Known(self._listed, self._postings, self._meanings)

    @property
    def encoder(self) -> Encoder | None:
        """What gives texts their vectors, with the words it has learned."""
        return self._encoder

    def get_ready(self) -> None:
        """Load what only messages of new words need, so that the first of them doesn't wait."""
        if self._encoder is not None:
            self._encoder.get_ready()

    def read(self, text: str) -> Reading:
        """Return how a message is read."""
        return self._reader.read(text)

    def match(self, text: str, limit: int = 5) -> Match:
        """Return the best classes for a message and the probability that the first one's group is right."""
        return self.match_readings([self._reader.read(text)], limit)[0]

    def match_readings(self, readings: Sequence[Reading], limit: int = 5) -> list[Match]:
        """Like `match`, for messages that have been read already; several at once cost less than one by one."""
        compared = self._compared([reading for reading in readings if reading.terms])
        return [
            self._match(reading, next(compared), limit) if reading.terms else Match.of_nothing(reading)
            for reading in readings
        ]

    def _match(self, reading: Reading, compared: _Compared, limit: int) -> Match:
        signals, missing = self._signals.of(reading, compared.classes, compared.groups, compared.nearest)
        rank = compared.groups[self._listed.group_of] * 10 + compared.classes
        best, *others = (self._candidate(int(number), compared) for number in np.argsort(-rank)[:limit])
        stated = self._of_entries if best.kind in ENTRIES else self._confidence
        shares = stated.contributions(signals)
        return Match(
            reading,
            (best, *others),
            stated.probability_of(shares),
            tuple(zip(SIGNALS, signals.tolist(), shares.tolist(), strict=True)),
            tuple(sorted(missing, key=lambda term: -missing[term])),
            self._other_jobs.are_named(reading, missing),
        )

    def _candidate(self, number: int, compared: _Compared) -> Candidate:
        item = self._listed.classes[number]
        start = int(self._listed.starts[number])
        end = int(self._listed.starts[number + 1]) if number + 1 < len(self._listed.starts) else len(compared.near)
        nearest = start + int(compared.near[start:end].argmax())
        return Candidate(
            item.id, item.kind, item.group, float(compared.classes[number]),
            self._listed.phrasings[nearest], float(compared.near[nearest]),
        )  # fmt: skip
