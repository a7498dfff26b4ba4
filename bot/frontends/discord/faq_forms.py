"""Forms that were refused, to be opened again with what was typed into them; a restart forgets them."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, Self

import discord

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord.card import line
from bot.frontends.discord.custom_ids import FORM_ID
from bot.frontends.discord.faq_people import if_allowed
from bot.frontends.discord.replies import ask_in_form, respond

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from bot.frontends.discord.client import CareerBot

    Form = Callable[[], discord.ui.Modal]

_MOST: Final = 50  # forms, each with a few thousand characters


class RefusedForms:
    """What makes each form anew, by a key that its button carries; the oldest go when there are too many."""

    def __init__(self) -> None:
        self._forms: OrderedDict[str, Form] = OrderedDict()

    def hold(self, form: Form) -> str:
        """Keep a form and return its key."""
        key = secrets.token_hex(8)
        self._forms[key] = form
        while len(self._forms) > _MOST:
            self._forms.popitem(last=False)
        return key

    def of(self, key: str) -> Form | None:
        """Return a form that is still held."""
        return self._forms.get(key)


class OpenAgain(discord.ui.DynamicItem[discord.ui.Button[Any]], template=FORM_ID):
    """Opens a form again, as often as it is pressed."""

    def __init__(self, key: str) -> None:
        super().__init__(discord.ui.Button(label=wording.FORM_AGAIN, custom_id=f"cb1:form:{key}"))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],  # noqa: ARG003 - discord.py's signature
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(match["key"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open it, if the presser may change things."""
        await if_allowed(interaction, self._open)

    async def _open(self, interaction: discord.Interaction[CareerBot]) -> None:
        form = interaction.client.refused_forms.of(self._key)
        if form is None:
            await respond(interaction, line(wording.FORM_GONE), private=True)
        else:
            await ask_in_form(interaction, form())
