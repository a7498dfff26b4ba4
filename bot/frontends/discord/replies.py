"""Sending: a card to a person, as a reply to their message or to their interaction, with what can go wrong on the way.

Nothing here raises for a refusal of Discord's: it is logged in one line that says where and why.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.frontends.discord.card import line
from bot.frontends.discord.language import Language, language_named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_log = logging.getLogger(__name__)

_UNKNOWN_INTERACTION: Final = 10062
_ALREADY_ACKNOWLEDGED: Final = 40060


def language_of(interaction: discord.Interaction[Any]) -> Language:
    """Return the language of the person who used a command or button."""
    return language_named(interaction.locale.value)


async def reply_to(message: discord.Message, draw: Callable[[bool], discord.ui.LayoutView]) -> discord.Message | None:
    """Reply to a message, pinging its author and nobody else; return the reply, or None when it could not be sent.

    `draw` makes the card; it is given True when the card has to name the author itself, because the bot may not read
    the channel's history and so can't reply to a message there.
    """
    allowed = _permissions(message)
    if not _may_send(message, allowed):
        _log.warning("No answer in %s: the bot lacks the permission to send messages there.", _place(message))
        return None
    may_reply = allowed is None or allowed.read_message_history
    try:
        if may_reply:
            reference = message.to_reference(fail_if_not_exists=False)
            return await message.channel.send(view=draw(False), reference=reference, mention_author=True)
        return await message.channel.send(view=draw(True), allowed_mentions=_only(message.author))
    except discord.HTTPException as refused:
        _log.warning("No answer in %s: %s", _place(message), _reason(refused))
        return None


async def tell(channel: discord.abc.Messageable, view: discord.ui.LayoutView) -> None:
    """Say something in a channel that nobody has asked for there, pinging nobody."""
    try:
        await channel.send(view=view, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as refused:
        _log.warning("Nothing was said in channel %s: %s", getattr(channel, "id", "?"), _reason(refused))


async def respond(
    interaction: discord.Interaction[Any],
    view: discord.ui.LayoutView,
    *,
    private: bool,
    files: Sequence[discord.File] = (),
    pinging: discord.abc.Snowflake | None = None,
) -> None:
    """Answer an interaction, pinging nobody else; `private` shows the answer to the asker alone."""
    allowed = discord.AllowedMentions.none() if pinging is None else _only(pinging)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=private, files=files, allowed_mentions=allowed)
        else:
            await interaction.response.send_message(view=view, ephemeral=private, files=files, allowed_mentions=allowed)
    except discord.HTTPException as refused:
        _log_unsent(interaction, refused)


async def tell_failure(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Log an error in an interaction with its traceback, and tell the person that something went wrong."""
    _log.error(
        "An interaction failed (%s in channel %s).", interaction.type.name, interaction.channel_id, exc_info=error
    )
    if interaction.type is not discord.InteractionType.autocomplete:
        await respond(interaction, line(language_of(interaction).failed), private=True)


async def promise(interaction: discord.Interaction[Any], *, private: bool) -> bool:
    """Tell Discord that the answer to an interaction will take a moment; False when it is too late for that."""
    try:
        await interaction.response.defer(ephemeral=private, thinking=True)
    except discord.HTTPException as refused:
        _log_unsent(interaction, refused)
        return False
    return True


async def ask_in_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Answer an interaction with a form."""
    try:
        await interaction.response.send_modal(form)
    except discord.HTTPException as refused:
        _log_unsent(interaction, refused)


async def replace(interaction: discord.Interaction[Any], view: discord.ui.LayoutView) -> None:
    """Answer the press of a button by turning the card it is on into another."""
    try:
        await interaction.response.edit_message(view=view, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as refused:
        _log_unsent(interaction, refused)


def _only(person: discord.abc.Snowflake) -> discord.AllowedMentions:
    return discord.AllowedMentions(everyone=False, roles=False, users=[person])


def _log_unsent(interaction: discord.Interaction[Any], refused: discord.HTTPException) -> None:
    where = f"channel {interaction.channel_id} of server {interaction.guild_id}"
    if refused.code == _ALREADY_ACKNOWLEDGED:
        _log.info("An interaction in %s was already answered.", where)
    elif refused.code == _UNKNOWN_INTERACTION:
        _log.warning("No answer in %s: it came too late for the interaction.", where)
    else:
        _log.error("No answer in %s: %s", where, _reason(refused))


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


def _reason(refused: discord.HTTPException) -> str:
    return f"Discord refused it with status {refused.status}, code {refused.code}: {refused.text or 'no reason given'}"
