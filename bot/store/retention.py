"""How long each kind of row is kept, in one place, and deleting what is older, a few rows at a time."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select, text, update

from bot.store.tables import BatchRow, ChangeRow, UnansweredRow, VoteRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.ext.asyncio import AsyncConnection
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.store.counters import StoreCounters
    from bot.store.database import Database
    from bot.store.tables import Base

_log = logging.getLogger(__name__)

ROWS_AT_ONCE: Final = 500
SWEEP_LOCK: Final = 0x6361_7265_6572_0002
"""The number of the PostgreSQL advisory lock that leaves the sweeping to one process at a time."""
_TOLERANCE: Final = timedelta(minutes=10)
"""How far the clock may be corrected between two sweeps before that counts as a jump."""


@dataclass(frozen=True, slots=True)
class Ages:
    """How old rows may get, counted from when they were last touched."""

    unanswered: timedelta = timedelta(days=30)
    votes: timedelta = timedelta(days=30)
    changes: timedelta = timedelta(days=730)
    batches: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Ageing:
    table: type[Base]
    key: InstrumentedAttribute[int] | InstrumentedAttribute[str]
    touched: InstrumentedAttribute[datetime]
    age: timedelta


class Retention:
    """Deletes what is too old, unless the clock has just jumped: one wrong second must not cost a month of questions.

    `clock` tells the time of day, `steady` counts seconds whatever is done to the clock. A jump that is still there a
    sweep later was meant.
    """

    def __init__(
        self,
        database: Database,
        counters: StoreCounters,
        ages: Ages,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._counters = counters
        self._clock = clock
        self._steady = steady
        self._before = (clock(), steady())
        self._ageing = (
            _Ageing(UnansweredRow, UnansweredRow.id, UnansweredRow.last_seen, ages.unanswered),
            _Ageing(VoteRow, VoteRow.id, VoteRow.cast_at, ages.votes),
            _Ageing(ChangeRow, ChangeRow.id, ChangeRow.made_at, ages.changes),
            _Ageing(BatchRow, BatchRow.id, BatchRow.written_at, ages.batches),
        )

    async def sweep(self) -> int:
        """Delete what is too old and return the number of rows. Raises StoreError."""
        if self._clock_jumped():
            _log.warning("The clock has jumped; nothing is deleted because of its age until the next round.")
            self._counters.skipped_sweeps += 1
            return 0
        deleted = 0
        for ageing in self._ageing:
            deleted += await self._sweep_table(ageing)
        return deleted

    def _clock_jumped(self) -> bool:
        (clock_before, steady_before), (clock, steady) = self._before, (self._clock(), self._steady())
        self._before = (clock, steady)
        return abs((clock - clock_before) - timedelta(seconds=steady - steady_before)) > _TOLERANCE

    async def _sweep_table(self, ageing: _Ageing) -> int:
        deleted = 0
        while True:
            now = self._clock()
            async with self._database.writing() as connection:
                if not await self._is_ours(connection):
                    return deleted
                await self._bring_back_from_the_future(connection, ageing, now)
                oldest = select(ageing.key).where(ageing.touched < now - ageing.age).limit(ROWS_AT_ONCE)
                gone = (await connection.execute(delete(ageing.table).where(ageing.key.in_(oldest)))).rowcount
            self._counters.expired[str(ageing.table.__tablename__)] += gone
            deleted += gone
            if gone < ROWS_AT_ONCE:
                return deleted

    async def _is_ours(self, connection: AsyncConnection) -> bool:
        if self._database.dialect != "postgresql":
            return True
        locked = await connection.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": SWEEP_LOCK})
        return bool(locked.scalar_one())

    async def _bring_back_from_the_future(self, connection: AsyncConnection, ageing: _Ageing, now: datetime) -> None:
        """Date rows from tomorrow or later, which a wrong clock has written, to now: they would never get old."""
        tomorrow = now + timedelta(days=1)
        await connection.execute(
            update(ageing.table).where(ageing.touched > tomorrow).values({ageing.touched.key: now})
        )
