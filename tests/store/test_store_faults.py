"""Faults in whatever database: each told once and without anybody's words, none costs what is beside it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from stores import adds_up, counts, failed_again, note, written

from bot.store.write_queue import QueueLimits

pytestmark = pytest.mark.usefixtures("_short_goodbye")


async def test_a_fault_is_told_once_and_so_is_its_end(stores, caplog):
    """However often it was tried, also while reading goes on all along; no question is in the log."""
    store = await stores.open()
    note(store, "before")
    await written(store)
    right = store.unanswered.write

    async def out_of_order(connection, _notes) -> None:
        await connection.execute(text("SELECT * FROM nowhere"))

    store.unanswered.write = out_of_order
    note(store, "the secret question")
    for _ in range(3):
        await failed_again(store)
        await store.unanswered.most_asked()
    assert not store.database.available
    store.unanswered.write = right
    await written(store)

    told = [
        one.getMessage() for one in caplog.records if one.name == "bot.store.database" and "written" in one.getMessage()
    ]
    assert len(told) == 2, told
    assert "can't be written" in told[0]
    assert "can be written again" in told[1]
    assert "secret question" not in caplog.text


async def test_no_error_repeats_what_was_to_be_stored(stores):
    """It may be logged, and hold what somebody wrote."""
    store = await stores.bare()
    await store.database.prepare()
    async with store.database.engine.connect() as connection:
        with pytest.raises(DBAPIError) as refused:
            await connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "the secret question"})

    assert "nowhere" in str(refused.value)
    assert "secret question" not in str(refused.value)


async def test_a_mistake_in_writing_ends_nothing(stores):
    """A note that makes the code fail is dropped and counted; the next ones are written."""
    store = await stores.open()
    right = store.unanswered.write

    async def mistaken(connection, notes) -> None:
        if any(one.text == "bad" for one in notes):
            raise ZeroDivisionError
        await right(connection, notes)

    store.unanswered.write = mistaken
    note(store, "a", "bad", "b")
    await written(store)

    assert await counts(store) == {"a": 1, "b": 1}
    assert store.counters.dropped == {"refused": 1}


async def test_a_flood_is_bounded(stores):
    """Memory stays bounded whatever comes; what is too much is counted."""
    store = stores.make(limits=QueueLimits(capacity=100))
    for number in range(20_000):
        store.note_unanswered(f"q {number}", outcome="unmatched", guild_id=1)

    assert (store.waiting, store.counters.dropped["full"]) == (100, 19_900)
    assert adds_up(store)
    await store.database.close()


async def test_a_killed_process_leaves_whole_batches(stores):
    """After SIGKILL in the middle of writing, every batch is there whole or not at all, and the next start works."""
    program = Path(__file__).with_name("write_until_killed.py")
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(program), stores.address, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        while (line := await process.stdout.readline()) and int(line) < 500:
            pass
    process.kill()
    await process.wait()

    store = await stores.open()
    note(store, "afterwards")
    await written(store)
    found = await counts(store)

    assert found.pop("afterwards") == 1
    assert len(set(found.values())) == 1, "each batch notes every question once"
    assert found["q 0"] >= 10
