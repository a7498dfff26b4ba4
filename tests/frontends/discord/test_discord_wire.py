"""The bot in its own process, over real sockets, against a stand-in of Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from payloads import BOT, ask_data, message
from processes import ME, at_work, parts, running, words
from wire import TOKEN, discord_stand_in

from bot.store.address import sqlite_address
from bot.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


async def test_answers_from_the_guides_by_mention_and_by_command(tmp_path: Path) -> None:
    """A mention is answered in a reply that pings its author alone, `/ask` in its own response, typing with choices."""
    async with discord_stand_in() as stand_in, running(stand_in, tmp_path, "guides") as bot:
        identified = await stand_in.wait_for("identify")
        ask = next(command for command in await stand_in.wait_for("commands") if command["name"] == "ask")
        asked = await stand_in.say(f"{ME} how much do medical coders make on average?")
        reply = await stand_in.wait_for("message")
        await stand_in.use(2, ask_data("how much do medical coders make on average?", private=True))
        response = await stand_in.wait_for("callback")
        await stand_in.use(4, ask_data("certif", focused=True))
        choices = await stand_in.wait_for("callback", 2)
        await stand_in.wait_for("heartbeat", 3)
        status, _ = await bot.told_to_stop()

    assert identified["intents"] & (1 << 1 | 1 << 8 | 1 << 15) == 0, "members, presences and content are privileged"
    assert (ask["name"], [option["name"] for option in ask["options"]]) == ("ask", ["question", "private"])
    assert reply["message_reference"]["message_id"] == int(asked)
    assert reply["allowed_mentions"] == {"parse": [], "replied_user": True}
    assert "$" in words(reply)
    assert "Sources" in words(reply)
    assert response["type"] == 4
    assert response["data"]["flags"] & (1 << 6), "private answers are ephemeral"
    assert words(response["data"]) == words(reply)
    assert choices["type"] == 8
    assert 0 < len(choices["data"]["choices"]) <= 25
    assert stand_in.all("unknown") == []
    assert stand_in.all("closed") == [1000]
    assert status == 0


async def test_resumes_after_a_cut_and_answers_what_was_asked_meanwhile(tmp_path: Path) -> None:
    """A cut connection is resumed in the same session, and a question from the gap gets its answer."""
    async with at_work(tmp_path) as (stand_in, bot, _):
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")
        await stand_in.cut()
        asked = await stand_in.say(f"{ME} and what else?")
        resumed = await stand_in.wait_for("resume")
        reply = await stand_in.wait_for("message", 2)
        status, lines = await bot.told_to_stop()

    assert resumed["session_id"] == "session-0"
    assert resumed["token"] == TOKEN
    assert reply["message_reference"]["message_id"] == int(asked)
    assert len(stand_in.all("identify")) == 1
    assert status == 0
    assert [line for line in lines if "ERROR" in line or "Traceback" in line] == []


async def test_a_button_from_before_a_restart_works_and_commands_are_registered_once(tmp_path: Path) -> None:
    """A did-you-mean button pressed after a restart becomes its answer; the unchanged commands aren't sent again."""
    async with discord_stand_in() as stand_in:
        async with running(stand_in, tmp_path) as bot:
            await stand_in.wait_for("commands")
            await stand_in.wait_for("identify")
            await stand_in.say(f"{ME} what?")
            card = await stand_in.wait_for("message")
            await bot.told_to_stop()
        async with running(stand_in, tmp_path) as bot:
            await stand_in.wait_for("identify", 2)
            [button] = [one for one in parts(card) if one["type"] == 2 and ":show:" in one["custom_id"]]
            source = message("4999", "", author=BOT) | {"components": card["components"], "flags": card["flags"]}
            pressed = {"custom_id": button["custom_id"], "component_type": 2}
            await stand_in.use(3, pressed, message=source)
            answer = await stand_in.wait_for("callback")
            await bot.told_to_stop()

    assert answer["type"] == 7, "the card is updated in place"
    assert "Coders read charts." in words(answer["data"])
    assert len(stand_in.all("commands")) == 1


@pytest.mark.parametrize(
    ("token", "close_code", "says"),
    [
        ("a.bad.token", None, "Discord refused the token"),
        (TOKEN, 4004, "Discord refused the token"),
        (TOKEN, 4014, "Discord refused an intent"),
        (None, None, "No Discord token"),
    ],
)
async def test_a_refused_start_is_one_clear_line_and_status_2(
    tmp_path: Path, token: str | None, close_code: int | None, says: str
) -> None:
    """A token or intent that Discord refuses, or no token, ends with one line on standard error and status 2."""
    async with discord_stand_in() as stand_in:
        stand_in.refuse_at_gateway = close_code
        async with running(stand_in, tmp_path, token=token) as bot:
            status, lines = await bot.ended()

    assert status == 2
    [line] = [line for line in lines if " INFO " not in line]
    assert line.startswith(f"career-bot: {says}")
    assert token is None or token not in line


async def test_a_discord_that_cannot_be_reached_is_one_clear_line_and_status_1(tmp_path: Path) -> None:
    """With nobody listening there is nothing to mend here, so the status differs from that of a refusal."""
    async with discord_stand_in() as gone:
        pass
    async with running(gone, tmp_path, GIVE_UP_AFTER="0") as bot:
        status, [line] = await bot.ended()

    assert status == 1
    assert line.startswith("career-bot: Discord could not be reached")
    assert TOKEN not in line


async def asked_in_vain(folder: Path) -> list[str]:
    """Ask a bot with a store what it can't answer, see that it replies, stop it, and return what it logged."""
    async with at_work(folder, "vain") as (stand_in, bot, _):
        await stand_in.say(f"{ME} what is the moon made of?")
        assert "no answer" in words(await stand_in.wait_for("message"))
        status, lines = await bot.told_to_stop()
    assert status == 0
    return lines


async def test_what_was_asked_in_vain_is_kept_when_the_bot_is_stopped(tmp_path: Path) -> None:
    """SIGTERM right after the answer loses nothing, and the log holds no words of anybody's."""
    lines = await asked_in_vain(tmp_path)

    async with Store(sqlite_address(tmp_path / "data" / "career-bot.db")) as store:
        assert [one.text for one in await store.unanswered.most_asked()] == ["what is the moon made of"], lines
    assert "moon" not in " ".join(lines)


async def test_a_store_that_cannot_be_opened_stops_nothing(tmp_path: Path) -> None:
    """The answer comes, the bot ends in time, and the log tells what was wrong and how much was lost."""
    (tmp_path / "data").write_text("in the way")
    lines = await asked_in_vain(tmp_path)

    assert [line for line in lines if "Traceback" in line] == []
    assert [line for line in lines if "The database can't be" in line]
    assert [line for line in lines if "1 notes for the store are lost" in line]
