"""The log of changes: who, what, why, when, before and after, and taking back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from bot.store.changes import UNDO, Change

TAUGHT = Change(
    moderator_id=7, action="teach", file="faq/pay.yaml", entry="pay-average", reason="asked twice a day",
    before="    phrasings:\n", after="    phrasings:\n      - what do coders earn\n", guild_id=3,
)  # fmt: skip


async def test_a_change_is_written_down_whole(stores):
    """What comes out is what went in, line breaks included."""
    now = datetime(2026, 5, 1, 9, tzinfo=UTC)
    store = await stores.bare(clock=lambda: now)
    number = await store.changes.record(replace(TAUGHT, approved_by=8))

    found = await store.changes.get(number)

    assert (found.id, found.made_at, found.undone_by, found.approved_by) == (number, now, None, 8)
    assert (found.before, found.after, found.reason) == (TAUGHT.before, TAUGHT.after, TAUGHT.reason)
    assert await store.changes.get(number + 1) is None


async def test_the_newest_come_first_and_can_be_narrowed_down(stores):
    """By server and entry, in pages."""
    store = await stores.bare()
    numbers = [await store.changes.record(replace(TAUGHT, entry=f"e{n % 2}", guild_id=n % 3 or None)) for n in range(6)]

    assert [one.id for one in await store.changes.newest()] == numbers[::-1]
    assert [one.id for one in await store.changes.newest(entry="e1")] == [numbers[5], numbers[3], numbers[1]]
    assert [one.id for one in await store.changes.newest(guild_id=2)] == [numbers[5], numbers[2]]
    assert [one.id for one in await store.changes.newest(before=numbers[3], limit=2)] == [numbers[2], numbers[1]]


async def test_a_change_is_undone_once(stores):
    """Of two moderators who undo the same change at once, one does; the other changes nothing and is told so."""
    store = await stores.bare()
    number = await store.changes.record(TAUGHT)
    undo = replace(TAUGHT, action="undo", before=TAUGHT.after, after=TAUGHT.before)

    first, second = await asyncio.gather(
        store.changes.record(undo, undoes=number), store.changes.record(undo, undoes=number)
    )

    assert (first is None) != (second is None)
    assert (await store.changes.get(number)).undone_by == (first or second)
    assert len(await store.changes.newest()) == 2


async def test_an_undo_can_be_undone(stores):
    """It is a change like any other."""
    store = await stores.bare()
    number = await store.changes.record(TAUGHT)
    undo = await store.changes.record(replace(TAUGHT, action="undo"), undoes=number)

    assert await store.changes.record(TAUGHT, undoes=undo) is not None
    assert await store.changes.record(TAUGHT, undoes=999) is None


async def test_what_can_be_taken_back_is_of_ones_own_server(stores):
    """The newest that stands, or the one of a number: no other server's, none that was undone, and no undo."""
    store = await stores.bare()
    ours, later, theirs = [await store.changes.record(replace(TAUGHT, guild_id=guild)) for guild in (3, 3, 4)]
    await store.changes.record(replace(TAUGHT, action=UNDO), undoes=later)

    assert (await store.changes.standing(3)).id == ours
    assert (await store.changes.standing(3, ours)).id == ours
    assert await store.changes.standing(3, later) is None
    assert await store.changes.standing(3, theirs) is None
    assert (await store.changes.standing(4)).id == theirs
    assert (await store.changes.standing(None)).id == theirs


async def test_any_text_can_be_written_down(stores):
    """What databases refuse is left out; a reason that is too long is cut."""
    store = await stores.bare()
    number = await store.changes.record(replace(TAUGHT, before="a\0b\ud800c", reason="r" * 5000, after="ñ🎉\n" * 20))

    found = await store.changes.get(number)

    assert (found.before, len(found.reason), len(found.after)) == ("abc", 1000, 60)
