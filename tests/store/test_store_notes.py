"""Questions without an answer: what becomes of them in the tables, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from stores import note, written

from bot.store.tables import NO_SERVER
from bot.store.unanswered import Unanswered, UnansweredNote

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
    note(store, "a thing", "another thing")
    await written(store)
    first, second = await store.unanswered.most_asked()

    assert await store.unanswered.dismiss([first.id]) == 1
    assert await store.unanswered.dismiss([first.id]) == 0
    assert await store.unanswered.forget([second.id, 999]) == 1
    note(store, "a thing", "another thing")
    await written(store)

    assert [(one.text, one.count) for one in await store.unanswered.most_asked()] == [("another thing", 1)]


async def test_groups_are_remembered(stores):
    """The matcher's grouping is kept beside each question, and can be taken away."""
    store = await stores.open()
    note(store, "pay in ohio", "ohio pay")
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
