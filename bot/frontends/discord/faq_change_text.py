"""What a change does, to be decided on: the lines, what questions get before and after, what the checker says."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import discord

from bot.answering.outcomes import summed_up
from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.card import line
from bot.frontends.discord.markdown import code_block, quoted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.consequences import Moved
    from bot.edits import Edit
    from bot.frontends.discord.faq_held import HeldChange

_DIFF_CHARACTERS: Final = 1_200
_ANSWER_CHARACTERS: Final = 500
_REMARKS: Final = 3
_MOVED: Final = 5  # questions that go elsewhere which are shown; the rest are counted


def change_card(change: HeldChange, above: str = "") -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return what a change does, below a line about it, and the whole of it as a file where the card can't show it."""
    edit = change.edit
    told = [above, *_lines(edit), *_answers(edit), *_moved(change.moved), *_settled(change), *_remarks(edit)]
    said = shortened("\n".join(part for part in told if part), limits.BODY)
    return (line(said), []) if _is_shown_whole(edit) else patch_card(said, edit.patch)


def patch_card(said: str, patch: str) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return a line with a patch to download below it, and that file."""
    view = line(said)
    view.add_item(discord.ui.File(f"attachment://{wording.PATCH_FILE}"))
    return view, [discord.File(io.BytesIO(patch.encode()), wording.PATCH_FILE)]


def refusal_text(reason: str) -> str:
    """Return why a change can't be made."""
    return f"{wording.REFUSED}\n{code_block(reason, _DIFF_CHARACTERS)}"


def _lines(edit: Edit) -> Iterator[str]:
    yield wording.LINES_CHANGE.format(file=edit.after.file)
    yield _shown_lines(edit)
    if not _is_shown_whole(edit):
        yield wording.NOT_ALL_SHOWN.format(file=wording.PATCH_FILE)


def _shown_lines(edit: Edit) -> str:
    return code_block("\n".join(edit.lines[2:]), _DIFF_CHARACTERS, "diff")


def _is_shown_whole(edit: Edit) -> bool:
    """Say whether every line that changes is on the card, with all that is in it: code blocks lose backticks, too."""
    return "\n".join(edit.lines[2:]) in _shown_lines(edit)


def _answers(edit: Edit) -> Iterator[str]:
    for title, answer in ((wording.BEFORE, edit.answer_before), (wording.AFTER, edit.answer_after)):
        if answer is not None:
            heading = title.format(outcome=answer.outcome.value.replace("_", " "), entry=answer.entry or "–")
            yield f"**{heading}**\n{quoted(answer.text.strip() or '–', _ANSWER_CHARACTERS)}"


def _moved(moved: Moved) -> Iterator[str]:
    yield summed_up(moved.outcomes, moved.asked)
    for one in moved.outcomes[:_MOVED]:
        question = quoted(one.question.text, 100)
        yield wording.MOVED.format(
            question=question, known_as=one.question.known_as, before=one.before, after=one.after
        )
    if len(moved.outcomes) > _MOVED:
        yield wording.MORE_MOVED.format(count=len(moved.outcomes) - _MOVED)
    yield wording.MOVED_WHEN


def _settled(change: HeldChange) -> Iterator[str]:
    about = len(change.proposal.purpose.about)
    if about > 1:
        yield wording.SETTLES.format(all=about, count=len(change.settles))


def _remarks(edit: Edit) -> Iterator[str]:
    if edit.remarks:
        yield wording.CHECKER_REMARKS
    for problem in edit.remarks[:_REMARKS]:
        yield f"- {quoted(problem.message, 150)}"
