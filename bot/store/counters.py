"""What the store has done and failed to do since it was made: plain numbers for logs and metrics."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Dropped(StrEnum):
    """Why a note was not kept."""

    FULL = "full"
    """Too many were waiting already."""
    REFUSED = "refused"
    """The database takes no such row."""
    SHUTDOWN = "shutdown"
    """The database was out of reach until the bot ended, or the bot had ended already."""
    NO_KEY = "no key"
    """Votes need a key to hide who cast them, and there is none."""
    PURGED = "purged"
    """Somebody asked for their data to be deleted before it was written."""


@dataclass(slots=True)
class StoreCounters:
    """Counts of notes: `accepted == written + waiting + sum of dropped`, but for `Dropped.NO_KEY`, never accepted."""

    accepted: int = 0
    written: int = 0
    dropped: Counter[Dropped] = field(default_factory=Counter)
    failed_writes: int = 0
    """Tries to write a batch that failed; the batch was kept and tried again."""
    failed_refreshes: int = 0
    """Tries to read the servers' settings that failed; the last good ones stayed."""
    unusable_settings: int = 0
    """Settings found in the database that can't be used; the last good ones, or the defaults, stood in."""
    expired: Counter[str] = field(default_factory=Counter)
    """Rows deleted because of their age, by table."""
    skipped_sweeps: int = 0
    """Rounds without deleting, because the clock had jumped."""
    left_in_files: int = 0
    """Times that deleted rows could not be taken out of SQLite's files; the next round tries again."""
