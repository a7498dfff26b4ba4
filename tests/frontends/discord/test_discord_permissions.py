"""Each permission the bot may lack, on each surface and in each kind of place: what is seen, and what is logged."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
import pytest
from scripted import ScriptedAssistant, said
from simcord.builders import ChannelHandle
from worlds import SAID, buttons_of, components, posted, text_of, world_of

from bot.frontends.discord.outbox import Unsent
from bot.store.address import sqlite_address
from bot.store.server_settings import Mode, ServerSettings
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from worlds import World

    from bot.knowledge.snapshot import Knowledge

QUESTION = "what do coders do?"
PICTURE = 12
PLACES = ("channel", "thread", "forum post")
LACKED = {
    "send": {"send_messages": False, "send_messages_in_threads": False},
    "attach": {"attach_files": False},
    "read history": {"read_message_history": False},
    "nothing": {},
}
SPOKEN = [("channel", "mention"), ("channel", "unasked"), ("thread", "mention"), ("thread", "unasked"),
          ("forum post", "mention")]  # fmt: skip
"""What is said unasked below a post is talk among people; its opening has a test of its own."""
LACKING = pytest.mark.parametrize("lacked", LACKED)


@dataclass(frozen=True)
class Place:
    """Where the bot lacks a permission, and what it said there."""

    world: World
    channel: ChannelHandle

    def sent(self) -> list[discord.Message]:
        return [one for one in self.channel.history() if one.author.id == self.world.env.bot.user.id]

    @property
    def unsent(self) -> dict[Unsent, int]:
        return dict(self.world.env.bot.outbox.unsent)


@asynccontextmanager
async def place_of(kind: str, lacked: str, knowledge: Knowledge, folder: Path) -> AsyncIterator[Place]:
    """A world with a place in which the bot answers unasked as well, as far as it may."""
    script = ScriptedAssistant(said(chart="pay-by-state"))
    script.knowledge = knowledge
    store = Store(sqlite_address(folder / "bot.db"))
    async with store, world_of(script, store, message_content=True) as world:
        overwrites = {world.guild.me: discord.PermissionOverwrite(**LACKED[lacked])}
        channel = world.guild.create_text_channel("place", overwrites=overwrites)
        if kind == "thread":
            thread = world.env.backend.create_thread(channel.id, "thread", world.alice.id)
            channel = next(one for one in channel.threads if one.id == thread.id)
        elif kind == "forum post":
            held = world.env.backend.get_channel(channel.id).overwrites
            model = world.env.backend.create_channel(world.guild.id, "forum", type=15, overwrites=held)
            channel = await posted(ChannelHandle(world.env, world.guild, model), world.alice, "Hello", "Just hello.")
        listened = world.env.backend.get_channel(channel.id).parent_id or channel.id
        chosen = ServerSettings(mode=Mode.AUTOMATIC, channels=(listened,), cooldown_seconds=0)
        if kind != "forum post":
            await store.settings.save(world.guild.id, chosen, seen=0)
        yield Place(world, channel)


@LACKING
@pytest.mark.parametrize(("kind", "surface"), SPOKEN)
async def test_messages(*, kind: str, surface: str, lacked: str, knowledge, tmp_path: Path, caplog) -> None:
    """Where it may not write it doesn't try, logs the place and counts; where it can't reply it names who asked."""
    async with place_of(kind, lacked, knowledge, tmp_path) as place:
        await place.world.alice.send(
            place.channel, QUESTION if surface == "unasked" else f"{place.world.me} {QUESTION}"
        )
        sent = place.sent()
        if lacked == "send":
            assert sent == []
            assert place.unsent == {Unsent.NOT_ALLOWED: 1}
            assert f"({place.channel.id}) of Coders" in caplog.text
            return
        [answer] = sent
        assert place.unsent == {}
        assert "Coders read charts." in text_of(answer)
        assert [user.id for user in answer.mentions] == [place.world.alice.id]
        assert (answer.reference is None) is (lacked == "read history")
        assert text_of(answer).startswith(place.world.alice.mention) is (lacked == "read history")


@LACKING
async def test_a_post_in_a_forum(lacked: str, knowledge, tmp_path: Path, caplog) -> None:
    """Its opening is answered unasked, under the same rules."""
    async with place_of("forum post", lacked, knowledge, tmp_path) as place:
        forum = place.world.env.backend.get_channel(place.channel.id).parent_id
        chosen = ServerSettings(mode=Mode.AUTOMATIC, channels=(forum,))
        await place.world.env.bot.store.settings.save(place.world.guild.id, chosen, seen=0)
        handle = ChannelHandle(place.world.env, place.world.guild, place.world.env.backend.get_channel(forum))
        post = await posted(handle, place.world.bob, "Duties", QUESTION)
        said_there = [one for one in post.history() if one.author.id == place.world.env.bot.user.id]

        assert len(said_there) == (0 if lacked == "send" else 1)
        assert place.unsent == ({Unsent.NOT_ALLOWED: 1} if lacked == "send" else {})
        assert ("No answer in" in caplog.text) is (lacked == "send")


@LACKING
@pytest.mark.parametrize("kind", PLACES)
async def test_commands_need_no_permission(kind: str, lacked: str, knowledge, tmp_path: Path) -> None:
    """Discord shows the answer to an interaction whatever the bot may do in the channel."""
    async with place_of(kind, lacked, knowledge, tmp_path) as place:
        for command, options in (("ask", {"question": QUESTION}), ("topics", {}), ("help", {}), ("privacy", {})):
            result = await place.world.alice.slash(place.channel, command, **options)
            assert text_of(result.response), command
        assert place.unsent == {}


@LACKING
@pytest.mark.parametrize("kind", PLACES)
async def test_charts_go_without_their_picture(kind: str, lacked: str, knowledge, tmp_path: Path) -> None:
    """Only the permission to attach files makes a difference: the numbers are there in words."""
    async with place_of(kind, lacked, knowledge, tmp_path) as place:
        asked = await place.world.alice.slash(place.channel, "ask", question=QUESTION)
        assert SAID.show_chart in buttons_of(asked.response)
        shown = await place.world.bob.click(asked.response, label=SAID.show_chart)
        pictures = [one for one in components(shown.response) if one["type"] == PICTURE]

        assert "$58,620" in text_of(shown.response)
        assert shown.ephemeral
        assert bool(pictures) is (lacked != "attach")


@LACKING
@pytest.mark.parametrize("kind", PLACES)
async def test_answer_this(kind: str, lacked: str, knowledge, tmp_path: Path, caplog) -> None:
    """Where no reply is possible the helper gets the answer, and hears why."""
    async with place_of(kind, lacked, knowledge, tmp_path) as place:
        question = await place.world.alice.send(place.channel, "Duties of coders")
        told = await place.world.bob.context_menu(place.channel, "Answer this", question)

        assert told.ephemeral
        if lacked == "send":
            assert text_of(told.response) == SAID.cannot_write_there
            assert "Coders read charts." in text_of(told.followups[-1])
            assert place.unsent == {Unsent.NOT_ALLOWED: 1}
            assert "lacks the permission" in caplog.text
        else:
            assert text_of(told.response) == SAID.answered_there
            assert [user.id for user in place.sent()[0].mentions] == [place.world.alice.id]


@LACKING
@pytest.mark.parametrize("kind", PLACES)
async def test_edits_and_deletions_are_followed(kind: str, lacked: str, knowledge, tmp_path: Path) -> None:
    """Its own messages it may always change and take away."""
    async with place_of(kind, lacked, knowledge, tmp_path) as place:
        asked = await place.world.alice.send(place.channel, f"{place.world.me} {QUESTION}")
        place.world.env.bot.assistant.answer = said("A salary.", entry="pay")
        await place.world.alice.edit(asked, f"{place.world.me} and their pay?")
        if lacked == "send":
            assert place.sent() == []
            assert set(place.unsent) == {Unsent.NOT_ALLOWED}
            return
        assert "A salary." in text_of(place.sent()[0])
        assert text_of(place.sent()[0]).startswith(place.world.alice.mention) is (lacked == "read history")
        await place.world.alice.delete(asked)
        assert place.sent() == []
        assert place.unsent == {}


@LACKING
async def test_direct_messages_know_no_permissions(lacked: str, knowledge, tmp_path: Path) -> None:
    """Whatever the bot lacks in a server both are on."""
    async with place_of("channel", lacked, knowledge, tmp_path) as place:
        await place.world.alice.send_dm(QUESTION)
        answer = place.world.alice.user.dm_channel.last_message
        assert "Coders read charts." in text_of(answer)
        asked = await place.world.alice.user.slash("ask", question=QUESTION)
        assert "Coders read charts." in text_of(asked.response)
        shown = await place.world.alice.user.click(answer, label=SAID.show_chart)
        assert "$58,620" in text_of(shown.response)
        assert place.unsent == {}


async def test_a_person_who_takes_no_direct_messages_is_given_up_on(caplog) -> None:
    """Discord says so, and one line of the log does."""
    async with world_of(ScriptedAssistant()) as world:
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, message="Cannot send messages")
        await world.alice.send_dm(QUESTION)
        assert dict(world.env.bot.outbox.unsent) == {Unsent.REFUSED: 1}
    assert "code 50007" in caplog.text
