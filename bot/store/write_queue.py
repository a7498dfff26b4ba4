"""Notes on their way to the database: taken at once, written in batches, kept while it is away, bounded in number."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from uuid import uuid4

from bot.store.counters import Dropped
from bot.store.errors import StoreRefusedError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from bot.store.counters import StoreCounters

_log = logging.getLogger(__name__)

Item = TypeVar("Item")

_AFTER_CANCELLING: Final = 1.0
"""Seconds for a cancelled write to end by itself; a disk that hangs may never let it."""


@dataclass(frozen=True, slots=True)
class QueueLimits:
    """How much waits, for how long. Times are seconds."""

    capacity: int = 10_000
    batch: int = 200
    linger: float = 0.5
    """How long notes wait for company, unless they are a whole batch, so that busy times make few transactions."""
    attempt: float = 30.0
    """How long one try may take before it counts as failed."""
    first_pause: float = 0.5
    longest_pause: float = 30.0


class WriteQueue(Generic[Item]):
    """Takes items without waiting, and writes them in the background, each once, in order.

    `write` is given a name for the batch along with the items: after a failure the same batch comes again under the
    same name, so that `write` can tell one that had got through after all. To be used from one event loop.
    """

    def __init__(
        self,
        write: Callable[[str, Sequence[Item]], Awaitable[None]],
        counters: StoreCounters,
        limits: QueueLimits | None = None,
    ) -> None:
        self._write = write
        self._counters = counters
        self._limits = limits or QueueLimits()
        self._waiting: deque[Item] = deque()
        self._batch: list[Item] = []
        self._batch_name = ""
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self._writing = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        """Return how many items are not written yet."""
        return len(self._waiting) + len(self._batch)

    def put(self, item: Item) -> bool:
        """Take an item, or count it as dropped and return False when too many wait or the queue is closed."""
        self._counters.accepted += 1
        if self._closing.is_set():
            return self._drop(1, Dropped.SHUTDOWN)
        if len(self) >= self._limits.capacity:
            return self._drop(1, Dropped.FULL)
        self._waiting.append(item)
        self._news.set()
        return True

    def start(self) -> None:
        """Begin writing; to be called once, in the event loop."""
        self._worker = asyncio.create_task(self._work(), name="write notes to the store")

    async def close(self, patience: float) -> None:
        """Write what waits, for at most `patience` seconds; what is left then is counted as dropped."""
        self._closing.set()
        self._news.set()
        if self._worker is not None:
            await asyncio.wait({self._worker}, timeout=patience)
            if self._worker.cancel():
                await asyncio.wait({self._worker}, timeout=_AFTER_CANCELLING)
        left = len(self)
        if left:
            _log.warning("%d notes for the store are lost: the database was out of reach until the end.", left)
            self._drop(left, Dropped.SHUTDOWN)
        self._waiting.clear()
        self._batch.clear()

    @asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Keep anything from being written within the block, so that deleting can't be overtaken by writing."""
        async with self._writing:
            yield

    def discard(self, unwanted: Callable[[Item], bool]) -> int:
        """Drop waiting items within a `still` block; return how many."""
        before = len(self)
        self._waiting = deque(item for item in self._waiting if not unwanted(item))
        self._batch = [item for item in self._batch if not unwanted(item)]
        self._drop(before - len(self), Dropped.PURGED)
        return before - len(self)

    async def _work(self) -> None:
        failures = 0
        while True:
            if not len(self):
                if self._closing.is_set():
                    return
                self._news.clear()
                await self._news.wait()
            if self._may_wait_for_company():
                await self._pause(self._limits.linger)
            if await self._attempt():
                failures = 0
            else:
                failures += 1
                await self._pause(self._until_next_try(failures))

    def _may_wait_for_company(self) -> bool:
        """Say whether what waits is less than a batch, and nothing of it has been tried."""
        return not self._closing.is_set() and not self._batch and len(self._waiting) < self._limits.batch

    async def _attempt(self) -> bool:
        """Write one batch, or put its half aside when an item of it is refused; False when it has to be tried again."""
        async with self._writing:
            if not self._batch:
                self._begin_batch(self._limits.batch)
            if not self._batch:
                return True
            try:
                async with asyncio.timeout(self._limits.attempt):
                    await self._write(self._batch_name, tuple(self._batch))
            except StoreRefusedError as refused:
                self._set_half_aside(refused)
                return True
            except (StoreUnavailableError, TimeoutError):
                self._counters.failed_writes += 1
                return False
            except Exception as problem:  # noqa: BLE001 - a bad note must not end the writing; it is logged
                _log.exception("Notes for the store can't be written; this is a mistake in the bot.")
                self._set_half_aside(problem)
                return True
            self._counters.written += len(self._batch)
            self._batch.clear()
            return True

    def _begin_batch(self, size: int) -> None:
        self._batch_name = uuid4().hex
        while self._waiting and len(self._batch) < size:
            self._batch.append(self._waiting.popleft())

    def _set_half_aside(self, problem: Exception) -> None:
        """Find the item at fault by halves; once it is alone, drop it."""
        if len(self._batch) == 1:
            _log.warning("A note for the store was refused: %s", problem)
            self._batch.clear()
            self._drop(1, Dropped.REFUSED)
            return
        self._waiting.extendleft(reversed(self._batch))
        size = (len(self._batch) + 1) // 2
        self._batch.clear()
        self._begin_batch(size)

    def _drop(self, count: int, why: Dropped) -> bool:
        if count:
            self._counters.dropped[why] += count
        return False

    def _until_next_try(self, failures: int) -> float:
        """Return seconds that double with every failure, with jitter so that many processes don't come back at once."""
        longest = min(self._limits.longest_pause, self._limits.first_pause * 2.0 ** min(failures - 1, 16))
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret

    async def _pause(self, seconds: float) -> None:
        """Wait, but only a moment once the queue is being closed."""
        if self._closing.is_set():
            await asyncio.sleep(min(seconds, 0.2))
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
