"""Votes: one a person and entry, without who cast it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from stores import KEY, written

from bot.store.tables import Base
from bot.store.votes import voter_hash


async def test_a_person_has_one_vote_an_entry(stores):
    """Changing one's mind replaces the vote; other people and entries have their own."""
    store = await stores.open()
    store.vote(1, "pay", helpful=True, guild_id=5)
    await written(store)
    store.vote(1, "pay", helpful=False, guild_id=5, reason="it is out of date")
    store.vote(2, "pay", helpful=True, guild_id=6)
    store.vote(1, "exam", helpful=True)
    await written(store)

    assert [(one.entry, one.helpful, one.not_helpful) for one in await store.votes.by_entry()] == [
        ("pay", 1, 1),
        ("exam", 1, 0),
    ]
    assert [(one.entry, one.helpful) for one in await store.votes.by_entry(guild_id=6)] == [("pay", 1)]
    assert [one.reason for one in await store.votes.reasons("pay")] == ["it is out of date"]


async def test_of_two_votes_in_one_batch_the_later_counts(stores):
    """Pressing twice quickly is one vote."""
    store = await stores.open()
    store.vote(1, "pay", helpful=True)
    store.vote(1, "pay", helpful=False)
    await written(store)

    assert [(one.helpful, one.not_helpful) for one in await store.votes.by_entry()] == [(0, 1)]


async def test_votes_without_a_key_are_not_kept(stores):
    """Nobody's id is stored in the open; what isn't kept is counted."""
    store = await stores.open(voting_key=None)

    assert not store.vote(1, "pay", helpful=True)
    assert store.counters.dropped == {"no key": 1}
    assert await store.votes.by_entry() == []


async def test_nothing_in_the_tables_tells_who(stores):
    """A user id is in no column of any table, not even as text; a person's hashes differ by entry and by key."""
    store = await stores.open()
    person = 123456789012345678
    store.note_unanswered(f"<@{person}> is that so, +1 555 0100 234 or me@mail.org?", outcome="unmatched", guild_id=1)
    store.vote(person, "pay", helpful=False, reason=f"says <@!{person}> at https://me.example/{person}")
    store.vote(person, "exam", helpful=True)
    await written(store)

    async with store.database.reading() as connection:
        tables = {name: (await connection.execute(select(table))).all() for name, table in Base.metadata.tables.items()}

    assert str(person) not in str(tables)
    assert tables["unanswered"][0].text == "is that so, [number] or [email]"
    assert {vote.reason for vote in tables["votes"]} == {"says at [link]", None}
    assert {vote.voter for vote in tables["votes"]} == {voter_hash(KEY, person, entry) for entry in ("pay", "exam")}
    assert len({voter_hash(key, person, entry) for key in (KEY, b"another key") for entry in ("pay", "exam")}) == 4


@pytest.mark.parametrize("guild_id", [2**63, 2**70])
async def test_numbers_out_of_range_are_refused_alone(stores, guild_id):
    """They are no reason to try again, nor to keep others waiting."""
    store = await stores.open()
    store.vote(1, "pay", helpful=True)
    store.vote(2, "pay", helpful=True, guild_id=guild_id)
    store.vote(3, "pay", helpful=False)
    await written(store)

    assert [(one.helpful, one.not_helpful) for one in await store.votes.by_entry()] == [(1, 1)]
    assert store.counters.dropped == {"refused": 1}


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_texts_that_are_too_long_are_refused_alone(stores):
    """PostgreSQL checks lengths, SQLite doesn't."""
    store = await stores.open()
    store.vote(1, "pay", helpful=True)
    store.vote(2, "p" * 65, helpful=True)
    await written(store)

    assert store.counters.dropped == {"refused": 1}
    assert [(one.entry, one.helpful) for one in await store.votes.by_entry()] == [("pay", 1)]
    assert store.database.available
