"""Changing the knowledge in chat: what a change does is shown, and it is applied when somebody says so."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from typing import TYPE_CHECKING, Final

import discord

from bot.answering.outcomes import summed_up
from bot.editing import EditRefusedError, ReadOnlyFolderError
from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.card import line
from bot.frontends.discord.faq_people import if_allowed
from bot.frontends.discord.markdown import code_block, quoted, shortened
from bot.frontends.discord.replies import promise, replace, respond
from bot.store.changes import Change
from bot.store.errors import StoreError
from bot.unanswered import as_known

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.answering.outcomes import KnownQuestion
    from bot.consequences import Moved
    from bot.editing import Edit, Editor
    from bot.frontends.discord.client import CareerBot

    Interaction = discord.Interaction[CareerBot]
    Act = Callable[[Interaction], Awaitable[bool]]  # says whether that was the last word

_log = logging.getLogger(__name__)

_WAITING_SECONDS: Final = 900.0  # how long a change may be confirmed
_DIFF_CHARACTERS: Final = 1_200
_ANSWER_CHARACTERS: Final = 500
_REMARKS: Final = 3
_MOVED: Final = 5  # questions that go elsewhere which are shown; the rest are counted
_IN_VAIN: Final = 300


class _Decision(discord.ui.Button["_Confirm"]):
    """A button that decides on a change, once."""

    def __init__(self, label: str, style: discord.ButtonStyle, act: Act) -> None:
        super().__init__(label=label, style=style)
        self._act = act

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]  # of our client
        """Do so, if the presser may."""
        await if_allowed(interaction, self._decide)

    async def _decide(self, interaction: Interaction) -> None:
        if self.view is None or self.view.is_finished():
            await respond(interaction, line(wording.DECIDED), private=True)
        elif await self._act(interaction):
            self.view.stop()


class _Confirm(discord.ui.LayoutView):
    """What a change will do, with the buttons that apply it or let it be."""

    def __init__(self, text: str, apply: Act, label: str) -> None:
        super().__init__(timeout=_WAITING_SECONDS)
        self.add_item(discord.ui.TextDisplay(shortened(text, limits.BODY)))
        row: discord.ui.ActionRow[_Confirm] = discord.ui.ActionRow()
        row.add_item(_Decision(label, discord.ButtonStyle.success, apply))
        row.add_item(_Decision(wording.LEAVE_IT, discord.ButtonStyle.secondary, _left))
        self.add_item(row)


async def _left(interaction: Interaction) -> bool:
    await replace(interaction, line(wording.LEFT))
    return True


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a change is for, as the history tells it.

    `undoes` is the number of the change that it takes back; `settles` are the questions asked in vain (by id) that are
    off the list once it is applied.
    """

    action: str
    reason: str
    undoes: int | None = None
    settles: tuple[int, ...] = ()


async def editor_for(interaction: Interaction) -> Editor | None:
    """Return what makes changes; None when the person was told why nothing can be changed from here."""
    editor = interaction.client.editor
    if editor is None:
        await respond(interaction, line(wording.NOT_LIVE), private=True)
        return None
    if not interaction.client.may_change_from(interaction.guild_id):
        await respond(interaction, line(wording.NOT_FROM_HERE), private=True)
        return None
    return editor


async def propose(interaction: Interaction, purpose: Purpose, attempt: Callable[[Editor], Awaitable[Edit]]) -> None:
    """Try a change, show what it does, and wait for the word: of a second moderator where the server asks for that."""
    editor, store = await editor_for(interaction), interaction.client.store
    if editor is None:
        return
    settings = store.settings.of(interaction.guild_id) if store is not None else None
    needs_second = settings is not None and settings.second_moderator_approves
    if not await promise(interaction, private=not needs_second):
        return
    try:
        edit = await attempt(editor)
    except EditRefusedError as refused:
        await _refuse(interaction, refused)
        return
    moved = await editor.moved(edit, await _asked_in_vain(interaction))
    edit = replace_fields(edit, knowledge=None)  # it is large, and what it was needed for is known now
    proposer = interaction.user.id

    async def apply(pressed: Interaction) -> bool:
        if needs_second and pressed.user.id == proposer:
            await respond(pressed, line(wording.SECOND_NEEDED), private=True)
            return False
        change = Change(
            proposer, purpose.action, edit.after.file, edit.entry, purpose.reason, *edit.hunk, pressed.guild_id,
            pressed.user.id if needs_second else None,
        )  # fmt: skip
        await _apply(pressed, edit, change, purpose)
        return True

    text = "\n".join(_consequences(edit, moved))
    if needs_second:
        text = f"{wording.FOR_A_SECOND.format(user=proposer)}\n{text}"
    view = _Confirm(text, apply, wording.APPROVE if needs_second else wording.APPLY)
    await respond(interaction, view, private=not needs_second)


async def _refuse(interaction: Interaction, refused: EditRefusedError) -> None:
    await respond(interaction, line(f"{wording.REFUSED}\n{code_block(str(refused), _DIFF_CHARACTERS)}"), private=True)


async def _apply(pressed: Interaction, edit: Edit, change: Change, purpose: Purpose) -> None:
    editor, store = pressed.client.editor, pressed.client.store
    if editor is None or not await promise(pressed, private=True):
        return
    try:
        await editor.apply(edit)
    except EditRefusedError as refused:
        await _refuse(pressed, refused)
        return
    except ReadOnlyFolderError as read_only:
        patch = discord.File(io.BytesIO(read_only.patch.encode()), filename=wording.PATCH_FILE)
        await respond(pressed, line(wording.READ_ONLY), private=True, files=[patch])
        return
    _log.info(
        "The knowledge was changed by /faq %s in server %s: entry %s", change.action, pressed.guild_id, edit.entry
    )
    said = wording.UNDONE if purpose.undoes is not None else wording.APPLIED
    if store is not None:
        try:
            number = await store.changes.record(change, undoes=purpose.undoes)
            said = said.format(number=number)
            await _forget_settled(pressed, edit, purpose.settles)
        except StoreError:
            said = wording.NOT_RECORDED
    await respond(pressed, line(said.format(number="–")), private=True)


async def _forget_settled(pressed: Interaction, edit: Edit, settles: Sequence[int]) -> None:
    """Take what is answered now off the list of what was asked in vain."""
    store = pressed.client.store
    if store is None or edit.question is None:
        return
    asked = await store.unanswered.most_asked(pressed.guild_id, limit=500)
    same = {one.id for one in asked if one.text.casefold() == edit.question.casefold() or one.id in settles}
    if same:
        await store.unanswered.forget(same)


async def _asked_in_vain(interaction: Interaction) -> list[KnownQuestion]:
    """Return what was asked in vain on the server; nothing when that can't be read, which must not hinder a change."""
    store = interaction.client.store
    try:
        asked = await store.unanswered.most_asked(interaction.guild_id, limit=_IN_VAIN) if store is not None else []
    except StoreError as problem:
        _log.warning("A change is compared without what was asked in vain: %s", problem)
        asked = []
    return as_known(asked)


def _consequences(edit: Edit, moved: Moved) -> list[str]:
    """Return what a change does: the lines, what its question gets before and after, and what other questions get."""
    told = [
        wording.LINES_CHANGE.format(file=edit.after.file),
        code_block("\n".join(edit.lines[2:]), _DIFF_CHARACTERS, "diff"),
    ]
    for title, answer in ((wording.BEFORE, edit.answer_before), (wording.AFTER, edit.answer_after)):
        if answer is not None:
            words = quoted(answer.text.strip() or "–", _ANSWER_CHARACTERS)
            heading = title.format(outcome=answer.outcome.value.replace("_", " "), entry=answer.entry or "–")
            told.append(f"**{heading}**\n{words}")
    told.append(summed_up(moved.outcomes, moved.asked))
    told += [
        wording.MOVED.format(
            question=quoted(one.question.text, 100), known_as=one.question.known_as, before=one.before, after=one.after
        )
        for one in moved.outcomes[:_MOVED]
    ]
    if len(moved.outcomes) > _MOVED:
        told.append(wording.MORE_MOVED.format(count=len(moved.outcomes) - _MOVED))
    if edit.remarks:
        remarks = [f"- {quoted(problem.message, 150)}" for problem in edit.remarks[:_REMARKS]]
        told += [wording.CHECKER_REMARKS, *remarks]
    return told
