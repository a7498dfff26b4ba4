"""Answers follow their questions: an edit within two minutes changes them, a deletion takes them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest
from scripted import ScriptedAssistant, said
from test_discord_unasked import QUESTION, automatic
from worlds import SAID, text_of, world_of

from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.listener import FOLLOWED_SECONDS
from bot.frontends.discord.memory import Memory
from bot.frontends.discord.outbox import Unsent
from bot.frontends.discord.remembered import Remembered

if TYPE_CHECKING:
    from pathlib import Path


async def test_an_edited_question_gets_its_answer_in_the_place_of_the_first() -> None:
    """The card changes, and nobody is pinged again."""
    script = ScriptedAssistant()
    async with world_of(script) as world:
        asked = await world.alice.send(world.channel, f"{world.me} what do coders do?")
        [first] = world.sent()
        script.answer = said("A salary.", entry="pay")
        await world.alice.edit(asked, f"{world.me} what do coders earn?")
        [answer] = world.sent()
        payload = world.env.http_requests[-1].json

    assert answer.id == first.id
    assert "A salary." in text_of(answer)
    assert payload["allowed_mentions"] == {"parse": []}
    assert [question for question, _ in script.asked] == ["what do coders do?", "what do coders earn?"]


async def test_a_new_client_follows_what_the_one_before_it_answered() -> None:
    """Edits and deletions are heard by whichever client is connected then."""
    script, memory = ScriptedAssistant(), Memory()
    async with world_of(script, memory=memory) as world:
        asked = await world.alice.send(world.channel, f"{world.me} what do coders do?")
        await world.env.restart_bot(CareerBot(script, memory=memory))
        script.answer = said("A salary.", entry="pay")
        await world.alice.edit(asked, f"{world.me} what do coders earn?")
        [answer] = world.sent()
        assert "A salary." in text_of(answer)
        await world.env.restart_bot(CareerBot(script, memory=memory))
        await world.alice.delete(asked)
        assert world.sent() == []


async def test_an_edit_in_a_direct_message_is_followed() -> None:
    """Where no mention is needed."""
    script = ScriptedAssistant()
    async with world_of(script) as world:
        asked = await world.alice.send_dm("what do coders do?")
        script.answer = said("A salary.", entry="pay")
        await world.alice.user.edit(asked, "what do coders earn?")

        assert "A salary." in text_of(world.alice.user.dm_channel.last_message)


async def test_an_edit_that_asks_the_same_changes_nothing() -> None:
    """Neither does what Discord itself adds to a message, such as the preview of a link."""
    async with world_of(ScriptedAssistant()) as world:
        asked = await world.alice.send(world.channel, f"{world.me} what do coders do?")
        sent = len(world.env.http_requests)
        await world.alice.edit(asked, f"what do coders do? {world.me}")

        assert world.env.http_requests[sent:] == []


async def test_after_two_minutes_an_answer_stands() -> None:
    """What has been read isn't changed."""
    script = ScriptedAssistant()
    async with world_of(script) as world:
        asked = await world.alice.send(world.channel, f"{world.me} what do coders do?")
        await world.env.advance_time(FOLLOWED_SECONDS + 1)
        script.answer = said("A salary.", entry="pay")
        await world.alice.edit(asked, f"{world.me} what do coders earn?")

        assert "Coders read charts." in text_of(world.sent()[0])


async def test_a_message_that_becomes_a_question_is_answered() -> None:
    """Somebody forgot to name the bot, and adds it."""
    async with world_of(ScriptedAssistant()) as world:
        asked = await world.alice.send(world.channel, "what do coders do?")
        assert world.sent() == []
        await world.alice.edit(asked, f"{world.me} what do coders do?")

        assert "Coders read charts." in text_of(world.sent()[0])


async def test_a_question_to_the_room_that_is_taken_back_takes_its_answer_along(tmp_path: Path) -> None:
    """Edited to a statement, there is nothing left to answer."""
    async with automatic(ScriptedAssistant(), tmp_path) as world:
        asked = await world.alice.send(world.channel, QUESTION)
        await world.alice.edit(asked, "never mind")

        assert world.sent() == []


@pytest.mark.parametrize("late", [False, True])
async def test_a_deleted_question_takes_its_answer_away(late: bool) -> None:
    """However late; nobody else's answer goes."""
    async with world_of(ScriptedAssistant()) as world:
        asked = await world.alice.send(world.channel, f"{world.me} what do coders do?")
        await world.bob.send(world.channel, f"{world.me} what do coders do?")
        if late:
            await world.env.advance_time(3600)
        await world.alice.delete(asked)
        [left] = world.sent()

    assert [user.id for user in left.mentions] == [world.bob.id]


async def test_questions_deleted_together_take_their_answers_away() -> None:
    """A moderator's clean-up leaves no orphans."""
    async with world_of(ScriptedAssistant()) as world:
        asked = [await world.alice.send(world.channel, f"{world.me} what do coders do?") for _ in range(3)]
        channel = world.env.bot.get_channel(world.channel.id)
        event = {"ids": [str(one.id) for one in asked], "channel_id": str(channel.id), "guild_id": str(world.guild.id)}
        world.env.bot.dispatch("raw_bulk_message_delete", discord.RawBulkMessageDeleteEvent(event))
        await world.env.settle()

        assert world.sent() == []


async def test_nobody_is_pointed_at_an_answer_that_is_gone(tmp_path: Path) -> None:
    """Whether it went with its question or was deleted itself."""
    async with automatic(ScriptedAssistant(), tmp_path) as world:
        asked = await world.alice.send(world.channel, QUESTION)
        await world.alice.delete(asked)
        await world.bob.send(world.channel, QUESTION)
        [answer] = world.sent()
        assert "Coders read charts." in text_of(answer)
        await (await world.env.bot.get_channel(world.channel.id).fetch_message(answer.id)).delete()
        await world.env.settle()
        await world.alice.send(world.channel, QUESTION)
        assert "Coders read charts." in text_of(world.sent()[0])


async def test_an_answer_that_is_gone_is_not_missed(caplog: pytest.LogCaptureFixture) -> None:
    """A question whose answer somebody deleted before is deleted without a word."""
    async with world_of(ScriptedAssistant()) as world:
        asked = await world.alice.send(world.channel, f"{world.me} what do coders do?")
        world.env.inject_error("DELETE", "/channels/*", status=404, code=10008, message="Unknown Message")
        await world.alice.delete(asked)
        assert not world.env.bot.outbox.unsent
    assert "Unknown Message" not in caplog.text


async def test_a_fixed_line_follows_too() -> None:
    """Who named the bot, said nothing and adds a question gets it answered in the place of the line."""
    async with world_of(ScriptedAssistant()) as world:
        asked = await world.alice.send(world.channel, world.me)
        assert text_of(world.sent()[0]) == SAID.no_question
        await world.alice.edit(asked, f"{world.me} what do coders do?")
        [answer] = world.sent()
        assert "Coders read charts." in text_of(answer)


def test_memory_is_bounded_and_fades() -> None:
    """The longest untouched goes first; what is too old counts as forgotten."""
    held: Remembered[int, str] = Remembered(3)
    for number in range(5):
        held.put(number, str(number), at=float(number))

    assert len(held) == 3
    assert held.get(1) is None
    assert held.get(4) == "4"
    assert held.get(3, since=3.5) is None
    assert held.pop(2) == "2"
    assert held.pop(2) is None


async def test_more_than_a_channel_can_take_is_left_and_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A flood neither fills the memory nor is answered minutes later."""
    async with world_of(ScriptedAssistant()) as world:
        monkeypatch.setattr(world.env.bot.outbox, "waiting", lambda _channel: 100)
        await world.alice.send(world.channel, f"{world.me} what do coders do?")

        assert world.sent() == []
        assert dict(world.env.bot.outbox.unsent) == {Unsent.BUSY: 1}
    assert "too many are waiting" in caplog.text
