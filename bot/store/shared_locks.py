"""Numbered locks that all processes on one PostgreSQL share: advisory locks, freed by the server when a holder dies.

When the database is away, a process takes turns with nobody but itself: being refused by Discord now and then is
better than not starting.
"""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from bot.store.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.store.database import Database

_log = logging.getLogger(__name__)

_LOCK_CLASS: Final = 0x6361_7265
"""The first half of each lock's number: "care" in hexadecimal, so that they are ours."""
_RHYTHM: Final = 0.25
"""Seconds between looking; waiting inside the database would hold a statement open for minutes."""


class SharedLocks:
    """Locks by number. Each that is held has a connection of its own, since PostgreSQL ties it to one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[int, AsyncExitStack] = {}
        self._own: dict[int, asyncio.Lock] = {}

    async def acquire(self, number: int) -> None:
        """Wait for a lock and take it."""
        await self._own.setdefault(number, asyncio.Lock()).acquire()
        try:
            self._held[number] = await self._hold(number)
        except StoreError as problem:
            _log.warning("Turns can't be taken with other processes at the moment: %s", problem)
        except BaseException:
            self._own[number].release()
            raise

    async def _hold(self, number: int) -> AsyncExitStack:
        """Wait for a lock, take it, and return what closes its connection. Raises StoreError."""
        async with AsyncExitStack() as stack:
            connection = await stack.enter_async_context(self._database.own_connection())
            while not await _is_taken(connection, number):  # noqa: ASYNC110 - nobody tells when another process lets go
                await asyncio.sleep(_RHYTHM * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
            return stack.pop_all()

    async def release(self, number: int) -> None:
        """Give a lock back, which closing its connection does."""
        stack = self._held.pop(number, None)
        try:
            if stack is not None:
                await stack.aclose()
        except StoreError as problem:
            _log.debug("The connection of a lock was gone already: %s", problem)
        finally:
            self._own[number].release()


async def _is_taken(connection: AsyncConnection, number: int) -> bool:
    query = text("SELECT pg_try_advisory_lock(:kind, :number)")
    return bool((await connection.execute(query, {"kind": _LOCK_CLASS, "number": number})).scalar_one())
