"""Noticing that the event loop stands still, and what it stands still in.

The loop leaves a sign of life every tenth of a second. A thread that finds none looks at what the loop's thread is
doing. Code that never lets go of the interpreter, such as a regular expression, keeps that thread from looking;
`faulthandler`, which needs no interpreter, writes the stack down then.
"""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import re
import sys
import tempfile
import threading
import time
import traceback
from typing import TYPE_CHECKING, Final, Self

from bot.observing.faults import Fault, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import TextIO

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
        self._stacks = _room_for_stacks()
        self._ended = threading.Event()
        self._looking = threading.Thread(target=self._look, name="watch the event loop", daemon=True)
        self._living: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to watch."""
        self._loop_thread = threading.get_ident()
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
        faulthandler.cancel_dump_traceback_later()
        await asyncio.to_thread(self._looking.join)
        if self._stacks is not None:
            self._stacks.close()

    async def _give_signs(self) -> None:
        while True:
            self._sign = time.monotonic()
            if self._stacks is not None:
                faulthandler.dump_traceback_later(self._limit + self._rhythm, file=self._stacks)
            await asyncio.sleep(self._rhythm)
            late = time.monotonic() - self._sign - self._rhythm
            if late > self._limit:
                self._tell_end(late)

    def _look(self) -> None:
        while not self._ended.wait(self._rhythm):
            late = time.monotonic() - self._sign
            if late > self._limit + self._rhythm and not self._told:
                frame = sys._current_frames().get(self._loop_thread)  # noqa: SLF001 - the documented way to see another thread
                self._told = True
                stack = traceback.extract_stack(frame)[-_DEEPEST:] if frame is not None else []
                where = "".join(f"\n{one.filename}:{one.lineno} in {one.name}" for one in stack)
                _log.warning("The event loop has stood still for %.1f s, in%s", late, where, extra=told(Fault.STALL))

    def _tell_end(self, late: float) -> None:
        self._count(late)
        written = self._written_down()
        if self._told:
            _log.info("The event loop turns again after %.1f s.", late)
        else:
            _log.warning("The event loop stood still for %.1f s, in%s", late, written, extra=told(Fault.STALL))
        self._told = False

    def _written_down(self) -> str:
        """Return the loop's stack as `faulthandler` wrote it, innermost last, and empty its file."""
        if self._stacks is None:
            return " code that could not be seen"
        self._stacks.seek(0)
        text = self._stacks.read()
        self._stacks.seek(0)
        self._stacks.truncate()
        part = re.search(rf"hread 0x0*{self._loop_thread:x} [^\n]*\n((?:  File [^\n]*\n?)+)", text)
        frames = re.findall(r'File "([^"]*)", line (\d+) in ([^\n]*)', part[1]) if part else []
        return "".join(f"\n{file}:{line} in {name}" for file, line, name in reversed(frames[:_DEEPEST]))


def _room_for_stacks() -> TextIO | None:
    """Return a file that is on no disk where that can be had; None where nothing can be written at all."""
    try:
        if hasattr(os, "memfd_create"):
            return os.fdopen(os.memfd_create("stacks"), "w+", encoding="utf-8")
        return tempfile.TemporaryFile(mode="w+", encoding="utf-8")
    except OSError:
        return None
