"""The form after «Not helpful»: what was missing, for those who want to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.frontends.discord.layout import line
from bot.frontends.discord.responses import language_of, respond

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.language import Language

LONGEST_REASON: Final = 300


class WhyNotHelpful(discord.ui.Modal):
    """Asks why; the vote itself has been taken, whether somebody answers or not."""

    def __init__(self, entry: str, language: Language) -> None:
        super().__init__(title=language.why_title, timeout=900)
        self._entry = entry
        self._reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="reason", style=discord.TextStyle.paragraph, required=False, max_length=LONGEST_REASON
        )
        self.add_item(discord.ui.Label(text=language.why_text, component=self._reason))

    async def on_submit(self, interaction: discord.Interaction[CareerBot], /) -> None:  # type: ignore[override]  # of our client
        """Keep the reason with the vote."""
        taken = interaction.client.presses.take_vote(
            interaction, self._entry, helpful=False, reason=self._reason.value or None
        )
        language = language_of(interaction)
        await respond(interaction, line(language.vote_taken if taken else language.vote_not_taken), private=True)
