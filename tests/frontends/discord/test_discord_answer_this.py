"""«Answer this»: a helper points at somebody's question, and who asked it gets the answer."""

from __future__ import annotations

import discord
import pytest
from scripted import ScriptedAssistant, said
from worlds import SAID, text_of, thread_in, world_of

from bot.answering.answer import Outcome

NAME = "Answer this"


async def test_it_replies_to_who_asked_and_pings_them_alone() -> None:
    """The helper hears privately that it is done."""
    script = ScriptedAssistant()
    async with world_of(script) as world:
        question = await world.alice.send(world.channel, f"what do coders do? {world.bob.mention}")
        done = await world.bob.context_menu(world.channel, NAME, question)
        [reply] = world.sent()

    assert done.ephemeral
    assert text_of(done.response) == SAID.answered_there
    assert reply.reference.message_id == question.id
    assert [user.id for user in reply.mentions] == [world.alice.id]
    assert script.asked == [("what do coders do?", f"discord:{world.channel.id}:{world.alice.id}")]


async def test_in_a_thread_it_replies_in_the_thread() -> None:
    """A thread has its own permission, and its own channel id."""
    async with world_of(ScriptedAssistant()) as world:
        thread = await thread_in(world, world.channel)
        question = await world.alice.send(thread, "what do coders do?")
        await world.bob.context_menu(thread, NAME, question)

        assert "Coders read charts." in text_of(thread.last_message)


@pytest.mark.parametrize("outcome", [Outcome.UNMATCHED, Outcome.SOCIAL])
async def test_no_answer_is_the_helpers_to_know(outcome: Outcome) -> None:
    """Who asked isn't pinged for nothing."""
    script = ScriptedAssistant(said("Nothing on that.", outcome=outcome, entry=None, title=""))
    async with world_of(script) as world:
        question = await world.alice.send(world.channel, "who won the game?")
        told = await world.bob.context_menu(world.channel, NAME, question)

        assert world.sent() == []
    assert told.ephemeral
    assert "Nothing on that." in text_of(told.response)


async def test_messages_of_programs_and_without_words_are_left_alone() -> None:
    """The helper is told why."""
    script = ScriptedAssistant()
    async with world_of(script) as world:
        robot = world.guild.add_member(world.env.create_user("robot", bot=True))
        of_robot = await robot.send(world.channel, "what do coders do?")
        wordless = await world.alice.send(world.channel, "<:wave:1234>")
        for message, why in ((of_robot, SAID.not_a_persons_question), (wordless, SAID.no_words_in_it)):
            told = await world.bob.context_menu(world.channel, NAME, message)
            assert told.ephemeral
            assert text_of(told.response) == why
        assert world.sent() == []
    assert script.asked == []


async def test_where_it_may_not_write_the_helper_gets_the_answer() -> None:
    """Privately, with the reason."""
    async with world_of(ScriptedAssistant()) as world:
        silenced = {world.guild.me: discord.PermissionOverwrite(send_messages=False)}
        quiet = world.guild.create_text_channel("quiet", overwrites=silenced)
        question = await world.alice.send(quiet, "what do coders do?")
        told = await world.bob.context_menu(quiet, NAME, question)

        assert [message for message in quiet.history() if message.author.id == world.env.bot.user.id] == []
    assert told.ephemeral
    assert text_of(told.response) == SAID.cannot_write_there
    assert "Coders read charts." in text_of(told.followups[-1])


async def test_where_only_the_helper_has_the_bot_the_answer_names_who_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that isn't in the server can't reply there, so the interaction's own answer does."""
    async with world_of(ScriptedAssistant()) as world:
        monkeypatch.setattr(world.env.bot, "get_guild", lambda _id: None)
        question = await world.alice.send(world.channel, "what do coders do?")
        done = await world.bob.context_menu(world.channel, NAME, question)
        payload = world.env.http_requests[-1].json

    assert not done.ephemeral
    assert text_of(done.response).startswith(world.alice.mention)
    assert payload["data"]["allowed_mentions"]["users"] == [world.alice.id]
    assert payload["data"]["allowed_mentions"]["parse"] == []
