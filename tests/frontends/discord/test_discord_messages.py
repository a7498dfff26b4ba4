"""Mentions, replies and direct messages through the real discord.py client, and who is not answered."""

from __future__ import annotations

import discord
import pytest
from scripted import ScriptedAssistant, said
from worlds import SAID, text_of, thread_in, world_of

from bot.answering.answer import Outcome
from bot.frontends.discord.client import needed_intents
from bot.observing.faults import fault_of


async def test_a_mention_is_answered_in_a_reply_that_pings_its_author() -> None:
    """The reply points at the question and pings nobody but who asked it."""
    script = ScriptedAssistant(said("Ask @everyone, <@1> and <@&2>."))
    async with world_of(script) as world:
        asked = await world.alice.send(world.channel, f"{world.me} what do coders do? {world.bob.mention}")
        [reply] = world.sent()
        payload = world.env.http_requests[-1].json

    assert payload["allowed_mentions"] == {"parse": [], "replied_user": True}
    assert reply.reference.message_id == asked.id
    assert [user.id for user in reply.mentions] == [world.alice.id]
    assert not reply.mention_everyone
    assert script.asked[0][0] == "what do coders do?"


async def test_a_direct_message_is_answered() -> None:
    """In a direct message no mention is needed."""
    async with world_of(ScriptedAssistant()) as world:
        await world.alice.send_dm("what do coders do?")

        assert "Coders read charts." in text_of(world.alice.user.dm_channel.last_message)


async def test_a_reply_to_the_bot_is_answered() -> None:
    """Replying to the bot's message speaks to it, without naming it."""
    script = ScriptedAssistant()
    async with world_of(script) as world:
        await world.alice.send(world.channel, f"{world.me} pay in Texas")
        await world.bob.send(world.channel, "and in Alaska?", reply_to=world.sent()[0])

        assert len(world.sent()) == 2
    assert script.asked[1][0] == "and in Alaska?"


async def test_a_thread_is_answered_in_the_thread() -> None:
    """A mention in a thread gets its reply there."""
    async with world_of(ScriptedAssistant()) as world:
        thread = await thread_in(world, world.channel)
        await world.alice.send(thread, f"{world.me} what do coders do?")

        assert "Coders read charts." in text_of(thread.last_message)


@pytest.mark.parametrize("reads_all", [False, True])
@pytest.mark.parametrize("content", ["what do coders do?", "@everyone what do coders do?", "@here hi"])
async def test_what_is_not_said_to_the_bot_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, content: str, reads_all: bool
) -> None:
    """Talk among people, `@everyone` and `@here` get no answer, even if Discord sends the bot all words."""
    intents = needed_intents()
    intents.message_content = reads_all
    monkeypatch.setattr("bot.frontends.discord.client.needed_intents", lambda **_options: intents)
    script = ScriptedAssistant()
    async with world_of(script) as world:
        await world.alice.send(world.channel, content)
        other = await world.alice.send(world.channel, "hello")
        await world.bob.send(world.channel, content, reply_to=other)

        assert world.sent() == []
    assert script.asked == []


async def test_bots_webhooks_and_the_bot_itself_are_never_answered() -> None:
    """No message of a program is answered, whatever it says, so that two bots can't talk for ever."""
    script = ScriptedAssistant(said("<@1456074443980800001> what do coders do?"))
    async with world_of(script) as world:
        robot = world.guild.add_member(world.env.create_user("robot", bot=True))
        await robot.send(world.channel, f"{world.me} what do coders do?")
        await world.guild.create_webhook(world.channel).send(f"{world.me} what do coders do?")
        assert world.sent() == []

        await world.alice.send(world.channel, f"{world.me} hello")
        assert len(world.sent()) == 1
        await robot.send(world.channel, "thanks", reply_to=world.sent()[0])
        assert len(world.sent()) == 1
    assert len(script.asked) == 1


async def test_a_bare_mention_is_asked_for_a_question() -> None:
    """Naming the bot and saying nothing gets one line, without asking the assistant."""
    script = ScriptedAssistant()
    async with world_of(script) as world:
        await world.alice.send(world.channel, f"{world.me} <:wave:1234>")

        assert [text_of(message) for message in world.sent()] == [SAID.no_question]
    assert script.asked == []


@pytest.mark.parametrize("text", ["", "I have nothing on that."])
async def test_no_answer_is_one_short_line(text: str) -> None:
    """Somebody who spoke to the bot hears that it has no answer, in its words or the assistant's."""
    script = ScriptedAssistant(said(text, outcome=Outcome.UNMATCHED, entry=None, title=""))
    async with world_of(script) as world:
        await world.alice.send(world.channel, f"{world.me} who won the game?")

        assert [text_of(message) for message in world.sent()] == [text or SAID.no_answer]


async def test_abuse_and_spam_get_silence_in_channels_and_a_line_in_direct_messages() -> None:
    """`silent_in_channels` keeps a server quiet; the same words in a direct message get the short line."""
    script = ScriptedAssistant(said("Let's keep it kind.", outcome=Outcome.SOCIAL, title="", silent_in_channels=True))
    async with world_of(script) as world:
        await world.alice.send(world.channel, f"{world.me} you are useless")
        await world.alice.send_dm("you are useless")

        assert world.sent() == []
        assert text_of(world.alice.user.dm_channel.last_message) == "Let's keep it kind."


async def test_without_permission_to_send_it_is_silent_and_logs_where(caplog: pytest.LogCaptureFixture) -> None:
    """Where the bot may not write it doesn't try, and the log names the channel and the server."""
    async with world_of(ScriptedAssistant()) as world:
        silenced = {world.guild.me: discord.PermissionOverwrite(send_messages=False)}
        quiet = world.guild.create_text_channel("quiet", overwrites=silenced)
        await world.alice.send(quiet, f"{world.me} what do coders do?")

        assert [one.path for one in world.env.http_requests if one.method == "POST"] == []
    [told] = [one for one in caplog.records if one.getMessage().startswith("No answer in #quiet")]
    assert "Coders" in told.getMessage()
    assert fault_of(told) == "forbidden"


async def test_without_permission_to_send_in_threads_it_is_silent_there(caplog: pytest.LogCaptureFixture) -> None:
    """Threads have a permission of their own."""
    async with world_of(ScriptedAssistant()) as world:
        silenced = {world.guild.me: discord.PermissionOverwrite(send_messages_in_threads=False)}
        channel = world.guild.create_text_channel("talk", overwrites=silenced)
        thread = await thread_in(world, channel)
        sent_before = len(world.env.http_requests)
        await world.alice.send(thread, f"{world.me} what do coders do?")

        assert world.env.http_requests[sent_before:] == []
    assert "No answer in #pay" in caplog.text


async def test_without_permission_to_read_history_it_names_the_asker_instead() -> None:
    """Where a reply isn't possible, the card names who asked, and pings them alone."""
    async with world_of(ScriptedAssistant()) as world:
        forgetful = {world.guild.me: discord.PermissionOverwrite(read_message_history=False)}
        channel = world.guild.create_text_channel("forgetful", overwrites=forgetful)
        await world.alice.send(channel, f"{world.me} what do coders do? {world.bob.mention}")
        answer = channel.last_message
        payload = world.env.http_requests[-1].json

    assert payload["allowed_mentions"]["users"] == [world.alice.id]
    assert payload["allowed_mentions"]["parse"] == []
    assert answer.reference is None
    assert text_of(answer).startswith(world.alice.mention)
    assert [user.id for user in answer.mentions] == [world.alice.id]


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (500, 0), (400, 50035)])
async def test_a_refusal_while_sending_is_logged_and_survived(
    caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    """Whatever Discord says to a message, the next one is answered."""
    async with world_of(ScriptedAssistant()) as world:
        world.env.inject_error("POST", "/channels/*/messages", status=status, code=code, message="no")
        await world.alice.send(world.channel, f"{world.me} one")
        assert world.sent() == []
        await world.alice.send(world.channel, f"{world.me} two")
        assert len(world.sent()) == 1

    assert f"status {status}, code {code}" in caplog.text


async def test_a_failure_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    """When answering breaks, the asker gets one line and the log has the traceback."""
    async with world_of(ScriptedAssistant(error=RuntimeError("broken"))) as world:
        await world.alice.send(world.channel, f"{world.me} what do coders do?")

        assert [text_of(message) for message in world.sent()] == [SAID.failed]
        assert [str(error) for error in world.env.errors] == ["broken"]
    assert "RuntimeError: broken" in caplog.text


async def test_no_privileged_intent_is_asked_for() -> None:
    """Nothing has to be switched on in the developer portal."""
    async with world_of(ScriptedAssistant()) as world:
        intents = world.env.bot.intents

    assert not intents & discord.Intents(members=True, presences=True, message_content=True)
