"""Notes are written in batches: each once, whatever is beside it, and none is left behind."""

from __future__ import annotations

import asyncio

from sqlalchemy import select, text
from stores import adds_up, written

from bot.store.errors import StoreUnavailableError
from bot.store.tables import BatchRow


async def test_a_note_that_is_refused_costs_no_other(stores):
    """One bad note among many is found and dropped, all others are written once."""
    store = await stores.open()
    async with store.database.writing() as connection:
        await connection.execute(text("CREATE TABLE poison (id INTEGER NOT NULL)"))
    right = store.unanswered.write

    async def refusing(connection, notes):
        if any(note.text == "bad" for note in notes):
            await connection.execute(text("INSERT INTO poison VALUES (NULL)"))
        await right(connection, notes)

    store.unanswered.write = refusing
    for number in range(100):
        store.note_unanswered("bad" if number == 37 else f"good {number}", outcome="unmatched", guild_id=1)
    await written(store)

    assert store.counters.dropped == {"refused": 1}
    assert store.counters.written == 99
    assert {one.count for one in await store.unanswered.most_asked()} == {1}
    assert len(await store.unanswered.most_asked()) == 99
    assert adds_up(store)


async def test_a_batch_that_got_through_unnoticed_is_not_written_twice(stores):
    """When the connection breaks between writing and its confirmation, the next try finds the batch there."""
    store = await stores.open()
    right, tries = store._queue._write, []

    async def unconfirmed(name, notes):
        tries.append(name)
        await right(name, notes)
        if len(tries) == 1:
            raise StoreUnavailableError("the connection broke")

    store._queue._write = unconfirmed
    store.note_unanswered("who", outcome="unmatched", guild_id=1)
    await written(store)

    [one] = await store.unanswered.most_asked()
    assert one.count == 1
    assert tries == [tries[0]] * 2
    async with store.database.reading() as connection:
        assert (await connection.execute(select(BatchRow.id))).scalars().all() == tries[:1]


async def test_what_waits_is_written_at_the_end(stores):
    """Leaving the store writes its notes; what comes later is counted as dropped."""
    store = stores.make()
    async with store:
        await asyncio.sleep(0)
        for number in range(500):
            store.note_unanswered(f"q {number}", outcome="unmatched", guild_id=1)

    assert (store.counters.written, store.waiting) == (500, 0)
    assert not store.note_unanswered("too late", outcome="unmatched", guild_id=1)
    assert store.counters.dropped == {"shutdown": 1}
    assert adds_up(store)


async def test_two_processes_write_the_same_questions_at_once(stores):
    """Counts are exact however the transactions of several stores meet."""
    writers = [await stores.open() for _ in range(3)]
    for round_ in range(20):
        for store in writers:
            for number in range(10):
                store.note_unanswered(f"q {(number * 7 + round_) % 10}", outcome="unmatched", guild_id=1)
        await asyncio.sleep(0.005)
    for store in writers:
        await written(store)

    found = await writers[0].unanswered.most_asked()
    assert [one.count for one in sorted(found, key=lambda one: (-one.count, one.guild_id))] == [60] * 10
    assert all(adds_up(store) for store in writers)
