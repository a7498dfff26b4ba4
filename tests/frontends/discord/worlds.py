"""A small Discord in process (simcord): one server, one channel, two people and the bot."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import simcord

from bot.frontends.discord.client import CareerBot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import discord

    from bot.store.store import Store


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
async def world_of(assistant: object, store: Store | None = None) -> AsyncIterator[World]:
    async with simcord.run(CareerBot(assistant, store=store), shard_count=1, settle_timeout=30.0) as env:
        guild = env.create_guild("Coders")
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        bob = guild.add_member(env.create_user("bob"))
        yield World(env, guild, channel, alice, bob)


def components(message: discord.Message | simcord.ResponseMessage | None) -> list[dict]:
    """Return every component of a message, outermost first, as Discord stores them."""
    assert message is not None, "nothing was sent"
    if not isinstance(message, simcord.ResponseMessage):
        roots = [component.to_dict() for component in message.components]
    else:
        roots = message.components
    found: list[dict] = []
    while roots:
        component = roots.pop(0)
        found.append(component)
        roots = [*component.get("components", []), *roots]
    return found


def text_of(message: discord.Message | simcord.ResponseMessage | None) -> str:
    """Return all words of a message, top to bottom."""
    return "\n".join(one["content"] for one in components(message) if one["type"] == 10)


def buttons_of(message: discord.Message | simcord.ResponseMessage | None) -> dict[str, str]:
    """Return the buttons of a message: label to custom id."""
    return {one["label"]: one["custom_id"] for one in components(message) if one["type"] == 2}
