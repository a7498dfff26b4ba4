"""Notes fifty questions in one batch again and again, and prints how many notes have been written."""

from __future__ import annotations

import asyncio
import sys

from bot.store.address import database_address
from bot.store.store import Store
from bot.store.write_queue import QueueLimits


async def main() -> None:
    """Go on until killed."""
    async with Store(database_address(sys.argv[1]), limits=QueueLimits(linger=0.001)) as store:
        while True:
            for number in range(50):
                store.note_unanswered(f"q {number}", outcome="unmatched", guild_id=1)
            while store.waiting:  # noqa: ASYNC110 - the store has no event for tests
                await asyncio.sleep(0.001)
            print(store.counters.written, flush=True)


asyncio.run(main())
