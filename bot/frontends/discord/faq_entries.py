"""`/faq show` and `/faq edit`: one entry, looked at or changed in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.ask import question_choices
from bot.frontends.discord.faq_changes import editor_for
from bot.frontends.discord.faq_edit import LONGEST_ANSWER, EditEntry
from bot.frontends.discord.faq_people import lines_for
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import quoted, shortened
from bot.frontends.discord.responses import ask_in_form, respond

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.knowledge.records import Entry

    Interaction = discord.Interaction[CareerBot]

_SHOWN: Final = 15  # phrasings


@app_commands.command(name="show", description=wording.SHOW_DESCRIPTION)
@app_commands.describe(entry=wording.ENTRY)
async def show(interaction: Interaction, entry: str) -> None:
    """Show an entry: where it stands, what kind it is, its phrasings, figures and sources."""
    known = await _known(interaction, entry)
    answer = interaction.client.assistant.show(known.id) if known is not None else None
    if known is not None and answer is not None:
        said = _shown(known, answer, await _place(interaction, known), lines_for(interaction))
        await respond(interaction, line(shortened(said, limits.BODY)), private=True)


async def _known(interaction: Interaction, typed: str) -> Entry | None:
    """Return the entry given by its id or by its question; None when the person was told that there is none."""
    known = interaction.client.assistant.knowledge.entries.get(entry_id(interaction, typed))
    if known is None:
        told = lines_for(interaction).no_such_entry.format(entry=quoted(typed, 80))
        await respond(interaction, line(told), private=True)
    return known


def _shown(entry: Entry, answer: Answer, place: str, lines: FaqLines) -> str:
    cited = dict.fromkeys(f"{one.guide}, {one.section}" for one in entry.citations)
    told = [
        f"**{quoted(entry.question, 200)}**",
        lines.shown.format(
            id=entry.id, place=place, kind=lines.covered if entry.covered else lines.gap,
            phrasings=len(entry.phrasings),
            figures=", ".join(dict.fromkeys(f"`{figure.id}`" for figure in answer.figures)) or "–",
            guides=", ".join(dict.fromkeys(source.guide for source in answer.citations)) or "–",
            citations=" · ".join(f"`{one}`" for one in cited) or "–",
        ),
        *(f"- {quoted(phrasing, 100)}" for phrasing in entry.phrasings[:_SHOWN]),
    ]  # fmt: skip
    return "\n".join(told)


async def _place(interaction: Interaction, entry: Entry) -> str:
    """Return the file and line of an entry, or a dash where the folder isn't at hand or has it no more."""
    editor = interaction.client.editor
    return (await editor.place(entry.id) if editor is not None else None) or "–"


@app_commands.command(name="edit", description=wording.EDIT_DESCRIPTION)
@app_commands.describe(entry=wording.ENTRY)
async def edit(interaction: Interaction, entry: str) -> None:
    """Open the form with an entry's answer."""
    known = await _known(interaction, entry)
    if known is None:
        return
    if len(known.answer) > LONGEST_ANSWER:
        too_long = lines_for(interaction).too_long_to_edit
        await respond(interaction, line(too_long.format(file=await _place(interaction, known))), private=True)
    elif await editor_for(interaction) is not None:
        await ask_in_form(interaction, EditEntry.of(known, lines_for(interaction)))


@show.autocomplete("entry")
@edit.autocomplete("entry")
async def complete_entry(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer entries by their questions."""
    return question_choices(interaction.client.assistant, typed)


def entry_id(interaction: Interaction, typed: str) -> str:
    """Return the id of an entry given by its id or by its question, or what was typed."""
    entries = interaction.client.assistant.knowledge.entries
    if typed in entries:
        return typed
    wanted = typed.casefold()
    offered = (one.id for one in entries.values() if shortened(one.question, limits.CHOICE_TEXT).casefold() == wanted)
    return next(offered, typed)
