"""Noticing that the event loop stands still, and what it stands still in.

The loop leaves a sign of life ten times a second. A thread that finds none looks at what the loop's thread is doing.
Code that never lets go of the interpreter, such as a regular expression, keeps that thread from looking; it looks the
moment that code returns, when its caller is still to be seen. (`faulthandler` could look earlier. It reads the stack of
a thread that goes on working, and now and then takes the whole process with it.)
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
import traceback
from typing import TYPE_CHECKING, Final, Self

from bot.observing.faults import Fault, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_log = logging.getLogger(__name__)

SECONDS: Final = 0.5
"""How long the loop may stand still unnoticed; people wait that long without wondering."""
_DEEPEST: Final = 12
"""Frames that are told, innermost last."""


class StallWatch:
    """Watches the loop that it is entered in; `count` gets the length of each stall in seconds."""

    def __init__(self, count: Callable[[float], None], *, seconds: float = SECONDS) -> None:
        self._count = count
        self._limit = seconds
        self._rhythm = seconds / 5
        self._sign = time.monotonic()
        self._told = False
        self._loop_thread = 0
        self._ended = threading.Event()
        self._looking = threading.Thread(target=self._look, name="watch the event loop", daemon=True)
        self._living: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to watch."""
        self._loop_thread = threading.get_ident()
        self._sign = time.monotonic()
        self._living = asyncio.create_task(self._give_signs(), name="show that the event loop turns")
        self._looking.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop watching."""
        self._ended.set()
        if self._living is not None:
            self._living.cancel()
        await asyncio.to_thread(self._looking.join)

    async def _give_signs(self) -> None:
        while True:
            self._sign = time.monotonic()
            await asyncio.sleep(self._rhythm)
            late = time.monotonic() - self._sign - self._rhythm
            if late > self._limit:
                self._count(late)
                _log.info("The event loop turns again after %.1f s.", late)
                self._told = False

    def _look(self) -> None:
        while not self._ended.wait(self._rhythm):
            late = time.monotonic() - self._sign - self._rhythm
            if late > self._limit and not self._told:
                self._told = True
                frame = sys._current_frames().get(self._loop_thread)  # noqa: SLF001 - the documented way to see another thread
                stack = traceback.extract_stack(frame)[-_DEEPEST:] if frame is not None else []
                where = "".join(f"\n{one.filename}:{one.lineno} in {one.name}" for one in stack)
                _log.warning("The event loop has stood still for %.1f s, in%s", late, where, extra=told(Fault.STALL))
