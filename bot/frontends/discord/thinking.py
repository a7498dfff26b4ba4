"""Having the assistant work something out for an interaction: in a thread, so that the event loop goes on meanwhile.

However long that takes, interactions are acknowledged in time. One is worked out after the other.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Found = TypeVar("_Found")

LONGEST_SECONDS: Final = 60.0
"""After which nobody waits for an answer, and the next question has its turn."""


class Thinking:
    """Whose turn it is to be worked out."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        """For what is worked out on the event loop itself."""

    async def beside(self, work: Callable[[], _Found]) -> _Found:
        """Return what some work comes to. Raises TimeoutError when it takes too long, with its turn."""
        async with asyncio.timeout(LONGEST_SECONDS), self.turn:
            return await asyncio.to_thread(work)
