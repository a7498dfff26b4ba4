"""Changing the knowledge in chat: what a change does is shown, and it is applied when somebody says so."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace as replace_fields
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.answering.asked_in_vain import as_known
from bot.editing.refusals import EditRefusedError, FileChangedError, ReadOnlyFolderError
from bot.frontends.discord.custom_ids import CHANGE
from bot.frontends.discord.faq_applied import asked_in_vain, noted
from bot.frontends.discord.faq_change_text import change_card, patch_card, refusal_text
from bot.frontends.discord.faq_forms import if_allowed, open_again
from bot.frontends.discord.faq_held import Fate, HeldChange, Moderator, Proposal, commit_of
from bot.frontends.discord.faq_people import lines_for
from bot.frontends.discord.layout import line
from bot.frontends.discord.pressable import PressableButton
from bot.frontends.discord.responses import promise, replace, respond
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.editing.edit import Edit
    from bot.editing.editor import Editor
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_forms import Form
    from bot.frontends.discord.faq_held import Purpose
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.store.store import Store

    Interaction = discord.Interaction[CareerBot]

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS: Final = 1.0  # for the settings; Discord waits three for a first word


class DecideButton(PressableButton, form=CHANGE):
    """Decides on a change that is held, once."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what was decided, if the presser may decide."""
        await if_allowed(interaction, self._decide)

    async def _decide(self, interaction: Interaction) -> None:
        held, key = interaction.client.held, self.parts["key"]
        change, lines = held.of(key), lines_for(interaction)
        if change is None:
            await respond(interaction, line(_told_of(held.fate_of(key), lines)), private=True)
        elif self.parts["decision"] == "leave":
            held.decide(key)
            lines = lines_for(interaction, private=not change.proposal.needs_second)
            await replace(interaction, line(lines.left))
        elif change.proposal.needs_second and interaction.user.id == change.proposal.proposer.id:
            await respond(interaction, line(lines.second_needed), private=True)
        else:
            await _apply(interaction, change, key)


def _told_of(fate: Fate | None, lines: FaqLines) -> str:
    """Return what a press on a change that isn't held is told."""
    return {
        None: lines.not_held, Fate.DECIDED: lines.decided, Fate.BEING_DECIDED: lines.being_decided,
        Fate.SHOWN_ANEW: lines.shown_anew,
    }[fate]  # fmt: skip


async def editor_for(interaction: Interaction, form: Form | None = None) -> Editor | None:
    """Return what makes changes; None when the person was told why nothing can be changed from here.

    What was typed into `form` isn't lost by that.
    """
    editor, lines = interaction.client.editor, lines_for(interaction)
    if editor is None:
        await respond(interaction, line(lines.not_live, *open_again(interaction, form)), private=True)
        return None
    if not interaction.client.may_change_from(interaction.guild_id):
        await respond(interaction, line(lines.not_from_here, *open_again(interaction, form)), private=True)
        return None
    return editor


async def propose(
    interaction: Interaction,
    purpose: Purpose,
    attempt: Callable[[Editor], Awaitable[Edit]],
    form: Form | None = None,
) -> None:
    """Try a change, show what it does, and wait for the word: of a second moderator where the server asks for that.

    Whatever comes of it, `form` is offered again: it makes the form with what was typed into it.
    """
    editor, store = await editor_for(interaction, form), interaction.client.store
    if editor is None:
        return
    needs_second = await _needs_second(store, interaction.guild_id)
    if not await promise(interaction, private=not needs_second):
        return
    proposer = Moderator(interaction.user.id, interaction.user.name)
    proposal = Proposal(purpose, proposer, needs_second, attempt, form)
    try:
        change = await _tried(interaction, editor, proposal)
    except EditRefusedError as refused:
        told = refusal_text(refused, lines_for(interaction))
        await respond(interaction, line(told, *open_again(interaction, form)), private=True)
    else:
        lines = lines_for(interaction, private=not needs_second)
        await _show(interaction, change, lines.for_a_second.format(user=proposer.id) if needs_second else "")


async def _tried(interaction: Interaction, editor: Editor, proposal: Proposal) -> HeldChange:
    """Return what a change does to the files as they are. Raises EditRefusedError."""
    edit = await proposal.attempt(editor)
    asked = await asked_in_vain(interaction)
    moved = await editor.moved(edit, as_known(asked))
    question = (edit.question or "").casefold()
    about = [one for one in asked if one.id in proposal.purpose.about or one.text == question]
    answered = await editor.answered(edit, [one.text for one in about])
    # its knowledge is large, and what it was needed for is known now
    return HeldChange(proposal, replace_fields(edit, knowledge=None), moved,
                      tuple(one.id for one in about if one.text in answered))  # fmt: skip


async def _show(interaction: Interaction, change: HeldChange, above: str) -> None:
    """Show what a change does, with the buttons that decide on it; it is held from now on."""
    needs_second = change.proposal.needs_second
    key = interaction.client.held.hold(change)
    lines = lines_for(interaction, private=not needs_second)
    label = lines.approve if needs_second else lines.apply
    deciding: discord.ui.ActionRow[Any] = discord.ui.ActionRow(
        DecideButton.of(label, style=discord.ButtonStyle.success, decision="apply", key=key),
        DecideButton.of(lines.leave_it, decision="leave", key=key),
    )
    again = open_again(interaction, change.proposal.form, private=not needs_second)
    view, files = change_card(change, lines, above, deciding, *again)
    await respond(interaction, view, private=not needs_second, files=files)


async def _needs_second(store: Store | None, guild_id: int | None) -> bool:
    """Say whether a second moderator has to approve; where that can't be found out, one has to."""
    if store is None or guild_id is None:
        return False
    if store.settings.loaded:
        return store.settings.of(guild_id).second_moderator_approves
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return (await store.settings.read(guild_id)).settings.second_moderator_approves
    except (StoreError, TimeoutError):
        return True


async def _apply(pressed: Interaction, change: HeldChange, key: str) -> None:
    """Apply a change; where nothing came of that it goes on waiting under its key."""
    held = pressed.client.held
    held.decide(key, Fate.BEING_DECIDED)  # before anything is waited for: two may press at once
    try:
        if await promise(pressed, private=not change.proposal.needs_second):
            await _write(pressed, change, key)
    finally:
        if held.fate_of(key) is Fate.BEING_DECIDED:
            held.hold(change, key)


async def _write(pressed: Interaction, change: HeldChange, key: str) -> None:
    """Write a change and its line in the history, and say what came of it; that was promised already.

    Where its file has changed since, it is made again on that; if it does something else there, it is shown anew.
    """
    editor, held, proposal = pressed.client.editor, pressed.client.held, change.proposal
    private = not proposal.needs_second
    lines = lines_for(pressed, private=private)
    if editor is None:
        await respond(pressed, line(lines.not_live), private=private)
        return
    commit = commit_of(proposal, Moderator(pressed.user.id, pressed.user.name))
    try:
        try:
            applied = await editor.apply(change.edit, commit)
        except FileChangedError:
            shown, change = change, await _tried(pressed, editor, proposal)
            if not change.does_as(shown):
                held.decide(key, Fate.SHOWN_ANEW)
                await _show(pressed, change, lines.does_otherwise)
                return
            applied = await editor.apply(change.edit, commit)
        held.decide(key)
    except EditRefusedError as refused:
        told = f"{refusal_text(refused, lines)}\n{lines.still_waits}"
        await respond(pressed, line(told), private=private)
    except ReadOnlyFolderError as read_only:
        view, files = patch_card(lines.read_only, read_only.patch)
        await respond(pressed, view, private=private, files=files)
    else:
        await respond(pressed, line(await noted(pressed, change, applied, lines)), private=private)
