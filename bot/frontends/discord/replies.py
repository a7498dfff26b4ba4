"""Sending: a card to a person, as a reply to their message or to their interaction, with what can go wrong on the way.

Nothing here raises for a refusal of Discord's: the outbox logs and counts it.
"""

from __future__ import annotations

import contextlib
import logging
import random
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord

from bot.frontends.discord.language import Language, language_named
from bot.frontends.discord.layout import line
from bot.frontends.discord.outbox import Outbox, Unsent

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.frontends.discord.in_order import Turn

    Interaction = discord.Interaction[Any]

_log = logging.getLogger(__name__)

_Sent = TypeVar("_Sent")
_NONCE_BITS: Final = 63
REMINDER: Final = "reminder"
"""Under which an interaction holds what has it acknowledged when nothing else has done so in time."""
_PROMISED_PRIVATELY: Final = "promised privately"
"""Under which an interaction holds whether the promise of an answer, that nothing has followed yet, was private."""

_TAKEN_BACK: Final = "…"
"""What a promise turns into in the moment before it is gone."""


def language_of(interaction: Interaction) -> Language:
    """Return the language of the person who used a command or button."""
    return language_named(interaction.locale.value)


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
        return await message.channel.send(view=view, allowed_mentions=_only(message.author), nonce=nonce)

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


async def respond(
    interaction: Interaction,
    view: discord.ui.LayoutView,
    *,
    private: bool,
    files: Sequence[discord.File] = (),
    pinging: discord.abc.Snowflake | None = None,
) -> None:
    """Answer an interaction, pinging nobody else; `private` shows the answer to the asker alone."""
    allowed = discord.AllowedMentions.none() if pinging is None else _only(pinging)

    async def answer() -> None:
        if interaction.response.is_done():
            # What follows a promise first is shown to whom the promise was, whatever it says itself.
            promised_to_others = interaction.extras.pop(_PROMISED_PRIVATELY, private) is not private
            if promised_to_others:
                await interaction.edit_original_response(view=line(_TAKEN_BACK))
            await interaction.followup.send(view=view, ephemeral=private, files=files, allowed_mentions=allowed)
            if promised_to_others:
                with contextlib.suppress(discord.NotFound):
                    await interaction.delete_original_response()
        else:
            await interaction.response.send_message(view=view, ephemeral=private, files=files, allowed_mentions=allowed)

    await _deliver(interaction, answer, repeatable=not files)  # a file that was sent once is closed


async def promise(interaction: Interaction, *, private: bool) -> bool:
    """Tell Discord that the answer to an interaction will take a moment; False when it is too late for that."""

    async def defer() -> bool:
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=private, thinking=True)
            interaction.extras[_PROMISED_PRIVATELY] = private
        return True

    return await _deliver(interaction, defer) is True


async def acknowledge(interaction: Interaction) -> bool:
    """Tell Discord that the card a button is on will change in a moment; False when it is too late for that."""

    async def defer() -> bool:
        if not interaction.response.is_done():
            await interaction.response.defer()
        return True

    return await _deliver(interaction, defer) is True


async def ask_in_form(interaction: Interaction, form: discord.ui.Modal) -> None:
    """Answer an interaction with a form; where it had to be acknowledged before, with a button that opens the form."""

    async def ask() -> bool:
        if interaction.response.is_done():
            return False
        await interaction.response.send_modal(form)
        return True

    if await _deliver(interaction, ask) is False:
        await respond(interaction, interaction.client.offer_form(form, language_of(interaction)), private=True)


async def choose_from(interaction: Interaction, choices: Sequence[discord.app_commands.Choice[str]]) -> None:
    """Answer an interaction that wants choices, unless that has been done."""

    async def offer() -> None:
        if not interaction.response.is_done():
            await interaction.response.autocomplete(choices)

    await _deliver(interaction, offer)


async def replace(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    """Answer the press of a button by turning the card it is on into another."""
    allowed = discord.AllowedMentions.none()

    async def edit() -> None:
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view, allowed_mentions=allowed)
        else:
            await interaction.response.edit_message(view=view, allowed_mentions=allowed)

    await _deliver(interaction, edit)


async def withdraw(interaction: Interaction) -> None:
    """Answer the press of a button by taking the message it is on away."""

    async def delete() -> None:
        if not interaction.response.is_done():
            await interaction.response.defer()
        with contextlib.suppress(discord.NotFound):
            await interaction.delete_original_response()

    await _deliver(interaction, delete)


async def _deliver(
    interaction: Interaction, attempt: Callable[[], Awaitable[_Sent]], *, repeatable: bool = True
) -> _Sent | None:
    place = f"channel {interaction.channel_id} of server {interaction.guild_id}"
    outbox: Outbox = interaction.client.outbox
    # One answer at a time: whether there has been one is known only when it has arrived.
    async with outbox.turn(interaction.id):
        sent = await outbox.deliver(place, attempt, repeatable=repeatable)
    if interaction.response.is_done() and REMINDER in interaction.extras:
        interaction.extras.pop(REMINDER).cancel()
    return sent


def _nonce() -> int:
    """Return a number by which Discord recognises a message that is sent again; it need not be hard to guess."""
    return random.getrandbits(_NONCE_BITS)


def _only(person: discord.abc.Snowflake) -> discord.AllowedMentions:
    return discord.AllowedMentions(everyone=False, roles=False, users=[person])


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
