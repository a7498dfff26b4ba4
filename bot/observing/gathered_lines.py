"""Log lines written together: a busy bot logs each answer, and a write for each would cost more than the line does."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import TextIO

SECONDS: Final = 0.05
"""How long a line may wait for others."""


class GatheredLines(logging.StreamHandler["TextIO"]):
    """Writes records below WARNING a moment later, together with what follows; all others at once, in their order.

    What is logged outside an event loop is written at once, too.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._waiting: list[str] = []
        self._is_due = False

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record."""
        try:
            self._waiting.append(self.format(record) + self.terminator)
            if record.levelno >= logging.WARNING or not self._is_written_later():
                self.flush()
        except Exception:  # noqa: BLE001 - as the standard library's handlers do
            self.handleError(record)

    def flush(self) -> None:
        """Write what waits."""
        self.acquire()
        try:
            text = "".join(self._waiting)
            self._waiting.clear()
            self._is_due = False
            if text:
                self.stream.write(text)
            super().flush()
        finally:
            self.release()

    def _is_written_later(self) -> bool:
        if not self._is_due:
            try:
                asyncio.get_running_loop().call_later(SECONDS, self.flush)
            except RuntimeError:  # no loop turns in this thread
                return False
            self._is_due = True
        return True
