"""`/faq`: what moderators do in chat: try questions, see what was asked in vain, teach, edit, look back, undo.

Everything is answered privately. Who may use it is asked of Discord (Manage Server) and of the server's settings (a
moderator role), with every press of a button anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.faq_changes import propose
from bot.frontends.discord.faq_entries import complete_entry, edit, entry_id, show
from bot.frontends.discord.faq_held import Purpose
from bot.frontends.discord.faq_new import new
from bot.frontends.discord.faq_people import lines_for, may_moderate, tell_store_gone
from bot.frontends.discord.faq_settings import settings
from bot.frontends.discord.faq_unanswered import unanswered
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import code_block, quoted, shortened
from bot.frontends.discord.replies import promise, respond
from bot.store.changes import UNDO
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.knowledge.problems import Problem
    from bot.live import Reloaded
    from bot.store.changes import RecordedChange

    Interaction = discord.Interaction[CareerBot]

_SHOWN: Final = 15  # questions of a list, changes of a history
_PROBLEM_CHARACTERS: Final = 1_200
_LARGEST_NUMBER: Final = 2**31 - 1  # of a change, as both databases take it


faq = app_commands.Group(
    name="faq", description=wording.FAQ_DESCRIPTION, guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)  # fmt: skip


def is_for_moderators(interaction: Interaction) -> bool:
    """Say whether an interaction is about one of these commands."""
    command = interaction.command
    return isinstance(command, app_commands.Command) and command.root_parent is faq


async def is_refused(interaction: Interaction) -> bool:
    """Say whether a use of these commands is refused, and tell the person so; other commands are for everybody."""
    if not is_for_moderators(interaction) or may_moderate(interaction):
        return False
    if interaction.type is discord.InteractionType.application_command:
        await respond(interaction, line(lines_for(interaction).not_allowed), private=True)
    return True


# ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────────
@faq.command(name="try", description=wording.TRY_DESCRIPTION)
@app_commands.describe(question=wording.QUESTION)
async def try_question(interaction: Interaction, question: app_commands.Range[str, 1, limits.QUESTION]) -> None:
    """Show why a question goes where it goes."""
    explained = "\n".join(interaction.client.assistant.explain(question).lines())
    await respond(interaction, line(code_block(explained, limits.BODY)), private=True)


@faq.command(name="history", description=wording.HISTORY_DESCRIPTION)
async def history(interaction: Interaction) -> None:
    """List the latest changes."""
    changes = await _newest(interaction)
    if changes is None:
        return
    lines = lines_for(interaction)
    said = "\n".join(_told(change, lines) for change in changes[:_SHOWN]) or lines.no_changes
    await respond(interaction, line(shortened(said, limits.BODY)), private=True)


@faq.command(name="reload", description=wording.RELOAD_DESCRIPTION)
async def reload(interaction: Interaction) -> None:
    """Read the knowledge folder anew."""
    live = interaction.client.live
    if live is None:
        await respond(interaction, line(lines_for(interaction).not_live), private=True)
    elif await promise(interaction, private=True):
        await respond(interaction, line(_came_of(await live.reload(), lines_for(interaction))), private=True)


def _came_of(result: Reloaded, lines: FaqLines) -> str:
    if result.refused:
        problems = "\n\n".join(problem.as_text() for problem in result.problems if problem.level == "error")
        return f"{lines.reload_refused}\n{code_block(problems, _PROBLEM_CHARACTERS)}"
    return lines.reloaded if result.swapped else lines.nothing_new


@faq.command(name="doctor", description=wording.DOCTOR_DESCRIPTION)
async def doctor(interaction: Interaction) -> None:
    """Run the whole checker."""
    editor = interaction.client.editor
    if editor is None:
        await respond(interaction, line(lines_for(interaction).not_live), private=True)
    elif await promise(interaction, private=True):
        await respond(interaction, line(_diagnosis(await editor.problems(), lines_for(interaction))), private=True)


def _diagnosis(problems: list[Problem], lines: FaqLines) -> str:
    if not problems:
        return lines.healthy
    first = "\n\n".join(problem.as_text() for problem in problems[:10])
    return f"{lines.doctor_found.format(count=len(problems))}\n{code_block(first, limits.BODY - 100)}"


@faq.command(name="stats", description=wording.STATS_DESCRIPTION)
async def stats(interaction: Interaction) -> None:
    """Show votes and what the bot has kept and done."""
    store, live = interaction.client.store, interaction.client.live
    if store is None:
        await respond(interaction, line(lines_for(interaction).no_store), private=True)
        return
    try:
        votes = await store.votes.by_entry()
    except StoreError as problem:
        await tell_store_gone(interaction, problem)
        return
    lines = lines_for(interaction)
    rows = [
        lines.stats_votes.format(entry=one.entry, helpful=one.helpful, not_helpful=one.not_helpful)
        for one in votes[:_SHOWN]
    ]
    done = lines.stats_done.format(
        entries=len(interaction.client.assistant.knowledge.entries),
        swapped=live.reloads.swapped if live is not None else 0,
        refused=live.reloads.refused if live is not None else 0,
        waiting=store.waiting, dropped=sum(store.counters.dropped.values()),
    )  # fmt: skip
    said = "\n".join([lines.stats_title, *(rows or [lines.stats_no_votes]), done])
    await respond(interaction, line(said), private=True)


# ── changing ──────────────────────────────────────────────────────────────────────────────────────────────────────
@faq.command(name="teach", description=wording.TEACH_DESCRIPTION)
@app_commands.describe(question=wording.TEACH_QUESTION, entry=wording.ENTRY, reason=wording.REASON)
async def teach(
    interaction: Interaction,
    question: app_commands.Range[str, 1, 300],
    entry: str,
    reason: app_commands.Range[str, 0, 200] = "",
) -> None:
    """Make a question a phrasing of an entry, after showing what that changes."""
    purpose, taught = Purpose("teach", reason or question), entry_id(interaction, entry)
    await propose(interaction, purpose, lambda editor: editor.teach(taught, question))


@faq.command(name="undo", description=wording.UNDO_DESCRIPTION)
@app_commands.describe(change=wording.CHANGE)
async def undo(interaction: Interaction, change: app_commands.Range[int, 1, _LARGEST_NUMBER] | None = None) -> None:
    """Take a change back: the latest that stands, or the one of this number."""
    store = interaction.client.store
    if store is None:
        await respond(interaction, line(lines_for(interaction).no_store), private=True)
        return
    try:
        wanted = await store.changes.standing(interaction.guild_id, change)
    except StoreError as problem:
        await tell_store_gone(interaction, problem)
        return
    if wanted is None:
        await respond(interaction, line(lines_for(interaction).nothing_to_undo), private=True)
        return
    await propose(
        interaction,
        Purpose(UNDO, lines_for(interaction).undoing.format(number=wanted.id), undoes=wanted.id),
        lambda editor: editor.undoing(wanted.file, wanted.before, wanted.after, wanted.entry),
    )


teach.autocomplete("entry")(complete_entry)


@teach.autocomplete("question")
async def complete_unanswered(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer what was asked in vain."""
    store = interaction.client.store
    try:
        asked = await store.unanswered.most_asked(interaction.guild_id, limit=100) if store is not None else []
    except StoreError:
        return []
    texts = [one.text for one in asked if typed.casefold() in one.text and len(one.text) <= limits.CHOICE_TEXT]
    return [app_commands.Choice(name=text, value=text) for text in texts[: limits.CHOICES]]


async def _newest(interaction: Interaction) -> list[RecordedChange] | None:
    """Return the server's latest changes; None when that was answered with why they can't be had."""
    store = interaction.client.store
    if store is None:
        await respond(interaction, line(lines_for(interaction).no_store), private=True)
        return None
    try:
        return await store.changes.newest(guild_id=interaction.guild_id)
    except StoreError as problem:
        await tell_store_gone(interaction, problem)
        return None


def _told(change: RecordedChange, lines: FaqLines) -> str:
    action = lines.actions.get(change.action, change.action)
    undone = lines.was_undone.format(number=change.undone_by) if change.undone_by else ""
    return lines.change_line.format(
        number=change.id, when=int(change.made_at.timestamp()), who=change.moderator_id, action=action,
        entry=change.entry or change.file, reason=quoted(change.reason, 100), undone=undone,
    )  # fmt: skip


faq.add_command(settings)
faq.add_command(show)
faq.add_command(edit)
faq.add_command(unanswered)
faq.add_command(new)
