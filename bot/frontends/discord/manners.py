"""When to hold back: staff has just spoken, somebody asks too much, an answer was given here a moment ago.

All moments are Discord's own, in seconds, so that what is replayed after a lost connection is judged by when it was
said. Everything is held in memory, as much of it as `_MOST` allows.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from bot.frontends.discord.remembered import Remembered

if TYPE_CHECKING:
    from bot.answering.answer import Answer

Told = tuple[int, str | None, int]
"""What was told in a channel: the channel's id, the entry, and a hash of the words."""

STAFF_PAUSE_SECONDS: Final = 120.0
"""How long the bot says nothing unasked after staff spoke: they are on it."""
_WINDOW_SECONDS: Final = 60.0
_MOST: Final = 10_000


class Allowed(Enum):
    """Whether a person's question is answered."""

    YES = auto()
    TOLD_TO_WAIT = auto()
    """No, and this is the moment to say so."""
    NO = auto()
    """No, and they have been told."""


class Manners:
    """What has happened lately, as far as it matters for what to say next."""

    def __init__(self, questions_a_minute: int | None = None) -> None:
        self._limit = questions_a_minute
        self._staff_spoke: Remembered[int, bool] = Remembered(_MOST)
        self._asked: Remembered[int, tuple[float, ...]] = Remembered(_MOST)
        self._told: Remembered[int, bool] = Remembered(_MOST)
        self._answered: Remembered[Told, str] = Remembered(_MOST)

    def note_staff(self, channel: int, at: float) -> None:
        """Remember that staff spoke in a channel."""
        self._staff_spoke.put(channel, True, at)

    def staff_is_on_it(self, channel: int, at: float) -> bool:
        """Say whether staff spoke in a channel just now."""
        return self._staff_spoke.get(channel, since=at - STAFF_PAUSE_SECONDS) is not None

    def let_ask(self, person: int, at: float) -> Allowed:
        """Count a question of a person's, and say whether it is answered."""
        if self._limit is None:
            return Allowed.YES
        recent = tuple(one for one in self._asked.get(person) or () if one > at - _WINDOW_SECONDS)
        if len(recent) < self._limit:
            self._asked.put(person, (*recent, at), at)
            return Allowed.YES
        if self._told.get(person, since=at - _WINDOW_SECONDS):
            return Allowed.NO
        self._told.put(person, True, at)
        return Allowed.TOLD_TO_WAIT

    def note_answer(self, told: Told, link: str, at: float) -> None:
        """Remember where something was told."""
        self._answered.put(told, link, at)

    def earlier(self, told: Told, at: float, cooldown_seconds: float) -> str | None:
        """Return the link to where the same was told, if that was within the cooldown."""
        return self._answered.get(told, since=at - cooldown_seconds) if cooldown_seconds else None

    def take_back(self, told: Told) -> None:
        """Forget what isn't there any more."""
        self._answered.pop(told)


def told_in(channel: int, answer: Answer) -> Told:
    """Return what an answer tells a channel. The same is what says the same.

    An entry answers for Texas and for Ohio, and those are two answers. The text itself would be kept many times.
    """
    return channel, answer.entry, hash(answer.text)
