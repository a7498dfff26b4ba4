"""`/faq history` and `/faq undo`: the changes of the knowledge made on a server, and one of them taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.faq_changes import propose
from bot.frontends.discord.faq_held import Purpose
from bot.frontends.discord.faq_people import from_store, lines_for
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import quoted, shortened
from bot.frontends.discord.responses import respond
from bot.store.changes import UNDO

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.store.changes import RecordedChange
    from bot.store.store import Store

    Interaction = discord.Interaction[CareerBot]

_SHOWN: Final = 15
_LARGEST_NUMBER: Final = 2**31 - 1  # of a change, as both databases take it


@app_commands.command(name="history", description=wording.HISTORY_DESCRIPTION)
async def history(interaction: Interaction) -> None:
    """List the latest changes."""
    changes = await from_store(interaction, lambda store: store.changes.newest(guild_id=interaction.guild_id))
    if changes is None:
        return
    lines = lines_for(interaction)
    said = "\n".join(_told(change, lines) for change in changes[:_SHOWN]) or lines.no_changes
    await respond(interaction, line(shortened(said, limits.BODY)), private=True)


def _told(change: RecordedChange, lines: FaqLines) -> str:
    action = lines.actions.get(change.action, change.action)
    undone = lines.was_undone.format(number=change.undone_by) if change.undone_by else ""
    return lines.change_line.format(
        number=change.id, when=int(change.made_at.timestamp()), who=change.moderator_id, action=action,
        entry=change.entry or change.file, reason=quoted(change.reason, 100), undone=undone,
    )  # fmt: skip


@app_commands.command(name="undo", description=wording.UNDO_DESCRIPTION)
@app_commands.describe(change=wording.CHANGE)
async def undo(interaction: Interaction, change: app_commands.Range[int, 1, _LARGEST_NUMBER] | None = None) -> None:
    """Take a change back: the latest that stands, or the one of this number."""

    async def standing(store: Store) -> tuple[RecordedChange | None]:
        return (await store.changes.standing(interaction.guild_id, change),)

    found = await from_store(interaction, standing)
    if found is None:
        return
    (wanted,) = found
    if wanted is None:
        await respond(interaction, line(lines_for(interaction).nothing_to_undo), private=True)
        return
    await propose(
        interaction,
        Purpose(UNDO, lines_for(interaction).undoing.format(number=wanted.id), undoes=wanted.id),
        lambda editor: editor.undoing(wanted.file, wanted.before, wanted.after, wanted.entry),
    )
