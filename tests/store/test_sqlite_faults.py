"""SQLite files that are full, locked, read-only, deleted or none: noting never waits, and what was lost is counted."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event
from stores import OFTEN, QUICK, Stores, adds_up, counts, failed_again, note, until, written

from bot.store.address import database_address
from bot.store.errors import StoreUnavailableError
from bot.store.server_settings import ServerSettings
from bot.store.settings_register import NEVER_SAVED
from bot.store.store import Store
from bot.store.write_queue import QueueLimits

pytestmark = [
    pytest.mark.usefixtures("_short_goodbye"),
    pytest.mark.parametrize("address", ["sqlite"], indirect=True),
]


def file_of(stores: Stores) -> Path:
    return Path(stores.address.removeprefix("sqlite:///"))


async def test_sqlite_runs_out_of_disk(stores):
    """SQLite's own limit of pages stands for the disk's; notes wait until there is room."""
    store = await stores.open()
    note(store, "before")
    await written(store)
    pages = 1

    def limit(connection, _record, _proxy) -> None:
        connection.cursor().execute(f"PRAGMA max_page_count = {pages}")

    event.listen(store.database.engine.sync_engine, "checkout", limit)
    note(store, *(f"{'meanwhile ' * 20} {n}" for n in range(100)))
    await failed_again(store)
    pages = 100_000
    await written(store)

    assert len(await store.unanswered.most_asked(limit=200)) == 101
    assert (store.counters.written, store.counters.dropped) == (101, {})


async def test_sqlite_is_locked_by_another_process(stores, monkeypatch):
    """Somebody keeps the file locked; when they let go, everything is written, and reading was possible all along."""
    monkeypatch.setattr("bot.store.database.LOCKED_SECONDS", 0.1)
    store = await stores.open(limits=QueueLimits(capacity=3, linger=0.01, first_pause=0.02, longest_pause=0.1))
    note(store, "before")
    await written(store)
    other = sqlite3.connect(file_of(stores), isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # it may have to wait for the store's own writing
    note(store, "a", "b", "c", "too many", "too many")
    await failed_again(store)

    assert await counts(store) == {"before": 1}
    assert store.counters.dropped == {"full": 2}
    with pytest.raises(StoreUnavailableError, match="locked"):
        await store.settings.save(1, ServerSettings(), seen=NEVER_SAVED)
    other.execute("COMMIT")
    other.close()
    await written(store)
    assert await counts(store) == {"before": 1, "a": 1, "b": 1, "c": 1}
    assert adds_up(store)


async def test_sqlite_is_read_only(stores):
    """What is there can be read, nothing is written, nothing breaks, and what was lost is counted in the end."""
    store = await stores.bare()
    await store.settings.save(1, ServerSettings(cooldown_seconds=7), seen=NEVER_SAVED)
    await store.database.close()
    address = f"sqlite:///file:{file_of(stores)}?mode=ro&uri=true"
    async with Store(database_address(address), limits=QUICK, rhythm=OFTEN) as reader:
        note(reader, "a")
        await failed_again(reader)
        await until(lambda: reader.settings.of(1).cooldown_seconds == 7)
        with pytest.raises(StoreUnavailableError, match="readonly"):
            await reader.purge_server(2)
    assert reader.counters.dropped == {"shutdown": 1}


@pytest.mark.parametrize("what", ["file", "folder"])
async def test_sqlite_is_deleted_while_the_bot_runs(stores, what):
    """Writing into a deleted file would lose everything unnoticed; a new one is made instead."""
    store = await stores.open()
    note(store, "before")
    await written(store)
    file = file_of(stores)
    if what == "folder":
        shutil.rmtree(file.parent)
    else:
        for part in file.parent.glob(f"{file.name}*"):
            part.unlink()

    note(store, "after")
    await written(store)

    assert await counts(store) == {"after": 1}
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT text FROM unanswered").fetchall() == [("after",)]
    connection.close()


@pytest.mark.parametrize("obstacle", ["no database", "a folder", "a file on the way"])
async def test_sqlite_cannot_be_opened(stores, obstacle, caplog):
    """The bot runs without it, says so once, and uses it as soon as it can be opened."""
    file = file_of(stores)
    file.parent.mkdir()
    if obstacle == "no database":
        file.write_bytes(b"This was a shopping list. " * 100)
    elif obstacle == "a folder":
        file.mkdir()
    else:
        file.parent.rmdir()
        file.parent.write_text("in the way")
    store = await stores.open()
    note(store, "a")
    await failed_again(store)
    await failed_again(store)
    told = [one.getMessage() for one in caplog.records if "can't be written" in one.getMessage()]
    assert len(told) == 1, told

    if obstacle == "a folder":
        file.rmdir()
    elif obstacle == "no database":
        file.unlink()
    else:
        file.parent.unlink()
    await written(store)
    assert await counts(store) == {"a": 1}
