"""What a matcher makes of a message, as plain data, and what everybody may expect of a matcher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.classes import ClassKind
    from bot.matching.reading import Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """One class that a message may ask for: its score, and its nearest phrasing with that one's likeness (0 to 1)."""

    id: str
    kind: ClassKind
    group: str
    score: float
    nearest: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Match:
    """What the matcher made of a message: candidates, best first, and how likely the best one's group is right.

    `signals` are (name, value, what it adds to the log odds); `uncovered` the words that the best group's phrasings
    don't have, the weightiest first; `names_another_job`: it has a rare word where a job would stand, and none of the
    field.
    """

    reading: Reading
    candidates: tuple[Candidate, ...]
    probability: float
    signals: tuple[tuple[str, float, float], ...]
    uncovered: tuple[str, ...]
    names_another_job: bool = False

    @staticmethod
    def of_nothing(reading: Reading) -> Match:
        """Return the match of a message that asks for nothing."""
        return Match(reading, (), 0.0, (), ())

    @property
    def best(self) -> Candidate | None:
        """The most likely class, or None for a message without words."""
        return self.candidates[0] if self.candidates else None


class MessageMatcher(Protocol):
    """What the assistant needs of a matcher, small or large."""

    def get_ready(self) -> None:
        """Load what only messages of new words need, so that the first of them doesn't wait."""
        ...

    def read(self, text: str) -> Reading:
        """Return how a message is read."""
        ...

    def match(self, text: str, limit: int = 5) -> Match:
        """Return the best classes for a message, and how likely the first one's group is right."""
        ...

    def match_readings(self, readings: Sequence[Reading], limit: int = 5) -> list[Match]:
        """Like `match`, for messages that have been read already; several at once cost less than one by one."""
        ...
