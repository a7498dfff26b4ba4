"""What happens to people's answers when the way to Discord fails, and what is counted then.

The bot runs in a process of its own, over real sockets, against a stand-in that fails as Discord does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from payloads import ask_data
from processes import ME, at_work, watched
from troubles import Trouble
from wire import discord_stand_in

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_cut_gateway_is_resumed(tmp_path: Path) -> None:
    """People see a later answer at worst; the session goes on, and counts as resumed."""
    async with at_work(tmp_path) as (stand_in, _, status):
        await stand_in.cut()
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")
        await status.until_counted("career_bot_shard_sessions_total", shard="0", event="resumed")
        assert await status.counted("career_bot_shard_sessions_total", shard="0", event="lost") == 0
        assert (await status.fetch("/readyz"))[0] == 200


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4003, 4007, 4008, 4009])
async def test_a_closed_gateway_is_connected_again(tmp_path: Path, code: int) -> None:
    """Whatever passing reason Discord closes with, the next question is answered."""
    async with at_work(tmp_path) as (stand_in, *_):
        await stand_in.close_gateway(code)
        await stand_in.wait_for("connected", 2)
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")


@pytest.mark.parametrize("how", ["asked to reconnect", "invalid but resumable"])
async def test_a_session_that_moves_is_resumed(tmp_path: Path, how: str) -> None:
    """Discord asks every bot to reconnect now and then; nobody notices."""
    async with at_work(tmp_path) as (stand_in, *_):
        await (stand_in.ask_to_reconnect() if how == "asked to reconnect" else stand_in.invalidate(resumable=True))
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("resume")
        await stand_in.wait_for("message")


async def test_a_forgotten_session_is_told_and_counted(tmp_path: Path) -> None:
    """What was said meanwhile is lost, as Discord doesn't tell it again; the next question is answered."""
    async with at_work(tmp_path) as (stand_in, bot, status):
        await stand_in.invalidate(resumable=False)
        await stand_in.wait_for("identify", 2)
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")
        assert await status.counted("career_bot_shard_sessions_total", shard="0", event="lost") == 1
        assert await status.faults() == {"lost_session": 1}
        _, lines = await bot.told_to_stop()

    assert [line for line in lines if "forgotten the session of shard 0" in line]


async def test_refused_handshakes_are_tried_again(tmp_path: Path) -> None:
    """A gateway that isn't up yet delays the start, and readiness says so; nothing ends."""
    async with discord_stand_in() as stand_in:
        stand_in.refuse_handshakes = 1
        async with watched(stand_in, tmp_path) as (_, status):
            await stand_in.wait_for("handshake refused")
            assert (await status.fetch("/healthz"))[0] == 200
            assert (await status.fetch("/readyz"))[0] == 503
            await stand_in.wait_for("identify")
            await stand_in.say(f"{ME} what do coders do?")
            await stand_in.wait_for("message")
            assert (await status.fetch("/readyz"))[0] == 200


@pytest.mark.parametrize("trouble", [Trouble.UNAVAILABLE, Trouble.CUT_BEFORE])
async def test_a_failing_login_is_tried_again(tmp_path: Path, trouble: Trouble) -> None:
    """discord.py's client ends then; the supervisor makes another one."""
    async with discord_stand_in() as stand_in:
        stand_in.refuse_logins = [trouble, trouble]
        async with watched(stand_in, tmp_path) as (bot, status):
            await stand_in.wait_for("identify")
            assert set(await status.faults()) == {"disconnected"}
            code, lines = await bot.told_to_stop()

    assert code == 0
    assert [line for line in lines if "Trying again in" in line]
    assert [line for line in lines if "Traceback" in line] == []


async def test_a_login_that_the_edge_blocks_is_not_tried_again_soon(tmp_path: Path) -> None:
    """Asking on would prolong the block; stopping doesn't wait for it."""
    async with discord_stand_in() as stand_in:
        stand_in.refuse_logins = [Trouble.EDGE]
        async with watched(stand_in, tmp_path) as (bot, status):
            await status.until_counted("career_bot_faults_total", kind="blocked")
            code, lines = await bot.told_to_stop()

    assert code == 0
    [line] = [line for line in lines if "Trying again in" in line]
    assert float(line.split("Trying again in ")[1].split()[0]) > 400
    assert len(stand_in.all("login refused")) == 1


async def test_an_event_that_cannot_be_read_ends_one_connection_only(tmp_path: Path) -> None:
    """discord.py's client ends then; the next one answers, the traceback is in the log, and it is counted."""
    async with at_work(tmp_path) as (stand_in, bot, status):
        await stand_in.say_nonsense()
        await stand_in.wait_for("identify", 2)
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")
        assert await status.faults() == {"disconnected": 1}
        _, lines = await bot.told_to_stop()

    assert [line for line in lines if "broke on something unexpected" in line]
    assert [line for line in lines if "Traceback" in line]


async def test_the_first_event_is_answered_before_the_client_calls_itself_ready(tmp_path: Path) -> None:
    """discord.py waits for servers for two seconds before that; nobody else does."""
    async with at_work(tmp_path) as (stand_in, _, status):
        await stand_in.use(2, ask_data("what do coders do?"))
        await stand_in.wait_for("callback")
        assert await status.counted("career_bot_shard_sessions_total", shard="0", event="started") == 1
