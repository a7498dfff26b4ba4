"""Whose turn it is in a channel: what comes later is done later, and may be prepared while Discord takes its time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


@dataclass(slots=True)
class _Place:
    """The two locks of a place. They are passed on in order, and each is held until the next one is."""

    preparing: asyncio.Lock = field(default_factory=asyncio.Lock)
    acting: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted_by: int = 0


class Queues:
    """Keeps what happens in each place in the order in which it came; a place that nobody wants takes no memory."""

    def __init__(self) -> None:
        self._places: dict[int, _Place] = {}

    def turn(self, place: int, *, ahead: bool = False) -> Turn:
        """Return a turn in a place, to be entered; `ahead` begins it while the one before is still being acted on."""
        return Turn(self._places, place, ahead=ahead)

    def waiting(self, place: int) -> int:
        """Return how many are waiting for their turn, or having it."""
        found = self._places.get(place)
        return found.wanted_by if found is not None else 0


class Turn:
    """A turn, which lasts for an `async with` block. One that began ahead comes when `come` returns.

    Everything that came earlier has been prepared when it begins, and is done when it comes.
    """

    def __init__(self, places: dict[int, _Place], name: int, *, ahead: bool) -> None:
        self._places = places
        self._name = name
        self._ahead = ahead
        self._held: asyncio.Lock | None = None

    async def __aenter__(self) -> Self:
        """Wait until it begins."""
        self._place = self._places.setdefault(self._name, _Place())
        self._place.wanted_by += 1
        try:
            await self._place.preparing.acquire()
            self._held = self._place.preparing
            if self._ahead:
                await asyncio.sleep(0)  # what the one before has begun to send leaves first
            else:
                await self.come()
        except BaseException:
            self._end()
            raise
        return self

    async def come(self) -> None:
        """Wait until everything that came earlier is done, and let the next one begin ahead."""
        if self._held is self._place.preparing:
            await self._place.acting.acquire()
            self._place.preparing.release()
            self._held = self._place.acting

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next one have its turn."""
        self._end()

    def _end(self) -> None:
        if self._held is not None:
            self._held.release()
        self._place.wanted_by -= 1
        if not self._place.wanted_by:
            self._places.pop(self._name, None)
