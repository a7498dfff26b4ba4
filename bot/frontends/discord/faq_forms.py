"""What is pressed and typed at `/faq`: who may, and what was typed kept, so that its form can be opened again.

A form opens again with what was typed, whether it was refused, failed, or was only looked at; a restart forgets it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.frontends.discord.custom_ids import FORM
from bot.frontends.discord.failures import tell_failure
from bot.frontends.discord.faq_people import lines_for, may_moderate
from bot.frontends.discord.layout import line
from bot.frontends.discord.pressable import PressableButton
from bot.frontends.discord.remembered import Remembered
from bot.frontends.discord.responses import ask_in_form, respond

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.frontends.discord.client import CareerBot

Form = Callable[[], discord.ui.Modal]
"""Makes a form with what was typed into it."""

_MOST: Final = 50  # forms, each with a few thousand characters


class TypedForms:
    """What makes each form anew, by a key that its button carries; the oldest go when there are too many."""

    def __init__(self) -> None:
        self._forms: Remembered[str, Form] = Remembered(_MOST)

    def hold(self, form: Form) -> str:
        """Keep a form and return its key."""
        key = secrets.token_hex(8)
        self._forms.put(key, form)
        return key

    def of(self, key: str) -> Form | None:
        """Return a form that is still held."""
        return self._forms.get(key)


async def if_allowed(
    interaction: discord.Interaction[CareerBot],
    act: Callable[[discord.Interaction[CareerBot]], Awaitable[object]],
    form: Form | None = None,
) -> None:
    """Do what a button or form of `/faq` is for, if the person may, which is asked anew each time.

    A failure is told them and logged; `form` is offered again, then and when they may not.
    """
    try:
        if may_moderate(interaction):
            await act(interaction)
        else:
            told = line(lines_for(interaction).not_allowed, *open_again(interaction, form))
            await respond(interaction, told, private=True)
    except Exception as error:  # noqa: BLE001 - discord.py would log it and leave the person without a word
        await tell_failure(interaction, error, *open_again(interaction, form))


def open_again(
    interaction: discord.Interaction[CareerBot], form: Form | None, *, private: bool = True
) -> tuple[discord.ui.ActionRow[Any], ...]:
    """Keep a form, and return the row with the button that opens it again; nothing where there is none."""
    if form is None:
        return ()
    key, label = interaction.client.typed_forms.hold(form), lines_for(interaction, private=private).form_again
    return (discord.ui.ActionRow(OpenAgain.of(label, key=key)),)


class OpenAgain(PressableButton, form=FORM):
    """Opens a form again, as often as it is pressed."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open it, if the presser may change things."""
        await if_allowed(interaction, self._open)

    async def _open(self, interaction: discord.Interaction[CareerBot]) -> None:
        form = interaction.client.typed_forms.of(self.parts["key"])
        if form is None:
            await respond(interaction, line(lines_for(interaction).form_gone), private=True)
        else:
            await ask_in_form(interaction, form())
