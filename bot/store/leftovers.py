"""What deleted rows leave in SQLite's files, and writing those anew without it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.store.counters import StoreCounters
    from bot.store.database import Database

_log = logging.getLogger(__name__)

_BUSY_MILLISECONDS: Final = 200
"""How long others who read or write are waited for: meanwhile nobody else can write."""


class Leftovers:
    """Copies of deleted rows in SQLite's files; PostgreSQL's are its own affair.

    `secure_delete` overwrites a row where it stood last. Where it had stood before SQLite moved it to another page, and
    in the log beside the file (`-wal`), its words stay. So the file is written anew, and the log is emptied.
    """

    def __init__(self, database: Database, counters: StoreCounters) -> None:
        self._database = database
        self._counters = counters
        self._removing = asyncio.Lock()
        self.remain = database.dialect == "sqlite"
        """Whether there may be any; another process, or this one in an earlier life, may have left some."""

    async def remove(self) -> None:
        """Write the file anew and empty its log. While somebody is in the way some `remain`, which is logged."""
        if self._database.dialect != "sqlite":
            return
        async with self._removing:  # one at a time, or the end of one would hide that the other failed
            await self._remove()

    async def _remove(self) -> None:
        self.remain = True
        try:
            async with self._database.own_connection() as connection:
                await connection.exec_driver_sql(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
                await connection.exec_driver_sql("VACUUM")
                emptied = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                self.remain = bool(emptied.one().busy)
            reason = "somebody is reading it"
        except StoreError as problem:
            reason = str(problem)
        if self.remain:
            self._counters.left_in_files += 1
            _log.warning("Deleted rows can still be found in the database's files until the next round: %s.", reason)
