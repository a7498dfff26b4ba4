"""`/faq`: what moderators do in chat: try questions, see what was asked in vain, teach, edit, look back, undo.

Everything is answered privately. Who may use it is asked of Discord (Manage Server) and of the server's settings (a
moderator role), with every press of a button anew.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.ask import choices
from bot.frontends.discord.card import line
from bot.frontends.discord.faq_changes import propose
from bot.frontends.discord.faq_edit import LONGEST_ANSWER, EditAnswer
from bot.frontends.discord.faq_people import may_moderate
from bot.frontends.discord.faq_settings import settings
from bot.frontends.discord.markdown import code_block, quoted, shortened
from bot.frontends.discord.replies import ask_in_form, promise, respond
from bot.store.errors import StoreError
from bot.unanswered import grouped

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.knowledge.problems import Problem
    from bot.live import Reloaded
    from bot.store.changes import RecordedChange

    Interaction = discord.Interaction[CareerBot]

_log = logging.getLogger(__name__)

_SHOWN: Final = 15  # questions of a list, changes of a history
_PROBLEM_CHARACTERS: Final = 1_200


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
        await respond(interaction, line(wording.NOT_ALLOWED), private=True)
    return True


# ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────────
@faq.command(name="try", description=wording.TRY_DESCRIPTION)
@app_commands.describe(question=wording.QUESTION)
async def try_question(interaction: Interaction, question: app_commands.Range[str, 1, limits.QUESTION]) -> None:
    """Show why a question goes where it goes."""
    explained = "\n".join(interaction.client.assistant.explain(question).lines())
    await respond(interaction, line(code_block(explained, limits.BODY)), private=True)


@faq.command(name="show", description=wording.SHOW_DESCRIPTION)
@app_commands.describe(entry=wording.ENTRY)
async def show(interaction: Interaction, entry: str) -> None:
    """Show an entry: what kind it is, its phrasings, figures and sources."""
    known = interaction.client.assistant.knowledge.entries.get(_entry_id(interaction, entry))
    answer = interaction.client.assistant.show(known.id) if known is not None else None
    if known is None or answer is None:
        await respond(interaction, line(wording.NO_SUCH_ENTRY.format(entry=quoted(entry, 80))), private=True)
        return
    told = [
        f"**{quoted(known.question, 200)}**",
        wording.SHOWN.format(
            id=known.id, kind=wording.COVERED if known.covered else wording.GAP, phrasings=len(known.phrasings),
            figures=", ".join(figure.id for figure in answer.figures) or "–",
            guides=", ".join(dict.fromkeys(source.guide for source in answer.citations)) or "–",
        ),
        "\n".join(f"- {quoted(phrasing, 100)}" for phrasing in known.phrasings[:_SHOWN]),
    ]  # fmt: skip
    await respond(interaction, line(shortened("\n".join(told), limits.BODY)), private=True)


@faq.command(name="unanswered", description=wording.UNANSWERED_DESCRIPTION)
async def unanswered(interaction: Interaction) -> None:
    """List what was asked in vain, most asked first, with what is alike together."""
    store = interaction.client.store
    if store is None:
        await respond(interaction, line(wording.NO_STORE), private=True)
        return
    try:
        asked = await store.unanswered.most_asked(interaction.guild_id, limit=200)
    except StoreError as problem:
        await _tell_store(interaction, problem)
        return
    groups = grouped(asked, interaction.client.assistant.matcher)
    rows = [
        wording.ASKED_IN_VAIN.format(
            count=sum(one.count for one in group), text=quoted(group[0].text, 150),
            more=wording.AND_ALIKE.format(count=len(group) - 1) if len(group) > 1 else "",
            gap=wording.KNOWN_GAP.format(entry=group[0].entry) if group[0].entry else "",
        )
        for group in groups[:_SHOWN]
    ]  # fmt: skip
    said = "\n".join([wording.UNANSWERED_TITLE, *rows, "", wording.HOW_TO_TEACH]) if rows else wording.NOTHING_IN_VAIN
    await respond(interaction, line(shortened(said, limits.BODY)), private=True)


@faq.command(name="history", description=wording.HISTORY_DESCRIPTION)
async def history(interaction: Interaction) -> None:
    """List the latest changes."""
    changes = await _newest(interaction)
    if changes is None:
        return
    said = "\n".join(_told(change) for change in changes[:_SHOWN]) or wording.NO_CHANGES
    await respond(interaction, line(shortened(said, limits.BODY)), private=True)


@faq.command(name="reload", description=wording.RELOAD_DESCRIPTION)
async def reload(interaction: Interaction) -> None:
    """Read the knowledge folder anew."""
    live = interaction.client.live
    if live is None:
        await respond(interaction, line(wording.NOT_LIVE), private=True)
    elif await promise(interaction, private=True):
        await respond(interaction, line(_came_of(await live.reload())), private=True)


def _came_of(result: Reloaded) -> str:
    if result.refused:
        problems = "\n\n".join(problem.as_text() for problem in result.problems if problem.level == "error")
        return f"{wording.RELOAD_REFUSED}\n{code_block(problems, _PROBLEM_CHARACTERS)}"
    return wording.RELOADED if result.swapped else wording.NOTHING_NEW


@faq.command(name="doctor", description=wording.DOCTOR_DESCRIPTION)
async def doctor(interaction: Interaction) -> None:
    """Run the whole checker."""
    editor = interaction.client.editor
    if editor is None:
        await respond(interaction, line(wording.NOT_LIVE), private=True)
    elif await promise(interaction, private=True):
        await respond(interaction, line(_diagnosis(await editor.problems())), private=True)


def _diagnosis(problems: list[Problem]) -> str:
    if not problems:
        return wording.HEALTHY
    first = "\n\n".join(problem.as_text() for problem in problems[:10])
    return f"{wording.DOCTOR_FOUND.format(count=len(problems))}\n{code_block(first, limits.BODY - 100)}"


@faq.command(name="stats", description=wording.STATS_DESCRIPTION)
async def stats(interaction: Interaction) -> None:
    """Show votes and what the bot has kept and done."""
    store, live = interaction.client.store, interaction.client.live
    if store is None:
        await respond(interaction, line(wording.NO_STORE), private=True)
        return
    try:
        votes = await store.votes.by_entry()
    except StoreError as problem:
        await _tell_store(interaction, problem)
        return
    rows = [
        wording.STATS_VOTES.format(entry=one.entry, helpful=one.helpful, not_helpful=one.not_helpful)
        for one in votes[:_SHOWN]
    ]
    done = wording.STATS_DONE.format(
        entries=len(interaction.client.assistant.knowledge.entries),
        swapped=live.reloads.swapped if live is not None else 0,
        refused=live.reloads.refused if live is not None else 0,
        waiting=store.waiting, dropped=sum(store.counters.dropped.values()),
    )  # fmt: skip
    said = "\n".join([wording.STATS_TITLE, *(rows or [wording.STATS_NO_VOTES]), done])
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
    await propose(
        interaction, "teach", reason or question,
        lambda editor: editor.teach(_entry_id(interaction, entry), question),
    )  # fmt: skip


@faq.command(name="undo", description=wording.UNDO_DESCRIPTION)
@app_commands.describe(change=wording.CHANGE)
async def undo(interaction: Interaction, change: int | None = None) -> None:
    """Take a change back: the latest that stands, or the one of this number."""
    changes = await _newest(interaction)
    if changes is None:
        return
    standing = [one for one in changes if one.undone_by is None and one.action != "undo"]
    wanted = next((one for one in standing if change is None or one.id == change), None)
    if wanted is None:
        await respond(interaction, line(wording.NOTHING_TO_UNDO), private=True)
        return
    await propose(
        interaction, "undo", wording.UNDOING.format(number=wanted.id),
        lambda editor: editor.undoing(wanted.file, wanted.before, wanted.after, wanted.entry), undoes=wanted.id,
    )  # fmt: skip


@faq.command(name="edit", description=wording.EDIT_DESCRIPTION)
@app_commands.describe(entry=wording.ENTRY)
async def edit(interaction: Interaction, entry: str) -> None:
    """Open the form with an entry's answer."""
    known = interaction.client.assistant.knowledge.entries.get(_entry_id(interaction, entry))
    if known is None:
        await respond(interaction, line(wording.NO_SUCH_ENTRY.format(entry=quoted(entry, 80))), private=True)
    elif len(known.answer) > LONGEST_ANSWER:
        await respond(interaction, line(wording.TOO_LONG_TO_EDIT.format(file=known.id)), private=True)
    else:
        await ask_in_form(interaction, EditAnswer(known))


@show.autocomplete("entry")
@edit.autocomplete("entry")
@teach.autocomplete("entry")
async def complete_entry(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer entries by their questions."""
    return choices(interaction.client.assistant, typed)


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


def _entry_id(interaction: Interaction, typed: str) -> str:
    """Return the id of an entry given by its id or by its question, or what was typed."""
    entries = interaction.client.assistant.knowledge.entries
    if typed in entries:
        return typed
    wanted = typed.casefold()
    offered = (one.id for one in entries.values() if shortened(one.question, limits.CHOICE_TEXT).casefold() == wanted)
    return next(offered, typed)


async def _newest(interaction: Interaction) -> list[RecordedChange] | None:
    """Return the server's latest changes; None when that was answered with why they can't be had."""
    store = interaction.client.store
    if store is None:
        await respond(interaction, line(wording.NO_STORE), private=True)
        return None
    try:
        return await store.changes.newest(guild_id=interaction.guild_id)
    except StoreError as problem:
        await _tell_store(interaction, problem)
        return None


async def _tell_store(interaction: Interaction, problem: StoreError) -> None:
    _log.error("The store can't be read for /faq: %s", problem)
    await respond(interaction, line(wording.STORE_GONE), private=True)


def _told(change: RecordedChange) -> str:
    undone = wording.WAS_UNDONE.format(number=change.undone_by) if change.undone_by else ""
    return wording.CHANGE_LINE.format(
        number=change.id, when=int(change.made_at.timestamp()), who=change.moderator_id, action=change.action,
        entry=change.entry or change.file, reason=quoted(change.reason, 100), undone=undone,
    )  # fmt: skip


faq.add_command(settings)
