"""Answering unasked: only where a server wants it, only when sure, and with manners."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import discord
import pytest
from scripted import ScriptedAssistant, said
from worlds import SAID, limited_to, posted, press, text_of, thread_in, world_of

from bot.answering.answer import Outcome
from bot.frontends.discord.carefulness import SURE_UNASKED
from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.manners import STAFF_PAUSE_SECONDS
from bot.frontends.discord.memory import Memory
from bot.frontends.discord.questions import reads_as_question
from bot.store.address import sqlite_address
from bot.store.server_settings import Mode, QuietHours, ServerSettings
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import simcord
    from worlds import World

QUESTION = "what do coders do?"


@asynccontextmanager
async def automatic(
    script: ScriptedAssistant, folder: Path, *, hears: bool = True, channels: bool = True, **chosen: object
) -> AsyncIterator[World]:
    """A world whose server wants answers unasked in its channel, with further settings as given."""
    store = Store(sqlite_address(folder / "bot.db"))
    async with store, world_of(script, store, message_content=hears, memory=limited_to(5)) as world:
        chosen = {"mode": Mode.AUTOMATIC, "channels": (world.channel.id,) if channels else (), **chosen}
        await store.settings.save(world.guild.id, ServerSettings.model_validate(chosen), seen=0)
        yield world


async def listen_in(world: World, *channels: simcord.ChannelHandle) -> None:
    """Have the server want answers unasked in these channels."""
    register = world.env.bot.store.settings
    seen = await register.read(world.guild.id)
    wanted = seen.settings.model_copy(update={"channels": tuple(one.id for one in channels)})
    await register.save(world.guild.id, wanted, seen=seen.revision)


async def test_a_question_to_the_room_is_answered_in_a_reply(tmp_path: Path) -> None:
    """To who asked, as if they had named the bot."""
    async with automatic(ScriptedAssistant(), tmp_path) as world:
        asked = await world.alice.send(world.channel, QUESTION)
        [reply] = world.sent()

    assert reply.reference.message_id == asked.id
    assert [user.id for user in reply.mentions] == [world.alice.id]


@pytest.mark.parametrize(
    ("hears", "chosen"),
    [(False, {}), (True, {"mode": Mode.MENTIONS}), (True, {"mode": Mode.COMMANDS}), (True, {"channels": ()})],
)
async def test_it_takes_the_operator_the_mode_and_the_channel(tmp_path: Path, hears: bool, chosen: dict) -> None:
    """Without the intent, in another mode or in another channel nothing is said or even looked at."""
    script = ScriptedAssistant()
    async with automatic(script, tmp_path, hears=hears, **chosen) as world:
        await world.alice.send(world.channel, QUESTION)
        assert world.sent() == []
    assert script.asked == []


@pytest.mark.parametrize("outcome", [Outcome.SUGGESTED, Outcome.UNMATCHED, Outcome.SOCIAL, Outcome.CRISIS])
async def test_it_is_silent_when_it_has_no_answer(tmp_path: Path, outcome: Outcome) -> None:
    """No did-you-mean, no small talk and no apology that nobody asked for."""
    async with automatic(ScriptedAssistant(said(outcome=outcome, entry=None)), tmp_path) as world:
        await world.alice.send(world.channel, QUESTION)
        assert world.sent() == []


async def test_a_known_gap_is_said(tmp_path: Path) -> None:
    """That the guides don't say it is an answer."""
    async with automatic(ScriptedAssistant(said("No fee.", outcome=Outcome.NOT_COVERED)), tmp_path) as world:
        await world.alice.send(world.channel, QUESTION)
        assert "No fee." in text_of(world.sent()[0])


@pytest.mark.parametrize(
    ("confidence", "threshold", "answers"),
    [
        (SURE_UNASKED, None, 1),
        (SURE_UNASKED - 0.01, None, 0),
        (SURE_UNASKED - 0.01, 0.3, 0),
        (0.9, 0.95, 0),
        (0.96, 0.95, 1),
    ],
)
async def test_it_is_surer_than_when_it_is_asked(
    tmp_path: Path, confidence: float, threshold: float | None, answers: int
) -> None:
    """A server can ask for more certainty, never for less."""
    script = ScriptedAssistant(said(confidence=confidence))
    async with automatic(script, tmp_path, answer_threshold=threshold) as world:
        await world.alice.send(world.channel, QUESTION)
        assert len(world.sent()) == answers


async def test_talk_among_people_is_left_alone(tmp_path: Path) -> None:
    """Statements, replies, and what names somebody; and no program is answered."""
    script = ScriptedAssistant()
    async with automatic(script, tmp_path) as world:
        first = await world.alice.send(world.channel, "I passed my exam")
        await world.bob.send(world.channel, "how was it?", reply_to=first)
        await world.alice.send(world.channel, f"{world.bob.mention} what do coders do?")
        robot = world.guild.add_member(world.env.create_user("robot", bot=True))
        await robot.send(world.channel, QUESTION)
        await world.guild.create_webhook(world.channel).send(QUESTION)
        assert world.sent() == []
    assert script.asked == []


async def test_the_same_answer_is_given_once_and_then_pointed_at(tmp_path: Path) -> None:
    """Within the cooldown others get a link to it; after that, or for another answer, the whole one."""
    script = ScriptedAssistant()
    async with automatic(script, tmp_path, cooldown_seconds=300) as world:
        await world.alice.send(world.channel, QUESTION)
        await world.bob.send(world.channel, QUESTION)
        first, second = world.sent()
        assert text_of(second) == SAID.answered_earlier.format(link=first.jump_url)
        script.answer = said("Something else.")
        await world.bob.send(world.channel, QUESTION)
        assert "Something else." in text_of(world.sent()[2])
        script.answer = said()
        await world.env.advance_time(301)
        await world.bob.send(world.channel, QUESTION)
        assert "Coders read charts." in text_of(world.sent()[3])


async def test_manners_outlive_the_connection(tmp_path: Path) -> None:
    """A new client, as after a lost connection, knows of the answer that was given and of the staff that spoke."""
    memory, script = Memory(), ScriptedAssistant()
    options = {"message_content": True, "memory": memory}
    async with (
        Store(sqlite_address(tmp_path / "bot.db")) as store,
        world_of(script, store, **options) as world,
    ):
        chosen = ServerSettings(mode=Mode.AUTOMATIC, channels=(world.channel.id,))
        await store.settings.save(world.guild.id, chosen, seen=0)
        await world.alice.send(world.channel, QUESTION)
        await world.env.restart_bot(CareerBot(script, store=store, **options))
        await world.bob.send(world.channel, QUESTION)
        first, second = world.sent()
        assert text_of(second) == SAID.answered_earlier.format(link=first.jump_url)

        role = world.guild.create_role("Helpers", permissions=discord.Permissions(manage_messages=True))
        helper = world.guild.add_member(world.env.create_user("helper"), roles=[role])
        await helper.send(world.channel, "I am on it")
        await world.env.restart_bot(CareerBot(script, store=store, **options))
        await world.alice.send(world.channel, QUESTION)
        assert len(world.sent()) == 2


async def test_who_names_the_bot_always_gets_the_whole_answer(tmp_path: Path) -> None:
    """And it counts as the one that others are pointed at."""
    async with automatic(ScriptedAssistant(), tmp_path) as world:
        for _ in range(2):
            await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        await world.bob.send(world.channel, QUESTION)
        shown = [text_of(one) for one in world.sent()]

    assert [("Coders read charts." in text) for text in shown] == [True, True, False]


async def test_it_waits_while_staff_is_on_it(tmp_path: Path) -> None:
    """Somebody who may manage messages spoke here just now; elsewhere and later it goes on."""
    async with automatic(ScriptedAssistant(), tmp_path) as world:
        other = world.guild.create_text_channel("elsewhere")
        await listen_in(world, world.channel, other)
        role = world.guild.create_role("Helpers", permissions=discord.Permissions(manage_messages=True))
        helper = world.guild.add_member(world.env.create_user("helper"), roles=[role])
        await helper.send(world.channel, "what did you find so far?")
        await world.alice.send(world.channel, QUESTION)
        assert world.sent() == []
        await world.alice.send(other, QUESTION)
        assert "Coders read charts." in text_of(other.last_message)
        await world.env.advance_time(STAFF_PAUSE_SECONDS + 1)
        await world.alice.send(world.channel, QUESTION)
        assert len(world.sent()) == 1


async def test_quiet_hours_are_kept(tmp_path: Path) -> None:
    """In the server's own zone; who names the bot is answered all the same."""
    hours = QuietHours(start="00:00", end="06:00", timezone="UTC")  # the stand-in's clock begins at midnight
    async with automatic(ScriptedAssistant(), tmp_path, quiet_hours=hours) as world:
        await world.alice.send(world.channel, QUESTION)
        assert world.sent() == []
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        assert len(world.sent()) == 1
        await world.env.advance_time(6 * 3600)
        await world.bob.send(world.channel, QUESTION)
        assert len(world.sent()) == 2


async def test_who_asks_too_much_is_told_once_and_then_waited_for() -> None:
    """In a message by a short line, with a command privately; a minute later they are answered again."""
    async with world_of(ScriptedAssistant(), memory=limited_to(2)) as world:
        for _ in range(5):
            await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        told = await world.alice.slash(world.channel, "ask", question=QUESTION)
        assert told.ephemeral
        assert text_of(told.response) == SAID.ask_slower
        assert [text_of(one) == SAID.ask_slower for one in world.sent()] == [False, False, True]
        other = await world.bob.slash(world.channel, "ask", question=QUESTION)
        assert "Coders read charts." in text_of(other.response)
        await world.env.advance_time(61)
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        assert "Coders read charts." in text_of(world.sent()[-1])


async def test_a_new_post_in_a_forum_is_a_question_and_what_follows_is_talk(tmp_path: Path) -> None:
    """The title counts as much as the first message; the answer stands in the post."""
    script = ScriptedAssistant()
    async with automatic(script, tmp_path, channels=False) as world:
        forum = world.guild.create_forum_channel("questions")
        await listen_in(world, forum)
        post = await posted(forum, world.alice, "Pay of coders", "I wonder about that.")
        await world.bob.send(post, "what do you think?")

        assert [text_of(one) for one in post.history() if one.author.id == world.env.bot.user.id]
    assert [question for question, _ in script.asked] == ["Pay of coders"]


async def test_threads_of_a_chosen_channel_are_listened_to(tmp_path: Path) -> None:
    """As the channel itself is."""
    async with automatic(ScriptedAssistant(), tmp_path) as world:
        thread = await thread_in(world, world.channel)
        await world.alice.send(thread, QUESTION)

        assert "Coders read charts." in text_of(thread.last_message)


async def test_in_mode_commands_it_speaks_only_through_commands(tmp_path: Path) -> None:
    """No mention is answered there; direct messages are no server's business."""
    async with automatic(ScriptedAssistant(), tmp_path, mode=Mode.COMMANDS) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        assert world.sent() == []
        await world.alice.send_dm(QUESTION)
        assert "Coders read charts." in text_of(world.alice.user.dm_channel.last_message)
        result = await world.alice.slash(world.channel, "ask", question=QUESTION)
        assert "Coders read charts." in text_of(result.response)


async def test_a_servers_thresholds_make_it_ask_back(tmp_path: Path) -> None:
    """An answer below them is offered as a button, or not at all; one picked from the list is sure."""
    script = ScriptedAssistant(said(confidence=0.6), {"duties": said()})
    async with automatic(script, tmp_path, answer_threshold=0.7) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        assert SAID.did_you_mean in text_of(world.sent()[0])
        pressed = await press(world.alice, world.sent()[0], "What do coders do?")
        assert pressed is not None
        assert "Coders read charts." in text_of(world.sent()[0])
    async with automatic(script, tmp_path / "other", answer_threshold=0.7, suggest_threshold=0.65) as world:
        result = await world.alice.slash(world.channel, "ask", question=QUESTION)
        assert SAID.no_answer in text_of(result.response)


@pytest.mark.parametrize(
    ("words", "asks"),
    [("how do I start", True), ("What's a CPC", True), ("So what is a CPC", True), ("pay in Texas?", True),
     ("cuánto gana un coder", True), ("I hate icd-10 codes", False), ("lol same", False)],
)  # fmt: skip
def test_what_reads_as_a_question(words: str, asks: bool) -> None:
    """A question mark, or a question's first words in English or Spanish."""
    assert reads_as_question(words) is asks
