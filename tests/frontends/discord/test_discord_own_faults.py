"""What happens to people's answers when the bot itself fails, or its database, and what is counted then.

The bot runs in a process of its own, over real sockets, against a stand-in that fails as Discord does.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from payloads import ask_data
from processes import ME, at_work, running, watched, words
from servers import PostgresServer
from wire import discord_stand_in

from bot.store.address import sqlite_address
from bot.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("how", ["message", "command"])
async def test_a_mistake_of_ours_is_told_and_counted(tmp_path: Path, how: str) -> None:
    """The person hears that it was the bot's fault; the log has the traceback; the next question is taken."""
    async with at_work(tmp_path, "failing") as (stand_in, bot, status):
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
    async with at_work(tmp_path, "stuck") as (stand_in, bot, status):
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
