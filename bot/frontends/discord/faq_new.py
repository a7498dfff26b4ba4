"""`/faq new` and its form, which makes an entry or a known gap: what is typed goes on as any other change does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.editing.refusals import EditRefusedError, Refusal
from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.choices import choices_of
from bot.frontends.discord.faq_changes import editor_for, propose
from bot.frontends.discord.faq_edit import LONGEST_ANSWER, LONGEST_PHRASINGS, lines_of
from bot.frontends.discord.faq_forms import if_allowed
from bot.frontends.discord.faq_held import Purpose
from bot.frontends.discord.faq_nearest import nearest, topic_near
from bot.frontends.discord.faq_people import lines_for
from bot.frontends.discord.markdown import shortened
from bot.frontends.discord.responses import ask_in_form
from bot.knowledge.new_entry import NewEntry, proposed_id, taken_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.knowledge.snapshot import Knowledge

    Field = discord.ui.TextInput[Any]

_LONGEST_CITATIONS: Final = 1_000
_OFFERED_WITH_A_GAP: Final = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of an entry before somebody fills the form in; `about` are questions asked in vain, by id.

    Without a topic it goes where the nearest entry is.
    """

    covered: bool = True
    topic: str | None = None
    phrasings: tuple[str, ...] = ()
    about: tuple[int, ...] = ()

    @property
    def question(self) -> str:
        """The first of the phrasings, as a question that somebody may write better."""
        if not self.phrasings:
            return ""
        first = self.phrasings[0].rstrip("?!. ")
        return shortened(first[:1].upper() + first[1:], limits.CHOICE_TEXT - 1) + "?"


class NewEntryForm(discord.ui.Modal):
    """Asks for an entry: question, phrasings, answer, citations unless it is a gap, and why."""

    def __init__(self, draft: Draft, lines: FaqLines, typed: Mapping[str, str] | None = None) -> None:
        """Ask for an entry; `typed` is what its fields hold already, by their ids."""
        super().__init__(title=lines.new_title if draft.covered else lines.new_gap_title, timeout=1_800)
        self._draft, self._lines = draft, lines
        paragraph = discord.TextStyle.paragraph
        self._question: Field = discord.ui.TextInput(
            custom_id="question", default=draft.question or None, max_length=limits.CHOICE_TEXT
        )
        self._phrasings: Field = discord.ui.TextInput(
            custom_id="phrasings", style=paragraph, max_length=LONGEST_PHRASINGS,
            default=_that_fit(draft.phrasings) or None,
        )  # fmt: skip
        self._answer: Field = discord.ui.TextInput(
            custom_id="answer", style=paragraph if draft.covered else discord.TextStyle.short,
            max_length=LONGEST_ANSWER if draft.covered else limits.PHRASING,
        )  # fmt: skip
        self._citations: Field = discord.ui.TextInput(
            custom_id="citations", style=paragraph, required=False, max_length=_LONGEST_CITATIONS
        )
        self._reason: Field = discord.ui.TextInput(custom_id="reason", required=False, max_length=limits.REASON)
        answer = (
            (lines.edit_answer, lines.edit_answer_hint) if draft.covered else (lines.new_gap_answer, lines.new_gap_hint)
        )
        parts: list[tuple[str, str | None, Field]] = [
            (lines.new_question, None, self._question),
            (lines.new_phrasings, lines.new_phrasings_hint, self._phrasings),
            (*answer, self._answer),
            (lines.new_citations, lines.new_citations_hint, self._citations),
            (lines.edit_reason, None, self._reason),
        ]
        for text, hint, field in parts:
            field.default = (typed or {}).get(field.custom_id) or field.default
            if draft.covered or field is not self._citations:
                self.add_item(discord.ui.Label(text=text, description=hint, component=field))

    async def on_submit(self, interaction: discord.Interaction[CareerBot], /) -> None:  # type: ignore[override]  # of our client
        """Show what the entry does."""
        await if_allowed(interaction, self._propose, self._again)

    async def _propose(self, interaction: discord.Interaction[CareerBot]) -> None:
        action = "new entry" if self._draft.covered else "known gap"
        purpose = Purpose(action, self._reason.value or self._question.value, about=self._draft.about)
        assistant, question, covered = interaction.client.assistant, self._question.value, self._draft.covered
        topic = self._draft.topic or topic_near(assistant, question, covered=covered)
        offered = () if covered else [entry.id for entry, _ in nearest(assistant, question) if entry.covered]
        see = tuple(offered[:_OFFERED_WITH_A_GAP])
        await propose(
            interaction, purpose, lambda editor: editor.add(topic, self._entry(editor.knowledge, see)), self._again
        )

    def _again(self) -> NewEntryForm:
        fields = (self._question, self._phrasings, self._answer, self._citations, self._reason)
        return NewEntryForm(self._draft, self._lines, {field.custom_id: field.value or "" for field in fields})

    def _entry(self, knowledge: Knowledge, see: tuple[str, ...]) -> NewEntry:
        """Return what was typed as an entry. Raises EditRefusedError."""
        question = " ".join(self._question.value.split())
        typed, mark = lines_of(self._phrasings.value), self._lines.test_line
        tests = [line for line in typed if line.casefold().startswith(mark)]
        phrasings = tuple(line for line in typed if line not in tests)
        if not phrasings:
            raise EditRefusedError(Refusal.NO_PHRASINGS)
        entry_id, answer = proposed_id(question, taken_ids(knowledge)), self._answer.value.strip()
        return NewEntry(
            entry_id, question, self._draft.covered, phrasings, answer,
            see=see, citations=tuple(map(_citation, lines_of(self._citations.value or ""))),
            asks=tuple(line[len(mark) :].strip() for line in tests),
        )  # fmt: skip


def _that_fit(phrasings: Sequence[str]) -> str:
    """Return as many whole phrasings as the field takes, one a line."""
    text = "\n".join(phrasings)
    return text if len(text) <= LONGEST_PHRASINGS else text[:LONGEST_PHRASINGS].rpartition("\n")[0]


def _citation(line: str) -> tuple[str, str]:
    guide, comma, section = line.partition(",")
    if not comma or not section.strip():
        raise EditRefusedError(Refusal.NO_CITATION, line=line)
    return guide.strip(), section.strip()


@app_commands.command(name="new", description=wording.NEW_DESCRIPTION)
@app_commands.describe(topic=wording.NEW_TOPIC, gap=wording.NEW_GAP)
async def new(interaction: discord.Interaction[CareerBot], topic: str | None = None, gap: bool = False) -> None:
    """Open the form, empty."""
    await ask_for_entry(interaction, Draft(covered=not gap, topic=topic))


async def ask_for_entry(interaction: discord.Interaction[CareerBot], draft: Draft) -> None:
    """Open the form, if what is typed could be written at all."""
    if await editor_for(interaction) is not None:
        await ask_in_form(interaction, NewEntryForm(draft, lines_for(interaction)))


@new.autocomplete("topic")
async def complete_topic(interaction: discord.Interaction[CareerBot], typed: str) -> list[app_commands.Choice[str]]:
    """Offer the topics, which are the files that entries stand in."""
    topics = interaction.client.assistant.knowledge.topics
    return choices_of(topic for topic in topics if typed.casefold() in topic)
