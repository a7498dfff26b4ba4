"""Changes that were shown and wait for somebody's word. They are kept in this process, so a restart forgets them."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from bot.editing.editor import Commit
from bot.frontends.discord.markdown import one_line
from bot.frontends.discord.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord

    from bot.editing.consequences import Moved
    from bot.editing.edit import Edit
    from bot.editing.editor import Editor

HELD_SECONDS: Final = 24 * 3_600.0
"""How long a change waits: a second moderator may live in another time zone."""
_NOT_IN_NAMES: Final = re.compile(r"[<>\x00-\x1f]")
_MOST: Final = 50  # changes that are held, each with a file's text before and after


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a change is for, as the history tells it.

    `undoes` is the number of the change that it takes back; `about` are the questions asked in vain (by id) that it was
    begun for: those of them that it answers go off the list.
    """

    action: str
    reason: str
    undoes: int | None = None
    about: tuple[int, ...] = ()


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
class Proposal:
    """What somebody means to change: what for, who it is, whether somebody else has to approve, and how it is tried.

    `attempt` makes the change on the files as they are at the time, so that it can be made again on newer ones. `form`
    makes the form that it was typed into, as it was left.
    """

    purpose: Purpose
    proposer: Moderator
    needs_second: bool
    attempt: Callable[[Editor], Awaitable[Edit]]
    form: Callable[[], discord.ui.Modal] | None = None


@dataclass(frozen=True, slots=True)
class HeldChange:
    """A change that waits: what is meant, and what it was shown to do.

    `settles` are the questions asked in vain (by id) that are answered once it is applied.
    """

    proposal: Proposal
    edit: Edit
    moved: Moved
    settles: tuple[int, ...] = ()

    def does_as(self, other: HeldChange) -> bool:
        """Say whether it does the same to the file, to its question and to all others as another one."""
        mine, others = ([(one.question.text, one.before, one.after) for one in change.moved.outcomes]
                        for change in (self, other))  # fmt: skip
        return (mine, self.settles) == (others, other.settles) and self.edit.does_as(other.edit)


class Fate(Enum):
    """What has become of a change that waits no longer."""

    BEING_DECIDED = auto()
    DECIDED = auto()
    SHOWN_ANEW = auto()


def commit_of(proposal: Proposal, decider: Moderator) -> Commit:
    """Return what git is told of a change: the reason, its proposer as the author, and who approved it."""
    reason = one_line(proposal.purpose.reason) or proposal.purpose.action
    approved = f"\n\nApproved-by: {decider.address}" if proposal.needs_second else ""
    return Commit(f"{reason}{approved}", proposal.proposer.address)


class HeldChanges:
    """The changes that wait, by a key that their buttons carry, and what has become of the others."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: Remembered[str, HeldChange] = Remembered(_MOST)
        self._fates: Remembered[str, Fate] = Remembered(20 * _MOST)

    def hold(self, change: HeldChange, key: str | None = None) -> str:
        """Keep a change and return its key; the oldest ones go when there are too many."""
        key = key or secrets.token_hex(8)
        self._held.put(key, change, self._clock())
        self._fates.pop(key)
        return key

    def of(self, key: str) -> HeldChange | None:
        """Return a change that waits."""
        return self._held.get(key, since=self._clock() - HELD_SECONDS)

    def decide(self, key: str, fate: Fate = Fate.DECIDED) -> None:
        """Let a change wait no longer: somebody has decided on it, or is about to."""
        self._held.pop(key)
        self._fates.put(key, fate)

    def fate_of(self, key: str) -> Fate | None:
        """Return what has become of a change since the start; None where nothing is known of it."""
        return self._fates.get(key)
