"""What is too old goes, what isn't stays, and a clock that jumps deletes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, func, select, text
from stores import until, written

from bot.composition.store import build_store
from bot.settings import Settings
from bot.store.changes import Change
from bot.store.retention import ROWS_AT_ONCE, SWEEP_LOCK
from bot.store.store import Rhythm
from bot.store.tables import BatchRow, UnansweredRow
from bot.store.unanswered import UnansweredNote


@dataclass
class Time:
    """A clock that goes on by days, or jumps without any time having gone by."""

    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    steady_seconds: float = 0.0

    def clock(self) -> datetime:
        return self.now

    def steady(self) -> float:
        return self.steady_seconds

    def go_on(self, days: float) -> None:
        self.jump(days)
        self.steady_seconds += days * 86_400

    def jump(self, days: float) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def times() -> Time:
    return Time()


async def fill(store) -> None:
    store.note_unanswered("who", outcome="unmatched", guild_id=1)
    store.vote(1, "pay", helpful=True)
    await written(store)
    await store.changes.record(Change(7, "edit", "faq/pay.yaml", "pay", "why", "a", "b"))


async def kept(store) -> tuple[int, int, int]:
    """Return how many questions, votes and changes there are."""
    return (
        len(await store.unanswered.most_asked()),
        sum(one.helpful for one in await store.votes.by_entry()),
        len(await store.changes.newest()),
    )


@pytest.mark.parametrize(("days", "left"), [(29.9, (1, 1, 1)), (30.1, (0, 0, 1)), (729, (0, 0, 1)), (731, (0, 0, 0))])
async def test_each_kind_has_its_age(stores, times, days, left):
    """Questions and votes go after a month, changes after two years."""
    store = await stores.open(clock=times.clock, steady=times.steady)
    await fill(store)
    times.go_on(days)

    await store.retention.sweep()

    assert await kept(store) == left
    async with store.database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(BatchRow))).scalar_one() == 0
    assert store.counters.expired["unanswered"] == 1 - left[0]


async def test_asking_again_keeps_a_question(stores, times):
    """Its age counts from when it was asked last."""
    store = await stores.open(clock=times.clock, steady=times.steady)
    await fill(store)
    times.go_on(20)
    await fill(store)
    times.go_on(20)

    await store.retention.sweep()

    assert (await kept(store))[0] == 1


@pytest.mark.parametrize("days", [400, -400])
async def test_a_jump_of_the_clock_deletes_nothing(stores, times, days):
    """A sweep after a jump waits for the next one, when the clock may be right again."""
    store = await stores.open(clock=times.clock, steady=times.steady)
    await fill(store)

    times.jump(days)
    assert await store.retention.sweep() == 0
    times.jump(-days)
    assert await store.retention.sweep() == 0
    times.go_on(1)
    await store.retention.sweep()

    assert await kept(store) == (1, 1, 1)
    assert store.counters.skipped_sweeps == 2


async def test_a_jump_that_stays_was_meant(stores, times):
    """A machine that slept for two months has a right clock all the same."""
    store = await stores.open(clock=times.clock, steady=times.steady)
    await fill(store)
    times.jump(60)

    assert await store.retention.sweep() == 0
    times.go_on(0.25)
    await store.retention.sweep()

    assert (await kept(store))[:2] == (0, 0)


async def test_what_a_wrong_clock_dated_ahead_grows_old_too(stores, times):
    """Rows from the future would stay forever; they count as written today."""
    store = await stores.open(clock=times.clock, steady=times.steady)
    times.jump(4000)
    await fill(store)
    times.jump(-4000)

    await store.retention.sweep()
    assert await kept(store) == (1, 1, 1)
    times.go_on(31)
    await store.retention.sweep()

    assert (await kept(store))[:2] == (0, 0)


async def test_many_rows_go_in_portions(stores, times):
    """No transaction deletes more than a few hundred rows, and none is left behind."""
    store = await stores.bare(clock=times.clock, steady=times.steady)
    count = 2 * ROWS_AT_ONCE + 1
    async with store.database.writing() as connection:
        for server in range(1, 4):
            notes = [UnansweredNote(f"q {n}", "unmatched", None, server, times.now) for n in range(count // 3 + 1)]
            await store.unanswered.write(connection, notes)
    times.go_on(31)
    deleted = [0]
    """By transaction."""

    def executed(_connection, cursor, statement, *_others):
        deleted[-1] += cursor.rowcount if statement.startswith("DELETE FROM unanswered") else 0

    event.listen(store.database.engine.sync_engine, "after_cursor_execute", executed)
    event.listen(store.database.engine.sync_engine, "commit", lambda _connection: deleted.append(0))

    assert await store.retention.sweep() == sum(deleted) == 3 * (count // 3 + 1)
    assert max(deleted) == ROWS_AT_ONCE
    async with store.database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(UnansweredRow))).scalar_one() == 0


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_one_process_sweeps_at_a_time(stores, times):
    """The others leave it to that one."""
    store = await stores.open(clock=times.clock, steady=times.steady)
    await fill(store)
    times.go_on(31)
    async with (await stores.bare()).database.writing() as another:
        await another.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": SWEEP_LOCK})
        assert await store.retention.sweep() == 0
        assert (await kept(store))[:2] == (1, 1)

    await store.retention.sweep()
    assert (await kept(store))[:2] == (0, 0)


async def test_how_long_questions_and_votes_are_kept_can_be_set(tmp_path):
    """Changes have an age of their own."""
    store = build_store(Settings(keep_days=7, CAREER_BOT_DATA_DIR=tmp_path))

    assert (store.ages.unanswered, store.ages.votes) == (timedelta(days=7), timedelta(days=7))
    assert store.ages.changes == timedelta(days=730)
    await store.database.close()


async def test_the_store_sweeps_by_itself(stores, times):
    """Without anybody asking for it."""
    store = await stores.open(clock=times.clock, steady=times.steady, rhythm=Rhythm(first_sweep=0.3, sweep=0.05))
    await fill(store)
    times.go_on(31)

    await until(lambda: store.counters.expired["unanswered"] == 1)
