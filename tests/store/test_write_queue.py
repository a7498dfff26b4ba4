"""The queue of notes by itself: how many are written together."""

from __future__ import annotations

import asyncio

from stores import until

from bot.store.counters import StoreCounters
from bot.store.write_queue import QueueLimits, WriteQueue


async def test_notes_that_come_during_a_write_wait_for_company_too():
    """However steadily notes come, only a full batch is written at once."""
    batches: list[tuple[int, ...]] = []

    async def write(_name, numbers):
        batches.append(numbers)
        if len(batches) == 1:  # somebody asks on, meanwhile
            queue.put(10)
            await asyncio.sleep(0)
            queue.put(11)

    queue = WriteQueue(write, StoreCounters(), QueueLimits(batch=10, linger=3600.0))
    for number in range(10):
        queue.put(number)
    queue.start()
    await until(lambda: len(queue) == 2)
    for _ in range(20):
        await asyncio.sleep(0)
    assert batches == [tuple(range(10))]

    queue.put(12)
    await queue.close(patience=5.0)

    assert batches == [tuple(range(10)), (10, 11, 12)]
