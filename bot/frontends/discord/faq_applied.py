"""What follows a change that was written: its line in the history, the list of what was asked in vain, a word.

Each part of that word is said only of what has happened.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.frontends.discord.markdown import quoted
from bot.store.changes import Change
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.editing.editor import Applied
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_held import HeldChange
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.store.store import Store
    from bot.store.unanswered import UnansweredQuestion

    Interaction = discord.Interaction[CareerBot]

_log = logging.getLogger(__name__)

_IN_VAIN: Final = 300  # questions asked in vain that a change is compared by


async def noted(pressed: Interaction, change: HeldChange, applied: Applied, lines: FaqLines) -> str:
    """Note a change that was written; return what came of it, in a language's words."""
    purpose, edit, store = change.proposal.purpose, change.edit, pressed.client.store
    _log.info(
        "The knowledge was changed by /faq %s in server %s: entry %s", purpose.action, pressed.guild_id, edit.entry
    )
    done = lines.applied if purpose.undoes is None else lines.undone
    told = [done if applied.in_service else lines.not_served]
    if store is None:
        told.append(lines.no_history)
    else:
        told.append(await _recorded(store, pressed, change, lines))
        told += await _off_the_list(store, change.settles, lines)
    if applied.uncommitted is not None:
        _log.error("The change of %s stands and isn't committed: %s", edit.after.file, applied.uncommitted)
        told.append(lines.not_committed.format(reason=quoted(applied.uncommitted, 200)))
    return "\n".join(told)


async def _recorded(store: Store, pressed: Interaction, change: HeldChange, lines: FaqLines) -> str:
    undoes, written = change.proposal.purpose.undoes, _as_recorded(change, pressed)
    try:
        number = await store.changes.record(written, undoes=undoes)
        if number is None:  # somebody else has taken the same change back; the lines went all the same
            number = await store.changes.record(written)
    except StoreError as problem:
        _log.error("A change of %s isn't in the history: %s", written.file, problem)
        return lines.not_recorded
    return (lines.recorded if undoes is None else lines.recorded_undoing).format(number=number)


def _as_recorded(change: HeldChange, pressed: Interaction) -> Change:
    proposal, edit = change.proposal, change.edit
    approved_by = pressed.user.id if proposal.needs_second else None
    return Change(
        proposal.proposer.id, proposal.purpose.action, edit.after.file, edit.entry, proposal.purpose.reason,
        *edit.hunk, pressed.guild_id, approved_by,
    )  # fmt: skip


async def _off_the_list(store: Store, settled: Sequence[int], lines: FaqLines) -> list[str]:
    """Take what is answered now off the list of what was asked in vain; return a word where that can't be."""
    if not settled:
        return []
    try:
        await store.unanswered.forget(settled)
    except StoreError as problem:
        _log.error("What is answered now stays listed as asked in vain: %s", problem)
        return [lines.not_off_the_list]
    return []


async def asked_in_vain(interaction: Interaction) -> list[UnansweredQuestion]:
    """Return what was asked in vain on the server; nothing when that can't be read, which must not hinder a change."""
    store = interaction.client.store
    try:
        return await store.unanswered.most_asked(interaction.guild_id, limit=_IN_VAIN) if store is not None else []
    except StoreError as problem:
        _log.warning("A change is compared without what was asked in vain: %s", problem)
        return []
