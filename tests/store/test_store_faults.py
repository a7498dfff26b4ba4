"""Databases that are slow, full, locked, read-only or gone: noting never waits, and what was lost is counted."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

import psutil
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from stores import OFTEN, QUICK, Stores, adds_up, until, written

from bot.store import store as store_module
from bot.store.address import database_address
from bot.store.errors import StoreUnavailableError
from bot.store.server_settings import ServerSettings
from bot.store.settings_register import NEVER_SAVED
from bot.store.store import Store
from bot.store.write_queue import QueueLimits

sqlite_only = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
postgresql_only = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def _short_goodbye(monkeypatch):
    monkeypatch.setattr(store_module, "CLOSE_SECONDS", 1.0)


def note(store: Store, *questions: str) -> None:
    """Note questions and look settings up, as an answer does; nothing here can be awaited."""
    for question in questions:
        store.note_unanswered(question, outcome="unmatched", guild_id=1)
        store.settings.of(1)


def file_of(stores: Stores) -> Path:
    return Path(stores.address.removeprefix("sqlite:///"))


async def counts(store: Store) -> dict[str, int]:
    return {one.text: one.count for one in await store.unanswered.most_asked()}


async def failed_again(store: Store) -> None:
    """Wait until the database has been tried in vain once more."""
    before = store.counters.failed_writes
    await until(lambda: store.counters.failed_writes > before)


async def test_postgresql_is_killed_and_comes_back(own_server):
    """What was noted meanwhile is written once afterwards, with nothing lost."""
    async with Store(database_address(own_server.address()), limits=QUICK, rhythm=OFTEN) as store:
        note(store, "before")
        await written(store)
        await store.settings.save(1, ServerSettings(cooldown_seconds=7), seen=NEVER_SAVED)
        await asyncio.to_thread(own_server.kill)

        note(store, "before", "meanwhile", "meanwhile")
        await failed_again(store)
        assert not store.database.available
        assert store.settings.of(1).cooldown_seconds == 7, "the last good settings stay"
        with pytest.raises(StoreUnavailableError):
            await store.unanswered.most_asked()
        with pytest.raises(StoreUnavailableError):
            await store.purge_person(1)

        await asyncio.to_thread(own_server.start)
        await written(store)
        assert await counts(store) == {"before": 2, "meanwhile": 2}
        await until(lambda: store.database.available)
    assert (store.counters.written, store.counters.dropped) == (4, {})


async def test_postgresql_comes_up_after_the_bot(own_server):
    """A bot that starts first waits for nothing and loses nothing."""
    await asyncio.to_thread(own_server.stop)
    async with Store(database_address(own_server.address()), limits=QUICK, rhythm=OFTEN) as store:
        note(store, "early")
        await failed_again(store)
        assert not store.settings.loaded

        await asyncio.to_thread(own_server.start)
        await written(store)
        await until(lambda: store.settings.loaded)
        assert await counts(store) == {"early": 1}


async def test_postgresql_hangs(own_server):
    """A server that takes a connection and then says nothing is given up, tried again, and finds each note once."""
    limits = QueueLimits(linger=0.01, first_pause=0.02, longest_pause=0.1, attempt=0.5)
    async with Store(database_address(own_server.address()), limits=limits, rhythm=OFTEN) as store:
        note(store, "before")
        await written(store)
        postmaster = psutil.Process(int((own_server.data / "postmaster.pid").read_text().splitlines()[0]))
        processes = [postmaster, *postmaster.children()]
        for process in processes:
            process.send_signal(signal.SIGSTOP)
        try:
            note(store, "meanwhile")
            await failed_again(store)
        finally:
            for process in processes:
                process.send_signal(signal.SIGCONT)
        await written(store)
        assert await counts(store) == {"before": 1, "meanwhile": 1}


async def test_the_end_does_not_wait_long_for_a_database_that_is_gone(own_server):
    """What can't be written by then is counted as lost."""
    await asyncio.to_thread(own_server.stop)
    async with Store(database_address(own_server.address()), limits=QUICK, rhythm=OFTEN) as store:
        note(store, "a", "b", "c")
        await failed_again(store)
    assert store.counters.dropped == {"shutdown": 3}
    assert adds_up(store)


@postgresql_only
async def test_postgresql_runs_out_of_disk(stores):
    """Notes wait until there is room."""
    store = await stores.open()
    note(store, "before")
    await written(store)
    async with store.database.writing() as connection:
        await connection.execute(
            text("CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'No space left on device' "
                 "USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql")
        )  # fmt: skip
        await connection.execute(
            text("CREATE TRIGGER no_room BEFORE INSERT ON unanswered FOR EACH ROW EXECUTE FUNCTION no_room()")
        )
    note(store, "meanwhile")
    await failed_again(store)
    async with store.database.writing() as connection:
        await connection.execute(text("DROP TRIGGER no_room ON unanswered"))
    await written(store)

    assert await counts(store) == {"before": 1, "meanwhile": 1}


@postgresql_only
async def test_postgresql_turns_read_only(stores):
    """As when a stand-by was promoted elsewhere: reading goes on, writing waits."""
    store = await stores.open()
    note(store, "before")
    await written(store)

    standing_by = True

    def read_only(connection) -> None:
        if standing_by:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    event.listen(store.database.engine.sync_engine, "begin", read_only)
    note(store, "meanwhile")
    await failed_again(store)
    assert await counts(store) == {"before": 1}
    standing_by = False
    await written(store)

    assert await counts(store) == {"before": 1, "meanwhile": 1}


@sqlite_only
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


@sqlite_only
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


@sqlite_only
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


@sqlite_only
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


@sqlite_only
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
