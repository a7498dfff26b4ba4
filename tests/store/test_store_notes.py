"""Notes that nobody waits for: what becomes of them in the tables, on both databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from stores import KEY, adds_up, written

from bot.store.errors import StoreUnavailableError
from bot.store.tables import NO_SERVER, Base, BatchRow
from bot.store.unanswered import Unanswered, UnansweredNote
from bot.store.votes import voter_hash

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def test_equal_questions_of_a_server_are_counted_together(stores):
    """Case, spacing and the mark at the end don't matter; the server does, and direct messages are one."""
    store = await stores.open()
    for question in ("Is CPC hard?", "  is cpc   HARD", "is cpc hard?!"):
        assert store.note_unanswered(question, outcome="unmatched", guild_id=1)
    store.note_unanswered("is cpc hard", outcome="not_covered", entry="cpc-difficulty", guild_id=2)
    store.note_unanswered("is cpc hard", outcome="unmatched")
    await written(store)

    first, *others = await store.unanswered.most_asked()

    assert (first.guild_id, first.text, first.count, first.entry) == (1, "is cpc hard", 3, None)
    assert {(one.guild_id, one.count, one.entry) for one in others} == {(2, 1, "cpc-difficulty"), (NO_SERVER, 1, None)}
    assert [one.count for one in await store.unanswered.most_asked(guild_id=2)] == [1]
    assert store.counters.accepted == store.counters.written == 5


async def test_counts_grow_over_batches_and_times_span_them(stores):
    """First and last time asked frame all of them."""
    now = NOON
    store = await stores.open(clock=lambda: now)
    store.note_unanswered("who", outcome="unmatched", guild_id=1)
    await written(store)
    now = NOON + timedelta(hours=5)
    store.note_unanswered("who", outcome="unmatched", guild_id=1)
    await written(store)

    [one] = await store.unanswered.most_asked()

    assert (one.count, one.first_seen, one.last_seen) == (2, NOON, now)


async def test_a_clock_set_back_makes_no_question_older(stores):
    """The last time asked never moves into the past, or the question would be deleted too early."""
    now = NOON
    store = await stores.open(clock=lambda: now)
    store.note_unanswered("who", outcome="unmatched", guild_id=1)
    await written(store)
    now = NOON - timedelta(days=400)
    store.note_unanswered("who", outcome="unmatched", guild_id=1)
    await written(store)

    [one] = await store.unanswered.most_asked()

    assert (one.count, one.last_seen) == (2, NOON)


async def test_the_list_goes_on_where_it_ended(stores):
    """Pages neither overlap nor leave anything out."""
    store = await stores.open()
    for number in range(7):
        for _ in range(number % 3 + 1):
            store.note_unanswered(f"question {'abcdefg'[number]}", outcome="unmatched", guild_id=1)
    await written(store)

    pages, last = [], None
    while page := await store.unanswered.most_asked(limit=3, after=last):
        pages.append([one.text for one in page])
        last = page[-1]

    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({text for page in pages for text in page}) == 7
    assert [one.count for one in await store.unanswered.most_asked()] == [3, 3, 2, 2, 1, 1, 1]


async def test_dismissed_questions_stay_away(stores):
    """Asking one again doesn't bring it back; one that was taught is deleted, and comes back if it fails again."""
    store = await stores.open()
    for question in ("a thing", "another thing"):
        store.note_unanswered(question, outcome="unmatched", guild_id=1)
    await written(store)
    first, second = await store.unanswered.most_asked()

    assert await store.unanswered.dismiss([first.id]) == 1
    assert await store.unanswered.dismiss([first.id]) == 0
    assert await store.unanswered.forget([second.id, 999]) == 1
    for question in ("a thing", "another thing"):
        store.note_unanswered(question, outcome="unmatched", guild_id=1)
    await written(store)

    assert [(one.text, one.count) for one in await store.unanswered.most_asked()] == [("another thing", 1)]


async def test_groups_are_remembered(stores):
    """The matcher's grouping is kept beside each question, and can be taken away."""
    store = await stores.open()
    for question in ("pay in ohio", "ohio pay"):
        store.note_unanswered(question, outcome="unmatched", guild_id=1)
    await written(store)
    first, second = await store.unanswered.most_asked()

    await store.unanswered.group({first.id: "ohio", second.id: "ohio"})
    await store.unanswered.group({first.id: None})

    assert [one.group for one in await store.unanswered.most_asked()] == [None, "ohio"]


async def test_a_full_list_loses_what_was_asked_least(stores):
    """One server's flood costs its own rare questions, never those asked often, nor another server's."""
    store = await stores.bare()
    small = Unanswered(store.database, most_a_server=20)

    def note(question: str, guild_id: int = 1, minute: int = 0) -> UnansweredNote:
        return UnansweredNote(question, "unmatched", None, guild_id, NOON + timedelta(minutes=minute))

    async with store.database.writing() as connection:
        await small.write(connection, [note("often"), note("often"), note("theirs", guild_id=2)])
        await small.write(connection, [note(f"flood {number:02}", minute=number + 1) for number in range(20)])

    kept = [one.text for one in await small.most_asked(guild_id=1)]
    assert len(kept) == 18
    assert "often" in kept
    assert "flood 00" not in kept
    assert "flood 19" in kept
    assert [one.text for one in await small.most_asked(guild_id=2)] == ["theirs"]


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


@pytest.mark.parametrize(
    "question", ["a\0b", "lone \ud800 half", "x" * 5000, "\ufb01nd \U0001d554 \u202e", "'; DROP TABLE votes; --"]
)
async def test_any_text_can_be_noted(stores, question):
    """What databases refuse is taken out before; nothing is run."""
    store = await stores.open()
    store.note_unanswered(question, outcome="unmatched", guild_id=2**62)
    await written(store)

    [one] = await store.unanswered.most_asked()
    assert 0 < len(one.text) <= 300
    assert store.counters.dropped == {}


async def test_nothing_is_noted_of_a_question_without_words(stores):
    """Marks and mentions alone are no question."""
    store = await stores.open()

    assert not store.note_unanswered(" <@1234> ?! \u200b", outcome="unmatched", guild_id=1)
    assert store.counters.accepted == 0


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
