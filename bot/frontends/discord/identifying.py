"""Taking turns: Discord lets `max_concurrency` shards identify at once, one of each bucket every five seconds.

A shard's bucket is its number modulo `max_concurrency`. Its turn is taken before it connects, and given back five
seconds after it has identified. Processes share turns by locks that they share; one alone needs none but its own.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import discord

_log = logging.getLogger(__name__)

SPACING: Final = 5.5
"""Seconds: Discord's five, and some for a request that took longer on its way than the next one."""
_LONGEST_WITH_OPEN_CONNECTION: Final = 45.0
"""Seconds; Discord's heartbeat isn't read meanwhile, and after sixty discord.py takes the connection for dead."""


class BucketLocks(Protocol):
    """One lock a bucket, each held by nobody or one process."""

    async def acquire(self, bucket: int) -> None:
        """Wait for a lock and take it."""

    async def release(self, bucket: int) -> None:
        """Give a lock back."""


class OwnLocks:
    """The locks of a process that is alone."""

    def __init__(self) -> None:
        self._locks: dict[int, asyncio.Lock] = {}

    async def acquire(self, bucket: int) -> None:
        """Wait for a lock and take it."""
        await self._locks.setdefault(bucket, asyncio.Lock()).acquire()

    async def release(self, bucket: int) -> None:
        """Give a lock back."""
        self._locks[bucket].release()


class Turns:
    """The turns of one client's shards."""

    def __init__(self, locks: BucketLocks, *, spacing: float = SPACING) -> None:
        self._locks = locks
        self._spacing = spacing
        self._concurrency = 1
        self._holding: set[int] = set()
        """Buckets that are held for a shard that has not identified yet."""
        self._giving_back: set[asyncio.Task[None]] = set()

    async def heed(
        self,
        limits: discord.SessionStartLimits,
        shards: int,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Keep to what Discord allows. With too few sessions left today it waits: going on would reset the token."""
        self._concurrency = max(1, limits.max_concurrency)
        if limits.remaining < shards:
            seconds = limits.reset_after / 1000 + 1
            _log.error(
                "Discord allows %d more of %d sessions, and %d are needed; waiting %.0f s for new ones.",
                limits.remaining, limits.total, shards, seconds,
            )  # fmt: skip
            await sleep(seconds)

    async def before_connecting(self, shard: int) -> None:
        """Wait for a shard's turn."""
        await self._take(self._bucket(shard))

    async def before_identifying(self, shard: int) -> None:
        """Make sure that it is a shard's turn, and give the turn back when the next may come. Raises TimeoutError."""
        bucket = self._bucket(shard)
        async with asyncio.timeout(_LONGEST_WITH_OPEN_CONNECTION):
            await self._take(bucket)
        self._holding.discard(bucket)
        giving_back = asyncio.create_task(self._give_back(bucket, self._spacing), name="let the next shard identify")
        self._giving_back.add(giving_back)
        giving_back.add_done_callback(self._giving_back.discard)

    async def close(self) -> None:
        """Give all turns back."""
        for task in self._giving_back:
            task.cancel()  # which gives it back at once
        await asyncio.gather(*self._giving_back, return_exceptions=True)
        for bucket in self._holding:
            await self._locks.release(bucket)
        self._holding.clear()

    def _bucket(self, shard: int) -> int:
        return shard % self._concurrency

    async def _take(self, bucket: int) -> None:
        if bucket not in self._holding:
            await self._locks.acquire(bucket)
            self._holding.add(bucket)

    async def _give_back(self, bucket: int, seconds: float) -> None:
        try:
            await asyncio.sleep(seconds)
        finally:
            await self._locks.release(bucket)
