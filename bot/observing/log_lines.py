"""How log lines look: text for people or JSON for machines, one record each, without secrets and without tricks.

Whatever a record holds, it can't pass for another one: control and invisible characters are written as escapes, and
the second line of a message is set in.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.observing.faults import FaultCounter, fault_of
from bot.observing.gathered_lines import GatheredLines
from bot.settings import LogFormat, LogLevel

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import TextIO

    from bot.observing.redaction import Redactor

_log = logging.getLogger(__name__)

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of what isn't seen but changes how text is read, such as escapes and bidi marks."""


class TextLines(logging.Formatter):
    """Lines for people."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return one record's lines; all but the first are set in."""
        lines = self._redact(super().format(record)).splitlines()  # also at line ends other than \n
        return "\n    ".join(without_tricks(line) for line in lines)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and where there are some, kind of fault and exception."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return one record's line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._redact(record.getMessage()),
        }
        kind = fault_of(record)
        if kind is not None:
            line["fault"] = kind
        if record.exc_info:
            line["exception"] = self._redact(self.formatException(record.exc_info))
        return json.dumps(line)  # in ASCII: anything that could be misread is an escape


def without_tricks(text: str) -> str:
    """Write what can't be seen, but changes how text is read, as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char.encode("unicode_escape").decode() if char != "\t" and unicodedata.category(char) in _UNSEEN else char
        for char in text
    )


def write_logs(
    stream: TextIO,
    look: LogFormat,
    redact: Redactor,
    count_fault: Callable[[str], None],
    *,
    level: LogLevel = LogLevel.INFO,
) -> None:
    """Log the bot's doings from `level` on and the libraries' warnings, also what ends a thread or the process."""
    handler = GatheredLines(stream)
    handler.setFormatter(JsonLines(redact) if look is LogFormat.JSON else TextLines(redact))
    root = logging.getLogger()
    root.addHandler(handler)
    root.addHandler(FaultCounter(count_fault))
    # Libraries say at lower levels what people say: discord.py logs every request's content.
    root.setLevel(logging.ERROR if level is LogLevel.ERROR else logging.WARNING)
    logging.getLogger("bot").setLevel(level.upper())
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_the_end
    threading.excepthook = lambda thread: _log.error(
        "A thread has ended with an error.",
        exc_info=(thread.exc_type, thread.exc_value or thread.exc_type(), thread.exc_traceback),
    )


def _log_the_end(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, problem, trace)
        return
    _log.critical("The process ends with an error.", exc_info=(kind, problem, trace))
