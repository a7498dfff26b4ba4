"""Tables are made and brought up to date by whoever comes first, and by nobody twice."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from stores import written

from bot.store.database import Database
from bot.store.errors import StoreTooNewError
from bot.store.migrating import alembic_config
from bot.store.migrations import NEWEST
from bot.store.tables import Base


async def test_the_steps_lead_to_the_tables(stores):
    """After all migrations a database has exactly what `tables` says."""
    store = await stores.bare()
    await store.database.prepare()

    async with store.database.reading() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(sync, opts={"compare_server_default": True}), Base.metadata
            )
        )
    assert differences == []


def test_the_newest_step_is_named():
    """`NEWEST` is what Alembic finds, along one line of steps."""
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [NEWEST]


async def test_many_processes_start_at_once(stores):
    """One migrates, the others wait for it, all work."""
    starting = [await stores.bare() for _ in range(6)]
    await asyncio.gather(*(store.database.prepare() for store in starting))

    for store in starting:
        assert await store.unanswered.most_asked() == []


async def test_leaving_while_the_tables_are_made_does_not_cut_that_off(stores, monkeypatch):
    """A connection that is cut off in the middle may keep its lock, and what waits could not be written any more."""
    begun, cut_off, make = asyncio.Event(), [], Database._migrate

    async def slowly(database):
        begun.set()
        try:
            await asyncio.sleep(0.2)
            return await make(database)
        except asyncio.CancelledError:
            cut_off.append(database)
            raise

    monkeypatch.setattr(Database, "_migrate", slowly)
    async with stores.make() as store:
        await begun.wait()  # in the store's own round, which is cancelled on leaving
        store.note_unanswered("who", outcome="unmatched", guild_id=1)
    assert not cut_off
    assert store.counters.written == 1
    later = await stores.bare()
    assert [one.text for one in await later.unanswered.most_asked()] == ["who"]


async def test_migrating_again_does_nothing(stores):
    """Data stays."""
    store = await stores.open()
    store.note_unanswered("who", outcome="unmatched", guild_id=1)
    await written(store)

    assert await store.database.migrate() == NEWEST
    assert len(await store.unanswered.most_asked()) == 1


async def test_a_later_versions_database_is_used_but_not_migrated(stores, caplog):
    """While processes are replaced one by one, the old ones go on; the command refuses."""
    store = await stores.bare()
    await store.database.prepare()
    async with store.database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    old = await stores.open()
    old.note_unanswered("who", outcome="unmatched", guild_id=1)
    await written(old)

    assert old.counters.written == 1
    assert "9999" in caplog.text
    with pytest.raises(StoreTooNewError, match="9999"):
        await old.database.migrate()


async def test_what_went_away_is_made_again(stores):
    """Tables dropped behind the bot's back come back with the next write."""
    store = await stores.open()
    store.note_unanswered("who", outcome="unmatched", guild_id=1)
    await written(store)
    async with store.database.writing() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.execute(text("DROP TABLE alembic_version"))

    store.note_unanswered("when", outcome="unmatched", guild_id=1)
    await written(store)

    assert [one.text for one in await store.unanswered.most_asked()] == ["when"]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_a_new_file_is_for_its_owner_alone(stores):
    """Folders on the way are made, and nobody else can read what is in them."""
    store = await stores.bare()
    await store.database.prepare()

    file = Path(stores.address.removeprefix("sqlite:///"))
    modes = await asyncio.to_thread(lambda: [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent)])
    assert modes == [0o600, 0o700]
