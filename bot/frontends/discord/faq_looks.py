"""`/faq try`, `reload`, `doctor` and `stats`: how the bot and its knowledge are, for moderators to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.faq_people import from_store, lines_for
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import code_block
from bot.frontends.discord.responses import promise, respond

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.editing.editor import Editor
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.knowledge.problems import Problem
    from bot.live import LiveAssistant

    Interaction = discord.Interaction[CareerBot]

Tool = TypeVar("Tool")
_ENTRIES_SHOWN: Final = 15
_PROBLEMS_SHOWN: Final = 10
_PROBLEM_CHARACTERS: Final = 1_200


@app_commands.command(name="try", description=wording.TRY_DESCRIPTION)
@app_commands.describe(question=wording.QUESTION)
async def try_question(interaction: Interaction, question: app_commands.Range[str, 1, limits.QUESTION]) -> None:
    """Show why a question goes where it goes."""
    explained = "\n".join(interaction.client.assistant.explain(question).lines())
    await respond(interaction, line(code_block(explained, limits.BODY)), private=True)


@app_commands.command(name="reload", description=wording.RELOAD_DESCRIPTION)
async def reload(interaction: Interaction) -> None:
    """Read the knowledge folder anew."""
    await _tell(interaction, interaction.client.live, _reloaded)


async def _tell(interaction: Interaction, tool: Tool | None, look: Callable[[Tool, FaqLines], Awaitable[str]]) -> None:
    """Say what a look with a tool finds, which may take a while; without the tool, that no folder is followed."""
    lines = lines_for(interaction)
    if tool is None:
        await respond(interaction, line(lines.not_live), private=True)
    elif await promise(interaction, private=True):
        await respond(interaction, line(await look(tool, lines)), private=True)


async def _reloaded(live: LiveAssistant, lines: FaqLines) -> str:
    result = await live.reload()
    if result.refused:
        errors = [problem for problem in result.problems if problem.level == "error"]
        return f"{lines.reload_refused}\n{code_block(_as_text(errors), _PROBLEM_CHARACTERS)}"
    return lines.reloaded if result.swapped else lines.nothing_new


@app_commands.command(name="doctor", description=wording.DOCTOR_DESCRIPTION)
async def doctor(interaction: Interaction) -> None:
    """Run the whole checker."""
    await _tell(interaction, interaction.client.editor, _diagnosis)


async def _diagnosis(editor: Editor, lines: FaqLines) -> str:
    problems = await editor.problems()
    if not problems:
        return lines.healthy
    first = _as_text(problems[:_PROBLEMS_SHOWN])
    return f"{lines.doctor_found.format(count=len(problems))}\n{code_block(first, limits.BODY - 100)}"


def _as_text(problems: Sequence[Problem]) -> str:
    return "\n\n".join(problem.as_text() for problem in problems)


@app_commands.command(name="stats", description=wording.STATS_DESCRIPTION)
async def stats(interaction: Interaction) -> None:
    """Show votes and what the bot has kept and done."""
    votes = await from_store(interaction, lambda store: store.votes.by_entry())
    store, live, lines = interaction.client.store, interaction.client.live, lines_for(interaction)
    if votes is None or store is None:
        return
    rows = [
        lines.stats_votes.format(entry=one.entry, helpful=one.helpful, not_helpful=one.not_helpful)
        for one in votes[:_ENTRIES_SHOWN]
    ]
    done = lines.stats_done.format(
        entries=len(interaction.client.assistant.knowledge.entries),
        swapped=live.reloads.swapped if live is not None else 0,
        refused=live.reloads.refused if live is not None else 0,
        waiting=store.waiting, dropped=sum(store.counters.dropped.values()),
    )  # fmt: skip
    said = "\n".join([lines.stats_title, *(rows or [lines.stats_no_votes]), done])
    await respond(interaction, line(said), private=True)
