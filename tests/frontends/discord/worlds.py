"""A small Discord in process (simcord): one server, one channel, two people and the bot."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import simcord

from bot.frontends.discord.client import CareerBot
from bot.frontends.discord.language import ENGLISH, language_named
from bot.frontends.discord.manners import Manners
from bot.frontends.discord.memory import Memory

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import discord
    import pytest

    from bot.store.store import Store

SAID = language_named(ENGLISH)
"""What the bot says in its own name."""
FAQ = SAID.faq
"""What it says to moderators."""


@dataclass(frozen=True)
class World:
    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor

    @property
    def me(self) -> str:
        return f"<@{self.env.bot.user.id}>"

    def sent(self) -> list[discord.Message]:
        """Return what the bot has said in the channel, oldest first."""
        return [message for message in self.channel.history() if message.author.id == self.env.bot.user.id]


@asynccontextmanager
async def world_of(assistant: object, store: Store | None = None, **options: object) -> AsyncIterator[World]:
    async with simcord.run(CareerBot(assistant, store=store, **options), shard_count=1, settle_timeout=120.0) as env:
        guild = env.create_guild("Coders")
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        bob = guild.add_member(env.create_user("bob"))
        yield World(env, guild, channel, alice, bob)


def limited_to(questions_a_minute: int) -> Memory:
    """Return the memory of a bot that answers one person so many questions."""
    return Memory(Manners(questions_a_minute))


def speaking(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have everybody's Discord speak a language."""
    make = simcord.interactions.base_payload

    def payload_in_it(*args, **options):
        record, payload = make(*args, **options)
        return record, {**payload, "locale": locale}

    monkeypatch.setattr(simcord.interactions, "base_payload", payload_in_it)


def components(message: discord.Message | simcord.ResponseMessage | None) -> list[dict]:
    """Return every component of a message, outermost first, as Discord stores them."""
    assert message is not None, "nothing was sent"
    if not isinstance(message, simcord.ResponseMessage):
        return flat([component.to_dict() for component in message.components])
    return flat(message.components)


def flat(roots: list[dict]) -> list[dict]:
    """Return components and what is in them, in reading order."""
    return [
        found
        for root in roots
        for found in (
            root,
            *flat(root.get("components", [])),
            *flat([root["accessory"]] if "accessory" in root else []),
        )
    ]


def text_of(message: discord.Message | simcord.ResponseMessage | None) -> str:
    """Return all words of a message, top to bottom."""
    return "\n".join(one["content"] for one in components(message) if one["type"] == 10)


def buttons_of(message: discord.Message | simcord.ResponseMessage | None) -> dict[str, str]:
    """Return the buttons of a message: label to custom id; for one beside a text, its words in place of the label."""
    found = components(message)
    beside = {
        one["accessory"]["custom_id"]: re.sub(r"^(-# )?([0-9]+\\. )?", "", one["components"][0]["content"])
        for one in found
        if one["type"] == 9
    }
    return {beside.get(one["custom_id"], one["label"]): one["custom_id"] for one in found if one["type"] == 2}


async def press(
    who: simcord.MemberActor | simcord.UserHandle, message: discord.Message | simcord.ResponseMessage, label: str
) -> simcord.InteractionResult:
    """Have somebody press the button with a label, or the one beside a text."""
    return await who.click(message, custom_id=buttons_of(message)[label])


async def thread_in(world: World, channel: simcord.ChannelHandle) -> simcord.ChannelHandle:
    """Have Alice say something in a channel, and somebody open a thread from it."""
    starter = await world.alice.send(channel, "shall we talk about pay?")
    message = await world.env.bot.get_channel(channel.id).fetch_message(starter.id)
    await message.create_thread(name="pay")
    [thread] = channel.threads
    return thread


async def posted(
    forum: simcord.ChannelHandle, author: simcord.MemberActor, title: str, content: str
) -> simcord.ChannelHandle:
    """Have somebody open a post in a forum; its first message has the post's own id, as on Discord."""
    backend = forum._env.backend
    thread = backend.create_thread(forum.id, title, author.id)
    ids, backend.snowflake = backend.snowflake, lambda: thread.id
    try:
        backend.create_message(thread.id, author.id, content)
    finally:
        backend.snowflake = ids
    await forum._env.settle()
    return next(one for one in forum.threads if one.id == thread.id)
