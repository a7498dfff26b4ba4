"""What can go wrong at run time, by kind. What is told in the log is counted, and the reverse.

`_log.warning("…", extra=told(Fault.UNSENT))` does both.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_ATTRIBUTE: Final = "fault"


class Fault(StrEnum):
    """The kinds, as they stand in the metric's label."""

    FAILED_ANSWER = "failed_answer"
    """Answering raised; the person was told so."""
    FORBIDDEN = "forbidden"
    """The bot may not write where it was asked."""
    UNSENT = "unsent"
    """Discord did not take an answer."""
    TOO_LATE = "too_late"
    """An interaction was answered after Discord had given it up."""
    SENT_AGAIN = "sent_again"
    """A connection broke while sending, and the same message was offered once more."""
    RATE_LIMITED = "rate_limited"
    """Discord asked to wait longer than an answer is worth."""
    BLOCKED = "blocked"
    """Discord's edge refuses this address; nothing is sent for a while."""
    DISCONNECTED = "disconnected"
    """The connection to Discord ended, and a new one is made."""
    LOST_SESSION = "lost_session"
    """Discord forgot a shard's session: what was said meanwhile is lost."""
    REFUSED_KNOWLEDGE = "refused_knowledge"
    """An edit of the knowledge has errors; the last good one stays in service."""
    STALL = "stall"
    """The event loop stood still."""
    UNEXPECTED = "unexpected"
    """Any other error that was logged."""


def told(fault: Fault) -> dict[str, str]:
    """Return the `extra` of a log call that counts a fault."""
    return {_ATTRIBUTE: fault.value}


def fault_of(record: logging.LogRecord) -> str | None:
    """Return the kind of fault that a log record tells of; an error of no kind is an unexpected one."""
    kind = getattr(record, _ATTRIBUTE, None)
    if isinstance(kind, str):
        return kind
    return Fault.UNEXPECTED.value if record.levelno >= logging.ERROR else None


class FaultCounter(logging.Handler):
    """Hands the kind of each fault that is logged to `count`."""

    def __init__(self, count: Callable[[str], None]) -> None:
        super().__init__()
        self._count = count

    def emit(self, record: logging.LogRecord) -> None:
        """Count one record, if it tells of a fault."""
        kind = fault_of(record)
        if kind is not None:
            self._count(kind)
