"""`/faq edit`: an entry's words in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.edit_texts import Words
from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.faq_changes import propose
from bot.frontends.discord.faq_held import Purpose
from bot.frontends.discord.faq_people import if_allowed

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.knowledge.records import Entry

Field = discord.ui.TextInput[Any]

LONGEST_ANSWER: Final = 4_000
"""Characters that a form's field takes."""


class EditEntry(discord.ui.Modal):
    """The form: question, ways to ask it and answer as they stand, to be changed, and why.

    More ways than its field takes are left as they are; they are changed by teaching, or in the file.
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__(title=wording.EDIT_TITLE, timeout=1_800)
        self._entry = entry.id
        self._shown = Words(entry.question, entry.answer, tuple(map(str, entry.phrasings)))
        paragraph, phrasings = discord.TextStyle.paragraph, "\n".join(entry.phrasings)
        self._question: Field = discord.ui.TextInput(
            custom_id="question", default=entry.question, max_length=limits.CHOICE_TEXT
        )
        self._phrasings: Field | None = None
        if len(phrasings) <= LONGEST_ANSWER:
            self._phrasings = discord.ui.TextInput(
                custom_id="phrasings", style=paragraph, default=phrasings, max_length=LONGEST_ANSWER
            )
        self._answer: Field = discord.ui.TextInput(
            custom_id="answer", style=paragraph, default=entry.answer, max_length=LONGEST_ANSWER
        )
        self._reason: Field = discord.ui.TextInput(custom_id="reason", required=False, max_length=200)
        parts: list[tuple[str, str | None, Field | None]] = [
            (wording.NEW_QUESTION, None, self._question),
            (wording.NEW_PHRASINGS, wording.EDIT_PHRASINGS_HINT, self._phrasings),
            (wording.EDIT_ANSWER, wording.EDIT_ANSWER_HINT, self._answer),
            (wording.EDIT_REASON, None, self._reason),
        ]
        for text, hint, field in parts:
            if field is not None:
                self.add_item(discord.ui.Label(text=text, description=hint, component=field))

    async def on_submit(self, interaction: discord.Interaction[CareerBot], /) -> None:  # type: ignore[override]  # of our client
        """Show what the change does."""
        await if_allowed(interaction, self._propose)

    async def _propose(self, interaction: discord.Interaction[CareerBot]) -> None:
        phrasings = None if self._phrasings is None else lines_of(self._phrasings.value)
        wanted = Words(" ".join(self._question.value.split()), self._answer.value, phrasings)
        purpose = Purpose("edit", self._reason.value or self._entry)
        await propose(interaction, purpose, lambda editor: editor.reword(self._entry, self._shown, wanted))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that were typed into a field, each once, without those that are empty."""
    return tuple(dict.fromkeys(line for one in text.splitlines() if (line := " ".join(one.split()))))
