"""Messages of the bot's: a card sent to a channel or as a reply, turned into another, or taken away.

Nothing here raises for a refusal of Discord's: the outbox logs and counts it.
"""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING, Final

import discord

from bot.frontends.discord.outbox import Outbox, Unsent

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.frontends.discord.in_order import Turn

_NONCE_BITS: Final = 63


async def reply_to(
    outbox: Outbox, message: discord.Message, draw: Callable[[bool], discord.ui.LayoutView], turn: Turn
) -> discord.Message | None:
    """Reply to a message, pinging its author and nobody else; return the reply, or None when it could not be sent.

    `draw` makes the card; it is given True when the card has to name the author itself, because the bot may not read
    the channel's history and so can't reply to a message there. Sending waits for the `turn` to come.
    """
    allowed = _permissions(message)
    if not _may_send(message, allowed):
        reason = "the bot lacks the permission to send messages there."
        outbox.lose(_place(message), Unsent.NOT_ALLOWED, reason)
        return None
    may_reply = allowed is None or allowed.read_message_history
    view, nonce = draw(not may_reply), _nonce()

    async def send() -> discord.Message:
        if may_reply:
            reference = message.to_reference(fail_if_not_exists=False)
            return await message.channel.send(view=view, reference=reference, mention_author=True, nonce=nonce)
        return await message.channel.send(view=view, allowed_mentions=pinging_only(message.author), nonce=nonce)

    await turn.come()
    return await outbox.deliver(_place(message), send)


async def tell(outbox: Outbox, channel: discord.PartialMessageable, view: discord.ui.LayoutView) -> None:
    """Say something in a channel that nobody has asked for there, pinging nobody."""
    nonce = _nonce()

    async def send() -> discord.Message:
        return await channel.send(view=view, allowed_mentions=discord.AllowedMentions.none(), nonce=nonce)

    async with outbox.turn(channel.id):
        await outbox.deliver(f"channel {channel.id}", send)


async def rewrite(outbox: Outbox, answer: discord.PartialMessage, view: discord.ui.LayoutView) -> None:
    """Turn a message of the bot's into another, pinging nobody."""

    async def edit() -> discord.Message:
        return await answer.edit(view=view, allowed_mentions=discord.AllowedMentions.none())

    await outbox.deliver(f"channel {answer.channel.id}", edit)


async def take_away(outbox: Outbox, answer: discord.PartialMessage) -> None:
    """Delete a message of the bot's; one that is gone already is as well."""

    async def delete() -> None:
        with contextlib.suppress(discord.NotFound):
            await answer.delete()

    await outbox.deliver(f"channel {answer.channel.id}", delete)


def _nonce() -> int:
    """Return a number by which Discord recognises a message that is sent again; it need not be hard to guess."""
    return random.getrandbits(_NONCE_BITS)


def _permissions(message: discord.Message) -> discord.Permissions | None:
    """Return what the bot may do where the message is; None where that can't be told before trying."""
    channel = message.channel
    if message.guild is None or isinstance(
        channel, (discord.DMChannel, discord.GroupChannel, discord.PartialMessageable)
    ):
        return None
    try:
        return channel.permissions_for(message.guild.me)
    except (
        discord.ClientException,
        AttributeError,
    ):  # a thread whose parent, or a server whose own member, isn't known
        return None


def _may_send(message: discord.Message, allowed: discord.Permissions | None) -> bool:
    if allowed is None:
        return True
    if isinstance(message.channel, discord.Thread):
        return allowed.view_channel and allowed.send_messages_in_threads
    return allowed.view_channel and allowed.send_messages


def _place(message: discord.Message) -> str:
    if message.guild is None:
        return f"channel {message.channel.id}"
    return f"#{message.channel} ({message.channel.id}) of {message.guild.name} ({message.guild.id})"


def pinging_only(person: discord.abc.Snowflake) -> discord.AllowedMentions:
    """Return whom a message pings: that person and nobody else."""
    return discord.AllowedMentions(everyone=False, roles=False, users=[person])
