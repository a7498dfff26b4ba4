"""What happens to answers that Discord doesn't take at once, and what is counted then.

The bot runs in a process of its own, over real sockets, against a stand-in that fails as Discord does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from payloads import ask_data, somebody
from processes import ME, at_work
from troubles import Trouble
from wire import TOKEN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("trouble", [Trouble.CUT_BEFORE, Trouble.CUT_AFTER, Trouble.UNAVAILABLE])
async def test_a_message_whose_sending_breaks_is_there_once(tmp_path: Path, trouble: Trouble) -> None:
    """It is sent again with the same nonce, so that Discord keeps one even when it had taken the first."""
    async with at_work(tmp_path) as (stand_in, _, status):
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
    async with at_work(tmp_path) as (stand_in, *_):
        stand_in.troubles = [Trouble.BROKEN, Trouble.WAIT]
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")


async def test_a_long_rate_limit_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody waits an hour for an answer: it is given up and counted, and the next question is answered."""
    async with at_work(tmp_path) as (stand_in, _, status):
        stand_in.troubles = [Trouble.WAIT_LONG]
        await stand_in.say(f"{ME} what do coders do?")
        await status.until_counted("career_bot_faults_total", kind="unsent")
        await stand_in.say(f"{ME} and then?")
        await stand_in.wait_for("message")
        assert await status.faults() == {"rate_limited": 1, "unsent": 1}


async def test_nothing_is_sent_while_the_edge_blocks(tmp_path: Path) -> None:
    """After the edge's refusal no request is made for a while, and every answer that is lost is counted."""
    async with at_work(tmp_path) as (stand_in, bot, status):
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
    async with at_work(tmp_path) as (stand_in, _, status):
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
    async with at_work(tmp_path) as (stand_in, _, status):
        asked = [await stand_in.say(f"{ME} question {number}", author=somebody(number)) for number in range(30)]
        await stand_in.wait_for("message", 30)
        await status.until_counted("career_bot_answers_total", 30, outcome="suggested")

    replied = [str(body["message_reference"]["message_id"]) for body in stand_in.all("message")]
    assert sorted(replied) == sorted(asked)


async def test_a_flood_of_questions_does_not_stop_the_event_loop(tmp_path: Path) -> None:
    """As after a break, when Discord hands over all that was said meanwhile: the loop turns between two answers."""
    async with at_work(tmp_path, "slow") as (stand_in, _, status):
        for number in range(100):
            await stand_in.say(f"{ME} question {number}", author=somebody(number))
        await stand_in.wait_for("message", 100)
        assert await status.faults() == {}
        assert await status.counted("career_bot_loop_stall_seconds_count") == 0
