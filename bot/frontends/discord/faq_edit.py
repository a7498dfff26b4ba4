"""`/faq edit`: an answer's text in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord.faq_changes import propose
from bot.frontends.discord.faq_held import Purpose
from bot.frontends.discord.faq_people import if_allowed

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.knowledge.records import Entry

LONGEST_ANSWER: Final = 4_000
"""Characters that a form's field takes."""


class EditAnswer(discord.ui.Modal):
    """The form: the answer as it stands, to be changed, and why."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(title=wording.EDIT_TITLE, timeout=1_800)
        self._entry = entry.id
        self._answer: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="answer", style=discord.TextStyle.paragraph, default=entry.answer, max_length=LONGEST_ANSWER
        )
        self._reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="reason", required=False, max_length=200
        )
        self.add_item(
            discord.ui.Label(text=wording.EDIT_ANSWER, description=wording.EDIT_ANSWER_HINT, component=self._answer)
        )
        self.add_item(discord.ui.Label(text=wording.EDIT_REASON, component=self._reason))

    async def on_submit(self, interaction: discord.Interaction[CareerBot], /) -> None:  # type: ignore[override]  # of our client
        """Show what the change does."""
        await if_allowed(interaction, self._propose)

    async def _propose(self, interaction: discord.Interaction[CareerBot]) -> None:
        text = self._answer.value
        purpose = Purpose("edit", self._reason.value or self._entry)
        await propose(interaction, purpose, lambda editor: editor.reword(self._entry, text))
