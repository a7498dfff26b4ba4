"""Stores as tests use them: quick, on any database, and closed in the end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.store.address import database_address
from bot.store.store import Rhythm, Store
from bot.store.write_queue import QueueLimits

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AsyncExitStack

KEY = b"a key that only the tests know"
QUICK = QueueLimits(linger=0.01, first_pause=0.02, longest_pause=0.1, attempt=5.0)
OFTEN = Rhythm(refresh=0.05, refresh_after_fault=0.05)
SELDOM = Rhythm(refresh=3600.0, refresh_after_fault=0.05)
"""So that nothing happens by itself once a store has begun."""


class Stores:
    """Opens stores on one database, and closes them at the end of the test."""

    def __init__(self, address: str, stack: AsyncExitStack) -> None:
        self.address = address
        self._stack = stack

    def make(self, **options: Any) -> Store:
        """Return a store that isn't writing yet."""
        options = {"voting_key": KEY, "limits": QUICK, "rhythm": OFTEN, **options}
        return Store(database_address(self.address), **options)

    async def open(self, **options: Any) -> Store:
        """Return a store that writes in the background."""
        return await self._stack.enter_async_context(self.make(**options))

    async def bare(self, **options: Any) -> Store:
        """Return a store that does nothing by itself."""
        store = self.make(**options)
        self._stack.push_async_callback(store.database.close)
        return store


async def until(holds: Callable[[], object], patience: float = 10.0) -> None:
    """Wait until something holds that no event tells."""
    async with asyncio.timeout(patience):
        while not holds():  # noqa: ASYNC110 - neither the store nor Discord has an event for tests
            await asyncio.sleep(0.005)


async def written(store: Store) -> None:
    """Wait until nothing waits any more."""
    await until(lambda: not store.waiting)


def adds_up(store: Store) -> bool:
    """Say whether every note that was taken was written, waits, or was counted as dropped."""
    counters = store.counters
    return counters.accepted == counters.written + store.waiting + sum(counters.dropped.values())


def note(store: Store, *questions: str) -> None:
    """Note questions and look settings up, as an answer does; nothing here can be awaited."""
    for question in questions:
        store.note_unanswered(question, outcome="unmatched", guild_id=1)
        store.settings.of(1)


async def counts(store: Store) -> dict[str, int]:
    """Return how often each question is noted in the database."""
    return {one.text: one.count for one in await store.unanswered.most_asked()}


async def failed_again(store: Store) -> None:
    """Wait until the database has been tried in vain once more."""
    before = store.counters.failed_writes
    await until(lambda: store.counters.failed_writes > before)
