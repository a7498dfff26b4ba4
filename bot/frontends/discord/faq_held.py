"""Changes that were shown and wait for somebody's word. They are kept in this process, so a restart forgets them."""

from __future__ import annotations

import re
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.editing import Commit
from bot.frontends.discord.markdown import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.edits import Edit

HELD_SECONDS: Final = 24 * 3_600.0
"""How long a change waits: a second moderator may live in another time zone."""
_NOT_IN_NAMES: Final = re.compile(r"[<>\x00-\x1f]")
_MOST: Final = 50  # changes that are held, each with a file's text before and after


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a change is for, as the history tells it.

    `undoes` is the number of the change that it takes back; `settles` are the questions asked in vain (by id) that are
    off the list once it is applied.
    """

    action: str
    reason: str
    undoes: int | None = None
    settles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who may change the knowledge: their user id and name."""

    id: int
    name: str

    @property
    def address(self) -> str:
        """How git names them: with an address that leads nowhere and tells who it is."""
        name = _NOT_IN_NAMES.sub("", self.name).strip() or str(self.id)
        return f"{name} <{self.id}@discord.invalid>"


@dataclass(frozen=True, slots=True)
class HeldChange:
    """A change that waits: what it is, what for, who proposes it, and whether somebody else has to approve."""

    edit: Edit
    purpose: Purpose
    proposer: Moderator
    needs_second: bool


def commit_of(change: HeldChange, decider: Moderator) -> Commit:
    """Return what git is told of a change: the reason, its proposer as the author, and who approved it."""
    reason = one_line(change.purpose.reason) or change.purpose.action
    approved = f"\n\nApproved-by: {decider.address}" if change.needs_second else ""
    return Commit(f"{reason}{approved}", change.proposer.address)


class HeldChanges:
    """The changes that wait, by a key that their buttons carry, and which keys were decided on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, HeldChange]] = OrderedDict()
        self._decided: OrderedDict[str, None] = OrderedDict()

    def hold(self, change: HeldChange, key: str | None = None) -> str:
        """Keep a change and return its key; the oldest ones go when there are too many."""
        key = key or secrets.token_hex(8)
        self._held[key] = self._clock(), change
        self._decided.pop(key, None)
        while len(self._held) > _MOST:
            self._held.popitem(last=False)
        return key

    def of(self, key: str) -> HeldChange | None:
        """Return a change that waits."""
        since, change = self._held.get(key, (0.0, None))
        if change is not None and self._clock() - since > HELD_SECONDS:
            del self._held[key]
            return None
        return change

    def decide(self, key: str) -> None:
        """Let a change wait no longer: somebody has decided on it."""
        self._held.pop(key, None)
        self._decided[key] = None
        while len(self._decided) > 20 * _MOST:
            self._decided.popitem(last=False)

    def was_decided(self, key: str) -> bool:
        """Say whether somebody has decided on a change since the start."""
        return key in self._decided
