"""Several processes share the connections to Discord, and take turns in making them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import discord
import pytest
from processes import ME, running, watched
from servers import PostgresServer
from typer.testing import CliRunner
from wire import StandIn, discord_stand_in

from bot.frontends.discord.identifying import OwnLocks, Turns
from bot.frontends.terminal.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL that processes share."""
    running_server = PostgresServer()
    yield running_server
    running_server.close()


def gaps(stand_in: StandIn) -> list[float]:
    """Return the seconds between identifying shards of the same bucket."""
    buckets: dict[int, list[float]] = defaultdict(list)
    for shard, moment in stand_in.identified_at:
        buckets[shard % stand_in.max_concurrency].append(moment)
    return [after - before for moments in buckets.values() for before, after in pairwise(moments)]


async def test_a_process_serves_its_part(tmp_path: Path) -> None:
    """It identifies as its shards and as no other, answers what comes there, and is ready when all are connected."""
    async with discord_stand_in() as stand_in:
        stand_in.max_concurrency = 16
        async with watched(stand_in, tmp_path, SHARDS="2-3/4") as (_, status):
            await stand_in.wait_for("identify", 2)
            await stand_in.say(f"{ME} what do coders do?", shard=3)
            await stand_in.wait_for("message")
            assert await status.counted("career_bot_shard_connected", shard="2") == 1
            assert await status.counted("career_bot_shard_connected", shard="3") == 1
            assert (await status.fetch("/readyz"))[0] == 200

    assert [body["shard"] for body in stand_in.all("identify")] == [[2, 4], [3, 4]]


async def test_a_process_with_all_shards_is_ready_when_the_last_is_connected(tmp_path: Path) -> None:
    """As many as Discord recommends; until then readiness says which are missing."""
    async with discord_stand_in() as stand_in:
        stand_in.recommended_shards = 2
        async with watched(stand_in, tmp_path) as (_, status):
            await status.until_counted("career_bot_shard_connected", shard="0")
            assert await status.fetch("/readyz") == (503, "shard 1 is not connected\n")
            await stand_in.wait_for("identify", 2)
            await status.until_counted("career_bot_shard_connected", shard="1")
            assert await status.fetch("/readyz") == (200, "ok\n")


async def test_shards_of_one_process_take_turns(tmp_path: Path) -> None:
    """Two of the same bucket identify five seconds apart, others at once."""
    async with discord_stand_in() as stand_in:
        stand_in.max_concurrency = 2
        async with running(stand_in, tmp_path, SHARDS="0-2/3"):
            await stand_in.wait_for("identify", 3)

    assert [shard for shard, _ in stand_in.identified_at] == [0, 1, 2]
    assert min(gaps(stand_in)) > 4.9


async def test_processes_take_turns_with_each_other(tmp_path: Path, server: PostgresServer) -> None:
    """By locks in their database; nobody identifies in a bucket within five seconds of another, and all are served."""
    async with discord_stand_in() as stand_in:
        stand_in.max_concurrency = 2
        parts = ("0-1/4", "2-3/4")
        folders = [tmp_path / str(number) for number in range(len(parts))]
        async with (
            running(stand_in, folders[0], "vain", SHARDS=parts[0], DATABASE_URL=server.address()) as one,
            running(stand_in, folders[1], "vain", SHARDS=parts[1], DATABASE_URL=server.address()) as other,
        ):
            await stand_in.wait_for("identify", 4)
            for shard in range(4):
                await stand_in.say(f"{ME} what is the moon made of?", shard=shard)
            await stand_in.wait_for("message", 4)
            assert [(await bot.told_to_stop())[0] for bot in (one, other)] == [0, 0]

    assert sorted(shard for shard, _ in stand_in.identified_at) == [0, 1, 2, 3]
    assert min(gaps(stand_in)) > 4.9


async def test_a_pod_works_its_part_out(tmp_path: Path) -> None:
    """From the number at the end of its name."""
    settings = {"SHARDS": "auto", "POD_INDEX": "career-bot-1", "SHARDS_PER_PROCESS": "1", "SHARD_COUNT": "2"}
    async with discord_stand_in() as stand_in, running(stand_in, tmp_path, **settings):
        assert (await stand_in.wait_for("identify"))["shard"] == [1, 2]


def test_shards_that_are_not_there_are_a_line_and_status_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is loaded before that is found."""
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    done = CliRunner().invoke(app, ["run", "--shards", "9/4"])

    assert done.exit_code == 2
    assert "from 0 to 3" in done.stderr


async def test_with_no_sessions_left_it_waits_for_new_ones(caplog: pytest.LogCaptureFixture) -> None:
    """Discord resets the token of a bot that identifies more often than it may."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    turns = Turns(OwnLocks())
    few = discord.SessionStartLimits(total=1000, remaining=3, reset_after=7_200_000, max_concurrency=1)
    await turns.heed(few, shards=4, sleep=wait)
    await turns.heed(few, shards=3, sleep=wait)

    assert waited == [7201.0]
    assert "3 more of 1000 sessions" in caplog.text


async def test_a_turn_is_given_back_by_who_leaves() -> None:
    """Also in the middle of connecting."""
    locks = OwnLocks()
    leaving, staying = Turns(locks, spacing=3600), Turns(locks, spacing=3600)
    await leaving.before_connecting(0)
    await leaving.before_identifying(0)
    waiting = asyncio.create_task(staying.before_connecting(0))
    await asyncio.sleep(0)
    assert not waiting.done()
    await leaving.close()
    await waiting
    await staying.close()
    async with asyncio.timeout(5):
        await locks.acquire(0)
