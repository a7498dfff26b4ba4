"""Answering interactions: a card, a form, choices or a promise to who used a command, a button or a form.

Nothing here raises for a refusal of Discord's: the outbox logs and counts it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord

from bot.frontends.discord.language import Language, language_named
from bot.frontends.discord.layout import line
from bot.frontends.discord.replies import pinging_only

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.frontends.discord.outbox import Outbox

    Interaction = discord.Interaction[Any]

_Sent = TypeVar("_Sent")
REMINDER: Final = "reminder"
"""Under which an interaction holds what has it acknowledged when nothing else has done so in time."""
_PROMISED_PRIVATELY: Final = "promised privately"
"""Under which an interaction holds whether the promise of an answer, that nothing has followed yet, was private."""

_TAKEN_BACK: Final = "…"
"""What a promise turns into in the moment before it is gone."""


def language_of(interaction: Interaction) -> Language:
    """Return the language of the person who used a command or button."""
    return language_named(interaction.locale.value)


async def respond(
    interaction: Interaction,
    view: discord.ui.LayoutView,
    *,
    private: bool,
    files: Sequence[discord.File] = (),
    pinging: discord.abc.Snowflake | None = None,
) -> None:
    """Answer an interaction, pinging nobody else; `private` shows the answer to the asker alone."""
    allowed = discord.AllowedMentions.none() if pinging is None else pinging_only(pinging)

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
