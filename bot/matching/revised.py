"""A fitted matcher that already goes by a newer knowledge, for the seconds until a new one is fitted to that.

What was added is found when it is asked in the same words, as they are read; what was removed is found no more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import fuzz, process

from bot.matching.classes import classes_of
from bot.matching.match import Candidate, Match

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.knowledge.snapshot import Knowledge
    from bot.matching.classes import ClassOfPhrasings
    from bot.matching.match import MessageMatcher
    from bot.matching.reading import Reading

_SAME = 92.0  # similarity, to 100, from which on a message is taken for a phrasing that was added
_SURE = 0.95  # the probability of such a match
_Record = TypeVar("_Record")
_REMOVED = 0.95  # likeness to a removed phrasing from which on a message went by it


class RevisedMatcher:
    """Matches by an older matcher, corrected by what has changed between its knowledge and a newer one."""

    def __init__(self, fitted: MessageMatcher, before: Knowledge, now: Knowledge) -> None:
        self._fitted = fitted
        older, self._newer = _changed(before, now), _changed(now, before)
        old = {phrasing: item for item, phrasings in older.values() for phrasing in phrasings}
        new = {phrasing: item for item, phrasings in self._newer.values() for phrasing in phrasings}
        self._gone = older.keys() - self._newer.keys()
        self._removed = {(item.id, text) for text, item in old.items() if getattr(new.get(text), "id", None) != item.id}
        self._added: dict[str, tuple[ClassOfPhrasings, str]] = {}
        for text, item in new.items():
            if getattr(old.get(text), "id", None) != item.id:
                self._added[" ".join(fitted.read(text).terms)] = (item, text)

    def get_ready(self) -> None:
        """Load what only messages of new words need, so that the first of them doesn't wait."""
        self._fitted.get_ready()

    def read(self, text: str) -> Reading:
        """Return how a message is read: as it was before the change."""
        return self._fitted.read(text)

    def match(self, text: str, limit: int = 5) -> Match:
        """Return the best classes for a message, and how likely the first one's group is right."""
        return self._corrected(self._fitted.match(text, limit))

    def match_readings(self, readings: Sequence[Reading], limit: int = 5) -> list[Match]:
        """Like `match`, for messages that have been read already."""
        return [self._corrected(match) for match in self._fitted.match_readings(readings, limit)]

    def _corrected(self, match: Match) -> Match:
        found = process.extractOne(
            " ".join(match.reading.terms), list(self._added), scorer=fuzz.ratio, score_cutoff=_SAME
        )
        if found is not None and match.reading.terms:
            item, text = self._added[found[0]]
            added = Candidate(item.id, item.kind, item.group, 1.0, text, found[1] / 100)
            others = tuple(one for one in self._kept(match.candidates) if one.id != item.id)
            return replace(match, candidates=(added, *others), probability=_SURE, uncovered=())
        best = match.best
        kept = tuple(self._kept(match.candidates))
        gone = best is not None and (
            best.id in self._gone or ((best.id, best.nearest) in self._removed and best.similarity >= _REMOVED)
        )
        return replace(match, candidates=kept, probability=0.0 if gone else match.probability)

    def _kept(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates that still exist, as what they are now."""
        return [self._now(one) for one in candidates if one.id not in self._gone]

    def _now(self, candidate: Candidate) -> Candidate:
        if candidate.id not in self._newer:
            return candidate
        item, _ = self._newer[candidate.id]
        return replace(candidate, kind=item.kind, group=item.group)


def _changed(knowledge: Knowledge, other: Knowledge) -> dict[str, tuple[ClassOfPhrasings, tuple[str, ...]]]:
    """Return the classes of a knowledge with their phrasings, by id, but those whose records another has as well."""
    changed = replace(
        knowledge,
        entries=_but_the_same(knowledge.entries, other.entries),
        social=_but_the_same(knowledge.social, other.social),
        elsewhere=_but_the_same(knowledge.elsewhere, other.elsewhere),
        follow_ups=_but_the_same(knowledge.follow_ups, other.follow_ups),
    )
    return {item.id: (item, phrasings) for item, phrasings in classes_of(changed)}


def _but_the_same(records: Mapping[str, _Record], others: Mapping[str, _Record]) -> dict[str, _Record]:
    return {name: record for name, record in records.items() if others.get(name) is not record}
