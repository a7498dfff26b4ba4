"""`/faq edit`: an entry's words in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

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

LONGEST_ANSWER: Final = 3_000
"""Characters of an answer: records.Prose's limit."""
LONGEST_PHRASINGS: Final = 4_000
"""Characters that a form's field takes."""


class EditEntry(discord.ui.Modal):
    """The form: question, ways to ask it and answer as they stand, to be changed, and why.

    More ways than its field takes are left as they are; they are changed by teaching, or in the file.
    """

    def __init__(self, entry: str, shown: Words, typed: Words | None = None, reason: str = "") -> None:
        """Ask for the words that are to stand for those `shown`; the fields hold these, or what was typed."""
        super().__init__(title=wording.EDIT_TITLE, timeout=1_800)
        self._entry, self._shown = entry, shown
        words, paragraph = typed or shown, discord.TextStyle.paragraph
        phrasings = "\n".join(words.phrasings or ())
        self._question: Field = discord.ui.TextInput(
            custom_id="question", default=words.question, max_length=limits.CHOICE_TEXT
        )
        self._phrasings: Field | None = None
        if len("\n".join(shown.phrasings or ())) <= LONGEST_PHRASINGS:
            self._phrasings = discord.ui.TextInput(
                custom_id="phrasings", style=paragraph, default=phrasings, max_length=LONGEST_PHRASINGS
            )
        self._answer: Field = discord.ui.TextInput(
            custom_id="answer", style=paragraph, default=words.answer, max_length=LONGEST_ANSWER
        )
        self._reason: Field = discord.ui.TextInput(
            custom_id="reason", required=False, default=reason or None, max_length=200
        )
        parts: list[tuple[str, str | None, Field | None]] = [
            (wording.NEW_QUESTION, None, self._question),
            (wording.NEW_PHRASINGS, wording.EDIT_PHRASINGS_HINT, self._phrasings),
            (wording.EDIT_ANSWER, wording.EDIT_ANSWER_HINT, self._answer),
            (wording.EDIT_REASON, None, self._reason),
        ]
        for text, hint, field in parts:
            if field is not None:
                self.add_item(discord.ui.Label(text=text, description=hint, component=field))

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Make the form for an entry as it is in service."""
        return cls(entry.id, Words(entry.question, entry.answer, tuple(map(str, entry.phrasings))))

    async def on_submit(self, interaction: discord.Interaction[CareerBot], /) -> None:  # type: ignore[override]  # of our client
        """Show what the change does."""
        await if_allowed(interaction, self._propose)

    async def _propose(self, interaction: discord.Interaction[CareerBot]) -> None:
        phrasings = None if self._phrasings is None else lines_of(self._phrasings.value)
        wanted = Words(" ".join(self._question.value.split()), self._answer.value, phrasings)
        entry, shown, reason = self._entry, self._shown, self._reason.value
        await propose(
            interaction,
            Purpose("edit", reason or entry),
            lambda editor: editor.reword(entry, shown, wanted),
            lambda: EditEntry(entry, shown, wanted, reason),
        )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that were typed into a field, each once, without those that are empty."""
    return tuple(dict.fromkeys(line for one in text.splitlines() if (line := " ".join(one.split()))))
