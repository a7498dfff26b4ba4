"""`/faq edit`: an entry's words in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

import discord

from bot.editing.entry_words import Words
from bot.frontends.discord import limits
from bot.frontends.discord.faq_changes import propose
from bot.frontends.discord.faq_forms import if_allowed
from bot.frontends.discord.faq_held import Purpose

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
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

    def __init__(self, entry: str, shown: Words, lines: FaqLines, typed: Words | None = None, reason: str = "") -> None:
        """Ask for the words that are to stand for those `shown`; the fields hold these, or what was typed."""
        super().__init__(title=lines.edit_title, timeout=1_800)
        self._entry, self._shown, self._lines = entry, shown, lines
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
            custom_id="reason", required=False, default=reason or None, max_length=limits.REASON
        )
        parts: list[tuple[str, str | None, Field | None]] = [
            (lines.new_question, None, self._question),
            (lines.new_phrasings, lines.edit_phrasings_hint, self._phrasings),
            (lines.edit_answer, lines.edit_answer_hint, self._answer),
            (lines.edit_reason, None, self._reason),
        ]
        for text, hint, field in parts:
            if field is not None:
                self.add_item(discord.ui.Label(text=text, description=hint, component=field))

    @classmethod
    def of(cls, entry: Entry, lines: FaqLines) -> Self:
        """Make the form for an entry as it is in service."""
        return cls(entry.id, Words(entry.question, entry.answer, tuple(map(str, entry.phrasings))), lines)

    async def on_submit(self, interaction: discord.Interaction[CareerBot], /) -> None:  # type: ignore[override]  # of our client
        """Show what the change does."""
        await if_allowed(interaction, self._propose, self._again)

    async def _propose(self, interaction: discord.Interaction[CareerBot]) -> None:
        entry, shown, wanted = self._entry, self._shown, self._typed()
        purpose = Purpose("edit", self._reason.value or entry)
        await propose(interaction, purpose, lambda editor: editor.reword(entry, shown, wanted), self._again)

    def _again(self) -> EditEntry:
        return EditEntry(self._entry, self._shown, self._lines, self._typed(), self._reason.value)

    def _typed(self) -> Words:
        phrasings = None if self._phrasings is None else lines_of(self._phrasings.value)
        return Words(" ".join(self._question.value.split()), self._answer.value, phrasings)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that were typed into a field, each once, without those that are empty."""
    return tuple(dict.fromkeys(line for one in text.splitlines() if (line := " ".join(one.split()))))
