"""What processes on one PostgreSQL share: settings at once, word of changed knowledge, and locks."""

from __future__ import annotations

import asyncio

import pytest
from stores import KEY, QUICK, SELDOM, Stores, until

from bot.store import notices
from bot.store.address import database_address
from bot.store.server_settings import ServerSettings
from bot.store.settings_register import NEVER_SAVED
from bot.store.shared_locks import SharedLocks
from bot.store.store import Store

postgresql_only = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(notices, "_LOOK_SECONDS", 0.05)
    monkeypatch.setattr(notices, "_AGAIN_SECONDS", 0.05)


@postgresql_only
async def test_saved_settings_reach_other_processes_at_once(stores: Stores):
    """Long before the next round; also that they were deleted."""
    here, there = await stores.open(rhythm=SELDOM), await stores.open(rhythm=SELDOM)
    await until(lambda: there.settings.loaded)
    await here.settings.save(7, ServerSettings(cooldown_seconds=9), seen=NEVER_SAVED)
    await until(lambda: there.settings.of(7).cooldown_seconds == 9)
    await here.settings.purge_server(7)
    await until(lambda: 7 not in there.settings.known())


async def test_saved_settings_reach_other_processes_on_the_next_round(stores: Stores):
    """On SQLite, and on PostgreSQL where notices don't get through."""
    here, there = await stores.open(), await stores.open()
    for store in (here, there):
        store._notices._hear = lambda _topic, _detail: None
    await here.settings.save(7, ServerSettings(cooldown_seconds=9), seen=NEVER_SAVED)
    await until(lambda: there.settings.of(7).cooldown_seconds == 9)


@postgresql_only
async def test_changed_knowledge_is_told_to_all(stores: Stores):
    """With its digest, by which each sees whether it has it already."""
    here, there = await stores.open(rhythm=SELDOM), await stores.open(rhythm=SELDOM)
    heard: list[str] = []
    there.when_knowledge_changes(heard.append)
    await until(lambda: there.settings.loaded)

    async def tell_until_heard() -> None:
        while not heard:
            await here.tell_changed_knowledge("abc123")
            await asyncio.sleep(0.05)

    async with asyncio.timeout(10):
        await tell_until_heard()
    assert set(heard) == {"abc123"}


async def test_telling_needs_no_database(tmp_path):
    """Nobody waits for it, and nothing fails."""
    async with Store(database_address("postgresql://bot@127.0.0.1:9/none"), limits=QUICK, rhythm=SELDOM) as away:
        await away.tell_changed_knowledge("abc123")
    async with Store(database_address(f"sqlite:///{tmp_path / 'bot.db'}"), limits=QUICK, rhythm=SELDOM) as alone:
        await alone.tell_changed_knowledge("abc123")


async def test_what_was_missed_while_the_database_was_away_is_caught_up_with(own_server):
    """Listening again begins with a look, since notices aren't repeated."""
    address = database_address(own_server.address())
    async with (
        Store(address, voting_key=KEY, limits=QUICK, rhythm=SELDOM) as here,
        Store(address, voting_key=KEY, limits=QUICK, rhythm=SELDOM) as there,
    ):
        await until(lambda: there.settings.loaded)
        there._notices._hear = lambda _topic, _detail: None  # deaf
        await here.settings.save(7, ServerSettings(cooldown_seconds=9), seen=NEVER_SAVED)
        await asyncio.to_thread(own_server.kill)
        there._notices._hear = there._hear
        await asyncio.to_thread(own_server.start)
        await until(lambda: there.settings.of(7).cooldown_seconds == 9)


@postgresql_only
async def test_a_lock_is_held_by_one_process_at_a_time(stores: Stores):
    """Others wait for their turn; different locks don't wait for each other."""
    stores_of_processes = [await stores.bare() for _ in range(3)]
    holding, most, turns = 0, 0, []

    async def take_a_turn(process: int) -> None:
        nonlocal holding, most
        locks = SharedLocks(stores_of_processes[process].database)
        for _ in range(2):
            await locks.acquire(5)
            holding += 1
            most = max(most, holding)
            turns.append(process)
            await asyncio.sleep(0.05)
            holding -= 1
            await locks.release(5)

    async with asyncio.timeout(30):
        await asyncio.gather(*(take_a_turn(process) for process in range(3)))
    assert most == 1
    assert sorted(turns) == [0, 0, 1, 1, 2, 2]
    locks = SharedLocks(stores_of_processes[0].database)
    async with asyncio.timeout(10):
        await asyncio.gather(locks.acquire(1), locks.acquire(2))
    await locks.release(1)
    await locks.release(2)


@postgresql_only
async def test_a_lock_whose_holder_is_gone_is_free(stores: Stores):
    """PostgreSQL frees it with the connection, however that ended."""
    gone, waiting = SharedLocks((await stores.bare()).database), SharedLocks((await stores.bare()).database)
    await gone.acquire(5)
    taking = asyncio.create_task(waiting.acquire(5))
    await asyncio.sleep(0.5)
    assert not taking.done()
    await gone._held.pop(5).aclose()
    async with asyncio.timeout(10):
        await taking
    await waiting.release(5)


async def test_without_a_database_a_process_takes_turns_with_itself(caplog):
    """Starting matters more than taking turns; the log says so."""
    away = Store(database_address("postgresql://bot@127.0.0.1:9/none"))
    locks = SharedLocks(away.database)
    await locks.acquire(5)
    again = asyncio.create_task(locks.acquire(5))
    await asyncio.sleep(0.1)
    assert not again.done()
    await locks.release(5)
    await again
    await locks.release(5)
    assert "Turns can't be taken with other processes" in caplog.text
    await away.database.close()
