"""What was deleted is in none of SQLite's files, while others have them open as well."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stores import SELDOM, written
from test_retention import Time

from bot.store.store import Purged

if TYPE_CHECKING:
    from stores import Stores

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)

WORDS = "purple submarine tickets"


def file_of(stores: Stores) -> Path:
    return Path(stores.address.removeprefix("sqlite:///"))


def everything_in(stores: Stores) -> str:
    """Return what the bytes of all the database's files are, a character a byte."""
    return "".join(path.read_bytes().decode("latin-1") for path in file_of(stores).parent.iterdir())


async def test_what_was_deleted_is_in_none_of_the_files(stores: Stores):
    """Not in the log beside the file either, though the bot goes on with it open."""
    bot, command = await stores.open(rhythm=SELDOM), await stores.bare()
    for person in (1, 2):
        bot.vote(person, "pay", helpful=False, reason=f"{WORDS} {person}")
    await written(bot)
    assert f"{WORDS} 1" in everything_in(stores)

    assert await command.purge_person(1) == Purged(votes=1)

    assert f"{WORDS} 1" not in everything_in(stores)
    assert f"{WORDS} 2" in everything_in(stores)


async def test_rows_that_were_moved_leave_nothing_either(stores: Stores):
    """SQLite moves rows between pages as they become full, and overwrites only where a row stood last."""
    store = await stores.open(rhythm=SELDOM)
    chance = random.Random(7)  # noqa: S311 - hides nothing
    marks = ["".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12)) for _ in range(1980)]
    questions = [(f"{mark} {'so ' * chance.randrange(90)}", number % 2) for number, mark in enumerate(marks)]
    for portion in range(0, len(questions), 100):
        for text, guild_id in questions[portion : portion + 100]:
            store.note_unanswered(text, outcome="unmatched", guild_id=guild_id)
        await written(store)

    assert (await store.purge_server(1)).unanswered == 990

    held = everything_in(stores)
    assert [mark for mark in marks[1::2] if mark in held] == []
    assert [mark for mark in marks[::2] if mark not in held] == []


async def test_what_grew_too_old_is_in_none_of_the_files(stores: Stores):
    """The round that deletes by age removes what is left of it."""
    time = Time()
    store = await stores.open(rhythm=SELDOM, clock=time.clock, steady=time.steady)
    store.note_unanswered(WORDS, outcome="unmatched", guild_id=1)
    await written(store)
    assert WORDS in everything_in(stores)

    time.go_on(31)
    assert await store.sweep() == 2, "the question, and the mark of the batch that brought it"

    assert WORDS not in everything_in(stores)


@pytest.mark.parametrize("how", ["sweep", "purge"])
async def test_a_reader_in_the_way_puts_off_only_what_is_left_in_the_files(stores: Stores, caplog, how: str):
    """The rows are deleted, it is told and counted, and the next round or deletion catches up."""
    bot, command = await stores.open(rhythm=SELDOM), await stores.bare()
    bot.vote(1, "pay", helpful=False, reason=WORDS)
    await written(bot)
    with closing(sqlite3.connect(file_of(stores), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT reason FROM votes").fetchall() == [(WORDS,)]

        assert await command.purge_person(1) == Purged(votes=1, left_in_files=True)
        assert await bot.votes.of_person(1) == []
        assert WORDS in everything_in(stores)
        assert command.counters.left_in_files == 1
        assert "somebody is reading it" in caplog.text

    if how == "sweep":
        await bot.sweep()
    else:
        assert await command.purge_person(1) == Purged()
    assert WORDS not in everything_in(stores)


async def test_a_writer_in_the_way_puts_it_off_as_well(stores: Stores, monkeypatch, caplog):
    """What can't be begun is no fault of the deletion, which has been written."""
    store = await stores.bare()
    await store.database.prepare()
    with closing(sqlite3.connect(file_of(stores), isolation_level=None)) as writer:
        removed = store._leftovers.remove

        async def remove_while_somebody_writes() -> None:
            writer.execute("BEGIN IMMEDIATE")
            await removed()
            writer.execute("COMMIT")

        monkeypatch.setattr(store._leftovers, "remove", remove_while_somebody_writes)
        assert await store.purge_server(1) == Purged(left_in_files=True)
    assert "locked" in caplog.text
    assert store.database.available


async def test_one_removal_waits_for_another(stores: Stores, monkeypatch):
    """The end of one can't hide that the other failed."""
    store = await stores.bare()
    await store.database.prepare()
    leftovers, at_work, most = store._leftovers, 0, 0

    async def remove_slowly() -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await asyncio.sleep(0)
        at_work -= 1

    monkeypatch.setattr(leftovers, "_remove", remove_slowly)
    await asyncio.gather(leftovers.remove(), leftovers.remove(), leftovers.remove())

    assert most == 1
