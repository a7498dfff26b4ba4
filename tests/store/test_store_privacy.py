"""Deleting and handing out what is kept of a person or a server, and the key that hides voters."""

from __future__ import annotations

import asyncio
import json
import stat
from dataclasses import replace

import pytest
from stores import KEY, adds_up, written
from test_changes import TAUGHT

from bot.store.export import exported, exported_of_person
from bot.store.server_settings import ServerSettings
from bot.store.settings_register import NEVER_SAVED
from bot.store.store import Purged
from bot.store.votes import voter_hash
from bot.store.voting_key import key_in


async def fill(store, guild_id: int) -> None:
    """Keep one of everything for a server, and votes of two people."""
    store.note_unanswered("who", outcome="unmatched", guild_id=guild_id)
    store.vote(1, f"pay-{guild_id}", helpful=True, guild_id=guild_id)
    store.vote(2, f"pay-{guild_id}", helpful=False, guild_id=guild_id, reason="no")
    await written(store)
    await store.settings.save(guild_id, ServerSettings(cooldown_seconds=1), seen=NEVER_SAVED)
    await store.changes.record(replace(TAUGHT, guild_id=guild_id))


async def everything(rows) -> list[dict]:
    return [row async for row in rows]


async def test_one_persons_votes_are_deleted(stores):
    """All of them, nobody else's, and nothing more than once."""
    store = await stores.open()
    for guild_id in (5, 6):
        await fill(store, guild_id)

    assert await store.purge_person(1) == Purged(votes=2)
    assert await store.purge_person(1) == Purged()
    assert [(one.helpful, one.not_helpful) for one in await store.votes.by_entry()] == [(0, 1), (0, 1)]
    assert len(await store.unanswered.most_asked()) == 2


async def test_a_vote_on_its_way_is_deleted_too(stores):
    """Deleting isn't overtaken by a vote that was waiting to be written."""
    store = stores.make()
    for person in (1, 2):
        store.vote(person, "pay", helpful=True)

    assert (await store.purge_person(1)).votes == 1
    async with store:
        await written(store)
        assert [one.helpful for one in await store.votes.by_entry()] == [1]
    assert store.counters.dropped == {"purged": 1}
    assert adds_up(store)


async def test_deleting_while_votes_are_written(stores):
    """Whatever the moment, nothing of the person is left afterwards."""
    store = await stores.open()
    for moment in range(20):
        for entry in range(30):
            store.vote(1, f"entry-{entry}", helpful=True)
            store.vote(2, f"entry-{entry}", helpful=True)
        await asyncio.sleep(moment * 0.001)
        await store.purge_person(1)
        assert await store.votes.of_person(1) == []
    await written(store)

    assert await store.votes.of_person(1) == []
    assert len(await store.votes.of_person(2)) == 30
    assert adds_up(store)


async def test_many_entries_are_looked_through(stores):
    """More entries than fit into one statement."""
    store = await stores.open()
    for entry in range(1101):
        store.vote(1, f"entry-{entry}", helpful=True)
    await written(store)

    assert len(await store.votes.of_person(1)) == 1101
    assert (await store.purge_person(1)).votes == 1101


async def test_one_servers_rows_are_deleted(stores):
    """Everything of it, and nothing of another's."""
    store = await stores.open()
    for guild_id in (5, 6):
        await fill(store, guild_id)

    assert await store.purge_server(5) == Purged(unanswered=1, votes=2, settings=1, changes=1)
    assert store.settings.of(5) == ServerSettings()
    assert {row["guild_id"] for row in await everything(exported(store.database))} == {6}


async def test_what_is_on_its_way_from_one_server_is_deleted_too(stores):
    """It would come back a moment later."""
    store = stores.make()
    for guild_id in (5, 6):
        store.note_unanswered("who", outcome="unmatched", guild_id=guild_id)
        store.vote(1, f"pay-{guild_id}", helpful=True, guild_id=guild_id)

    await store.purge_server(5)
    async with store:
        await written(store)
        assert {row["guild_id"] for row in await everything(exported(store.database))} == {6}
    assert store.counters.dropped == {"purged": 2}


async def test_the_export_holds_everything_as_json(stores):
    """Every table, in order, without the hashes of voters; or one server's part of it."""
    store = await stores.open()
    for guild_id in (5, 6):
        await fill(store, guild_id)

    rows = await everything(exported(store.database))

    assert [row["table"] for row in rows] == [
        "unanswered", "unanswered", "votes", "votes", "votes", "votes", "server_settings", "server_settings",
        "knowledge_changes", "knowledge_changes",
    ]  # fmt: skip
    assert json.loads(json.dumps(rows)) == rows
    assert voter_hash(KEY, 1, "pay-5") not in str(rows)
    assert await everything(exported(store.database, 6)) == [row for row in rows if row["guild_id"] == 6]


async def test_a_long_export_is_whole(stores):
    """It is read in portions, each row once."""
    store = await stores.open()
    for number in range(990):
        store.note_unanswered(f"q{number}", outcome="unmatched", guild_id=number % 3)
    await written(store)

    rows = await everything(exported(store.database))
    assert len({row["id"] for row in rows}) == len(rows) == 990


async def test_a_persons_export_holds_their_votes(stores):
    """And nobody else's."""
    store = await stores.open()
    await fill(store, 5)

    [row] = await everything(exported_of_person(store.votes, 2))

    assert (row["table"], row["entry"], row["helpful"], row["reason"]) == ("votes", "pay-5", False, "no")


async def test_another_key_is_noticed(stores, caplog):
    """Votes hidden with another key can't be found by person any more; whoever runs the bot is told."""
    first = await stores.open()
    first.vote(1, "pay", helpful=True)
    await written(first)
    await first._refresh()
    assert await first.why_votes_are_not_found() is None
    assert "another key" not in caplog.text

    second = await stores.bare(voting_key=b"quite another key")
    await second._refresh()

    assert "another key" in caplog.text
    assert "another key" in str(await second.why_votes_are_not_found())
    assert "no key" in str(await (await stores.bare(voting_key=None)).why_votes_are_not_found())


def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    """Later starts find the same."""
    file = tmp_path / "data" / "voting.key"
    key = key_in(file)

    assert key is not None
    assert len(key) == 64
    assert key_in(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"short\n"])
def test_a_key_that_is_too_short_is_not_used(tmp_path, caplog, content):
    """Hashes made with it could be undone by trying."""
    (tmp_path / "voting.key").write_bytes(content)

    assert key_in(tmp_path / "voting.key") is None
    assert "voting.key" in caplog.text


def test_without_a_place_for_it_there_is_no_key(tmp_path, caplog):
    """The reason is logged, and the bot goes on."""
    (tmp_path / "data").write_text("in the way")

    assert key_in(tmp_path / "data" / "voting.key") is None
    assert "VOTING_KEY" in caplog.text
