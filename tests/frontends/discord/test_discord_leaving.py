"""How the bot leaves: answers in flight are finished, nothing is taken on any more, and it is gone in time."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

import pytest
from processes import ME, at_work, running, watched
from wire import discord_stand_in

from bot.frontends.discord.supervisor import Backoff

if TYPE_CHECKING:
    from pathlib import Path

    from wire import StandIn


async def answer_in_flight(stand_in: StandIn) -> asyncio.Event:
    """Have an answer sent that Discord is slow to take; return what lets it."""
    await stand_in.wait_for("identify")
    stand_in.hold = taken = asyncio.Event()
    await stand_in.say(f"{ME} what do coders do?")
    await stand_in.wait_for("held")
    return taken


async def test_an_answer_in_flight_is_finished(tmp_path: Path) -> None:
    """SIGTERM while Discord is slow to take a reply: the gateway is left, the reply arrives, and the status is 0."""
    async with discord_stand_in() as stand_in, running(stand_in, tmp_path) as bot:
        taken = await answer_in_flight(stand_in)
        bot.process.send_signal(signal.SIGTERM)
        assert await stand_in.wait_for("closed") == 1000
        taken.set()
        await stand_in.wait_for("message")
        status, lines = await bot.ended()

    assert status == 0
    assert [line for line in lines if "ERROR" in line or "Traceback" in line] == []


async def test_an_answer_that_takes_too_long_is_cut_off_and_told(tmp_path: Path) -> None:
    """The end doesn't wait for a Discord that never answers."""
    async with discord_stand_in() as stand_in, running(stand_in, tmp_path) as bot:
        taken = await answer_in_flight(stand_in)
        status, lines = await bot.told_to_stop()
        taken.set()

    assert status == 0
    assert [line for line in lines if "1 answers could not be finished in time" in line]


async def test_asked_twice_it_goes_at_once(tmp_path: Path) -> None:
    """With a status of its own, since something may be lost."""
    async with discord_stand_in() as stand_in, running(stand_in, tmp_path) as bot:
        taken = await answer_in_flight(stand_in)
        bot.process.send_signal(signal.SIGINT)
        await stand_in.wait_for("closed")
        bot.process.send_signal(signal.SIGINT)
        status, _ = await bot.ended()
        taken.set()

    assert status == 3


async def test_a_process_that_hangs_ends_all_the_same(tmp_path: Path) -> None:
    """With a status of its own, and the code that it hung in in its log."""
    async with at_work(tmp_path, "hung") as (stand_in, bot, _):
        await stand_in.say(f"{ME} what do coders do?")
        await bot.told("has stood still")
        status, lines = await bot.told_to_stop()

    assert status == 3
    assert [line for line in lines if line.endswith(" in ask")]
    assert [line for line in lines if "Leaving took longer" in line]


async def test_it_leaves_while_it_waits_for_discord(tmp_path: Path) -> None:
    """Nothing has to be connected first, and no half of a connection is left."""
    async with discord_stand_in() as stand_in:
        stand_in.refuse_handshakes = 1_000
        async with watched(stand_in, tmp_path) as (bot, _):
            await stand_in.wait_for("handshake refused")
            status, _ = await bot.told_to_stop()

    assert status == 0
    assert stand_in.all("identify") == []


def test_pauses_grow_to_a_limit_and_differ() -> None:
    """So that a thousand processes don't come back in the same second, nor one every second for ever."""
    backoff = Backoff(first=1.0, longest=60.0, blocked=900.0)
    for failures, longest in ((1, 1.0), (2, 2.0), (5, 16.0), (10, 60.0), (10_000, 60.0)):
        pauses = {backoff.pause(failures) for _ in range(50)}
        assert longest / 2 <= min(pauses) <= max(pauses) <= longest
        assert len(pauses) > 1
    assert backoff.pause(1, blocked=True) >= 450.0


@pytest.mark.parametrize("seconds", ["0", "0.5"])
async def test_patience_with_a_discord_that_is_away_can_be_limited(tmp_path: Path, seconds: str) -> None:
    """`GIVE_UP_AFTER` ends with status 1, for whoever starts it again elsewhere."""
    async with discord_stand_in() as gone:
        pass
    async with running(gone, tmp_path, GIVE_UP_AFTER=seconds) as bot:
        status, lines = await bot.ended()

    assert status == 1
    assert lines[-1].startswith("career-bot: Discord could not be reached")
