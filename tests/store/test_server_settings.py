"""Servers' settings: what is accepted, what is remembered, and who sees whose change."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError
from sqlalchemy import text
from stores import until

from bot.store.errors import SettingsConflictError
from bot.store.server_settings import DEFAULT_SETTINGS, Mode, QuietHours, ServerSettings
from bot.store.settings_register import NEVER_SAVED

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("server_settings.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", CASES["accepted"])
def test_what_a_server_may_set(document):
    """What is accepted comes back the same from its stored form."""
    settings = ServerSettings.model_validate(document)

    assert ServerSettings.model_validate(settings.model_dump(mode="json", exclude_defaults=True)) == settings


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: str(case["settings"]))
def test_what_a_server_may_not_set(case):
    """Bounds hold, and the message names the setting."""
    with pytest.raises(ValidationError) as refused:
        ServerSettings.model_validate(case["settings"])

    assert case["says"] in str(refused.value)


@pytest.mark.parametrize("case", CASES["quiet"], ids=lambda case: f"{case['hours']} {case['at']}")
def test_quiet_hours(case):
    """They go over midnight, follow the server's own zone, and end on time."""
    hours = QuietHours.model_validate(case["hours"])

    assert hours.include(datetime.fromisoformat(case["at"])) is case["quiet"]


async def test_a_server_that_saved_nothing_has_the_defaults(stores):
    """Reading them needs no database at all."""
    store = await stores.bare()

    assert store.settings.of(1) is DEFAULT_SETTINGS
    assert store.settings.of(None) is DEFAULT_SETTINGS
    assert (await store.settings.read(1)).revision == NEVER_SAVED


async def test_saved_settings_are_seen_at_once_here_and_soon_elsewhere(stores):
    """The process that saves them uses them from then on; the others take them over by themselves."""
    here, there = await stores.open(), await stores.open()
    wanted = ServerSettings(
        mode=Mode.AUTOMATIC, channels=(2**53 + 1,), quiet_hours=QuietHours(start=time(22), end=time(6))
    )
    await here.settings.save(1, wanted, seen=NEVER_SAVED)

    assert here.settings.of(1) == wanted
    await until(lambda: there.settings.of(1) == wanted)
    assert there.settings.of(2) is DEFAULT_SETTINGS

    await here.settings.purge_server(1)
    assert here.settings.of(1) is DEFAULT_SETTINGS
    await until(lambda: there.settings.of(1) is DEFAULT_SETTINGS)


async def test_nobody_overwrites_what_they_have_not_seen(stores):
    """Of two moderators who change the same settings, the second is told to look again."""
    store = await stores.bare()
    first = await store.settings.save(1, ServerSettings(cooldown_seconds=1), seen=NEVER_SAVED)
    second = await store.settings.save(1, ServerSettings(cooldown_seconds=2), seen=first.revision)

    for seen in (NEVER_SAVED, first.revision):
        with pytest.raises(SettingsConflictError):
            await store.settings.save(1, ServerSettings(cooldown_seconds=3), seen=seen)

    assert await store.settings.read(1) == second


@pytest.mark.parametrize("document", ['{"mode": "loud"}', "[]", '"x"', '{"cooldown_seconds": -1}'])
async def test_unusable_settings_leave_the_last_good_ones(stores, document):
    """Somebody who edits the database by hand, or a later version, can't stop the bot."""
    store = await stores.bare()
    good = await store.settings.save(1, ServerSettings(cooldown_seconds=7), seen=NEVER_SAVED)
    async with store.database.writing() as connection:
        cast = "CAST(:document AS JSONB)" if store.database.dialect == "postgresql" else ":document"
        statement = text(f"UPDATE server_settings SET document = {cast}, revision = 5")  # noqa: S608 - our own words
        await connection.execute(statement, {"document": document})
    await store.settings.refresh()

    assert store.settings.of(1) == good.settings
    assert store.counters.unusable_settings == 1
    await store.settings.refresh()
    assert store.counters.unusable_settings == 1, "the same unusable settings are told once"


def test_settings_of_a_later_version_are_read():
    """What this version doesn't know is left aside, not refused."""
    assert ServerSettings.model_validate({"cooldown_seconds": 9, "colour": "blue"}).cooldown_seconds == 9


async def test_many_servers_are_refreshed_in_few_statements(stores):
    """More servers than fit into one statement are all read."""
    store = await stores.bare()
    await store.database.prepare()
    async with store.database.writing() as connection:
        cast = (
            "CAST('{\"cooldown_seconds\": 8}' AS JSONB)"
            if store.database.dialect == "postgresql"
            else ("'{\"cooldown_seconds\": 8}'")
        )
        for guild_id in range(1, 1202):
            await connection.execute(
                text(f"INSERT INTO server_settings VALUES (:guild, {cast}, 1, :now)"),  # noqa: S608 - our own words
                {"guild": guild_id, "now": datetime(2026, 1, 1, tzinfo=UTC)},
            )
    await store.settings.refresh()

    assert {store.settings.of(guild_id).cooldown_seconds for guild_id in range(1, 1202)} == {8}


async def test_settings_that_are_saved_while_all_are_read_stay(stores, monkeypatch):
    """What was read is older than they are."""
    store = await stores.bare()
    await store.database.prepare()
    reading = store.database.reading

    @asynccontextmanager
    async def slow_reading():
        async with reading() as connection:
            yield connection
        monkeypatch.undo()
        await store.settings.save(1, ServerSettings(cooldown_seconds=7), seen=NEVER_SAVED)

    monkeypatch.setattr(store.database, "reading", slow_reading)
    await store.settings.refresh()

    assert store.settings.of(1).cooldown_seconds == 7
