"""PostgreSQL that is killed, hangs, is full, read-only or gone: noting never waits, and what was lost is counted."""

from __future__ import annotations

import asyncio
import signal

import psutil
import pytest
from sqlalchemy import event, text
from stores import OFTEN, QUICK, adds_up, counts, failed_again, note, until, written

from bot.store.address import database_address
from bot.store.errors import StoreUnavailableError
from bot.store.server_settings import ServerSettings
from bot.store.settings_register import NEVER_SAVED
from bot.store.store import Store
from bot.store.write_queue import QueueLimits

pytestmark = pytest.mark.usefixtures("_short_goodbye")
postgresql_only = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


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
