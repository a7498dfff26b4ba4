"""What happens to people's answers when Discord or the way to it fails, and what is counted then.

The bot runs in a process of its own, over real sockets, against a stand-in that fails as Discord does.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from payloads import ask_data, somebody
from processes import ME, running, watched, words
from servers import PostgresServer
from wire import TOKEN, Trouble, discord_stand_in

from bot.store.address import sqlite_address
from bot.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_cut_gateway_is_resumed(tmp_path: Path) -> None:
    """People see a later answer at worst; the session goes on, and counts as resumed."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (_, status):
        await stand_in.wait_for("identify")
        await stand_in.cut()
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")
        await status.until_counted("career_bot_shard_sessions_total", shard="0", event="resumed")
        assert await status.counted("career_bot_shard_sessions_total", shard="0", event="lost") == 0
        assert (await status.fetch("/readyz"))[0] == 200


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4003, 4007, 4008, 4009])
async def test_a_closed_gateway_is_connected_again(tmp_path: Path, code: int) -> None:
    """Whatever passing reason Discord closes with, the next question is answered."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path):
        await stand_in.wait_for("identify")
        await stand_in.close_gateway(code)
        await stand_in.wait_for("connected", 2)
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")


@pytest.mark.parametrize("how", ["asked to reconnect", "invalid but resumable"])
async def test_a_session_that_moves_is_resumed(tmp_path: Path, how: str) -> None:
    """Discord asks every bot to reconnect now and then; nobody notices."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path):
        await stand_in.wait_for("identify")
        await (stand_in.ask_to_reconnect() if how == "asked to reconnect" else stand_in.invalidate(resumable=True))
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("resume")
        await stand_in.wait_for("message")


async def test_a_forgotten_session_is_told_and_counted(tmp_path: Path) -> None:
    """What was said meanwhile is lost, as Discord doesn't tell it again; the next question is answered."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (bot, status):
        await stand_in.wait_for("identify")
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
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (bot, status):
        await stand_in.wait_for("identify")
        await stand_in.say_nonsense()
        await stand_in.wait_for("identify", 2)
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")
        assert await status.faults() == {"disconnected": 1}
        _, lines = await bot.told_to_stop()

    assert [line for line in lines if "broke on something unexpected" in line]
    assert [line for line in lines if "Traceback" in line]


@pytest.mark.parametrize("trouble", [Trouble.CUT_BEFORE, Trouble.CUT_AFTER, Trouble.UNAVAILABLE])
async def test_a_message_whose_sending_breaks_is_there_once(tmp_path: Path, trouble: Trouble) -> None:
    """It is sent again with the same nonce, so that Discord keeps one even when it had taken the first."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (_, status):
        await stand_in.wait_for("identify")
        stand_in.troubles = [trouble]
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("trouble")
        await status.until_counted("career_bot_faults_total", kind="sent_again")
        stand_in.troubles = []
        await stand_in.say(f"{ME} and then?")
        await stand_in.wait_for("message", 2)
        assert await status.faults() == {"sent_again": 1}

    replied = [body["message_reference"]["message_id"] for body in stand_in.all("message")]
    assert len(replied) == len(set(replied)) == 2


async def test_a_message_that_discord_breaks_on_comes_later(tmp_path: Path) -> None:
    """discord.py tries 502 and a passing rate limit again by itself."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path):
        await stand_in.wait_for("identify")
        stand_in.troubles = [Trouble.BROKEN, Trouble.WAIT]
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")


async def test_a_long_rate_limit_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody waits an hour for an answer: it is given up and counted, and the next question is answered."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (_, status):
        await stand_in.wait_for("identify")
        stand_in.troubles = [Trouble.WAIT_LONG]
        await stand_in.say(f"{ME} what do coders do?")
        await status.until_counted("career_bot_faults_total", kind="unsent")
        await stand_in.say(f"{ME} and then?")
        await stand_in.wait_for("message")
        assert await status.faults() == {"rate_limited": 1, "unsent": 1}


async def test_nothing_is_sent_while_the_edge_blocks(tmp_path: Path) -> None:
    """After the edge's refusal no request is made for a while, and every answer that is lost is counted."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (bot, status):
        await stand_in.wait_for("identify")
        stand_in.troubles = [Trouble.EDGE]
        await stand_in.say(f"{ME} what do coders do?")
        await status.until_counted("career_bot_faults_total", kind="unsent")
        await stand_in.say(f"{ME} and then?")
        await stand_in.use(2, ask_data("what do coders do?"))
        await status.until_counted("career_bot_faults_total", 3, kind="unsent")
        assert await status.faults() == {"blocked": 1, "unsent": 3}
        code, lines = await bot.told_to_stop()

    assert code == 0
    assert (stand_in.all("message"), stand_in.all("callback")) == ([], [])
    assert TOKEN not in "\n".join(lines)


@pytest.mark.parametrize("trouble", [Trouble.CUT_BEFORE, Trouble.UNAVAILABLE, Trouble.CUT_AFTER, Trouble.BROKEN_AFTER])
async def test_a_command_is_answered_once_whatever_breaks(tmp_path: Path, trouble: Trouble) -> None:
    """When Discord had carried the answer out, the second try finds that, and all is well."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (_, status):
        await stand_in.wait_for("identify")
        stand_in.troubles = [trouble]
        await stand_in.use(2, ask_data("what do coders do?"))
        await stand_in.wait_for("trouble")
        await stand_in.wait_for("callback")
        if trouble in {Trouble.CUT_AFTER, Trouble.BROKEN_AFTER}:
            await stand_in.wait_for("answered twice")
        await stand_in.use(2, ask_data("what do coders do?"))
        await stand_in.wait_for("callback", 2)
        assert set(await status.faults()) <= {"sent_again"}


async def test_many_questions_at_once_are_all_answered(tmp_path: Path) -> None:
    """Each in a reply to its own message, so that their order doesn't matter."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (_, status):
        await stand_in.wait_for("identify")
        asked = [await stand_in.say(f"{ME} question {number}", author=somebody(number)) for number in range(30)]
        await stand_in.wait_for("message", 30)
        await status.until_counted("career_bot_answers_total", 30, outcome="suggested")

    replied = [str(body["message_reference"]["message_id"]) for body in stand_in.all("message")]
    assert sorted(replied) == sorted(asked)


async def test_a_flood_of_questions_does_not_stop_the_event_loop(tmp_path: Path) -> None:
    """As after a break, when Discord hands over all that was said meanwhile: the loop turns between two answers."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path, "slow") as (_, status):
        await stand_in.wait_for("identify")
        for number in range(100):
            await stand_in.say(f"{ME} question {number}", author=somebody(number))
        await stand_in.wait_for("message", 100)
        assert await status.faults() == {}
        assert await status.counted("career_bot_loop_stall_seconds_count") == 0


async def test_the_first_event_is_answered_before_the_client_calls_itself_ready(tmp_path: Path) -> None:
    """discord.py waits for servers for two seconds before that; nobody else does."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path) as (_, status):
        await stand_in.wait_for("identify")
        await stand_in.use(2, ask_data("what do coders do?"))
        await stand_in.wait_for("callback")
        assert await status.counted("career_bot_shard_sessions_total", shard="0", event="started") == 1


@pytest.mark.parametrize("how", ["message", "command"])
async def test_a_mistake_of_ours_is_told_and_counted(tmp_path: Path, how: str) -> None:
    """The person hears that it was the bot's fault; the log has the traceback; the next question is taken."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path, "failing") as (bot, status):
        await stand_in.wait_for("identify")
        for number in (1, 2):
            if how == "message":
                await stand_in.say(f"{ME} what do coders do?")
                told = await stand_in.wait_for("message", number)
            else:
                await stand_in.use(2, ask_data("what do coders do?"))
                told = (await stand_in.wait_for("callback", number))["data"]
            assert "went wrong on my side" in words(told)
        await status.until_counted("career_bot_faults_total", 2, kind="failed_answer")
        assert await status.faults() == {"failed_answer": 2}
        _, lines = await bot.told_to_stop()

    assert [line for line in lines if "ZeroDivisionError" in line]
    assert "what do coders do" not in "\n".join(lines)


async def test_a_loop_that_stands_still_is_told_with_what_it_stands_in(tmp_path: Path) -> None:
    """The answer comes late; the log names the code, and the length is counted."""
    async with discord_stand_in() as stand_in, watched(stand_in, tmp_path, "stuck") as (bot, status):
        await stand_in.wait_for("identify")
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")
        await status.until_counted("career_bot_loop_stall_seconds_count")
        assert await status.faults() == {"stall": 1}
        _, lines = await bot.told_to_stop()

    assert [line for line in lines if "has stood still" in line]
    assert [line for line in lines if line.endswith(" in ask")]


async def test_a_database_that_dies_and_comes_back_costs_no_answer_and_no_note(tmp_path: Path) -> None:
    """People notice nothing; the notes wait in memory, and are written when it is back."""
    server = PostgresServer()
    try:
        async with (
            discord_stand_in() as stand_in,
            watched(stand_in, tmp_path, "vain", DATABASE_URL=server.address()) as (bot, status),
        ):
            await stand_in.wait_for("identify")
            await stand_in.say(f"{ME} what is the moon made of?")
            await status.until_counted("career_bot_store_notes_written_total")
            await asyncio.to_thread(server.kill)
            await stand_in.say(f"{ME} what is the sun made of?")
            await stand_in.wait_for("message", 2)
            await status.until_counted("career_bot_store_failed_writes_total")
            assert (await status.fetch("/readyz"))[0] == 200
            await asyncio.to_thread(server.start)
            await status.until_counted("career_bot_store_notes_written_total", 2)
            assert await status.counted("career_bot_store_notes_dropped_total", why="full") == 0
            code, lines = await bot.told_to_stop()
    finally:
        server.close()

    assert code == 0
    assert [line for line in lines if "The database can't be written" in line]
    assert [line for line in lines if "The database can be written again" in line]


async def test_a_bot_that_is_killed_starts_where_it_was(tmp_path: Path) -> None:
    """SIGKILL loses what was being said and at most half a second of notes; nothing has to be repaired."""
    async with discord_stand_in() as stand_in:
        async with watched(stand_in, tmp_path, "vain") as (bot, status):
            await stand_in.wait_for("identify")
            await stand_in.wait_for("commands")
            await stand_in.say(f"{ME} what is the moon made of?")
            await status.until_counted("career_bot_store_notes_written_total")
            bot.process.kill()
            await bot.ended()
        stand_in.forget("ended")
        async with running(stand_in, tmp_path, "vain") as again:
            await stand_in.wait_for("identify", 2)
            await stand_in.say(f"{ME} what is the sun made of?")
            await stand_in.wait_for("message", 2)
            assert (await again.told_to_stop())[0] == 0
    async with Store(sqlite_address(tmp_path / "data" / "career-bot.db")) as store:
        kept = {one.text for one in await store.unanswered.most_asked()}

    assert kept == {"what is the moon made of", "what is the sun made of"}
    assert len(stand_in.all("commands")) == 1
