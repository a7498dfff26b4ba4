"""What a change does, to be decided on: the lines, what questions get before and after, what the checker says."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.frontends.discord import limits
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import code_block, quoted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.outcomes import Destination
    from bot.editing.consequences import Moved
    from bot.editing.edit import Edit
    from bot.editing.refusals import EditRefusedError
    from bot.frontends.discord.faq_held import HeldChange
    from bot.frontends.discord.faq_lines import FaqLines

PATCH_FILE: Final = "faq.patch"
_DIFF_CHARACTERS: Final = 1_200
_ANSWER_CHARACTERS: Final = 500
_REMARKS: Final = 3
_MOVED: Final = 5  # questions that go elsewhere which are shown; the rest are counted


def change_card(
    change: HeldChange, lines: FaqLines, above: str, *below: discord.ui.Item[Any]
) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return what a change does, between a line about it and what is pressed; as a file, too, if not all is shown."""
    edit = change.edit
    told = [
        above, *_lines(edit, lines), *_answers(edit, lines), *_moved(change.moved, lines), *_settled(change, lines),
        *_remarks(edit, lines),
    ]  # fmt: skip
    said = shortened("\n".join(part for part in told if part), limits.BODY)
    return (line(said, *below), []) if _is_shown_whole(edit) else patch_card(said, edit.patch, *below)


def patch_card(said: str, patch: str, *below: discord.ui.Item[Any]) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """Return a line with a patch to download below it, and what is pressed, and that file."""
    view = line(said, discord.ui.File(f"attachment://{PATCH_FILE}"), *below)
    return view, [discord.File(io.BytesIO(patch.encode()), PATCH_FILE)]


def refusal_text(refused: EditRefusedError, lines: FaqLines) -> str:
    """Return why a change can't be made."""
    reason = lines.refusals[refused.why.value].format(**refused.named)
    return f"{lines.refused}\n{code_block(reason, _DIFF_CHARACTERS)}"


def _lines(edit: Edit, lines: FaqLines) -> Iterator[str]:
    yield lines.lines_change.format(file=edit.after.file)
    yield _shown_lines(edit)
    if not _is_shown_whole(edit):
        yield lines.not_all_shown.format(file=PATCH_FILE)


def _shown_lines(edit: Edit) -> str:
    return code_block("\n".join(edit.lines[2:]), _DIFF_CHARACTERS, "diff")


def _is_shown_whole(edit: Edit) -> bool:
    """Say whether every line that changes is on the card, with all that is in it: code blocks lose backticks, too."""
    return "\n".join(edit.lines[2:]) in _shown_lines(edit)


def _answers(edit: Edit, lines: FaqLines) -> Iterator[str]:
    for title, answer in ((lines.before, edit.answer_before), (lines.after, edit.answer_after)):
        if answer is not None:
            heading = title.format(outcome=lines.outcomes[answer.outcome.value], entry=answer.entry or "–")
            yield f"**{heading}**\n{quoted(answer.text.strip() or '–', _ANSWER_CHARACTERS)}"


def _moved(moved: Moved, lines: FaqLines) -> Iterator[str]:
    yield _summed_up(moved, lines)
    for one in moved.outcomes[:_MOVED]:
        question = quoted(one.question.text, 100)
        yield lines.moved.format(
            question=question, known_as=_known_as(one.question.known_as, lines),
            before=_goes_to(one.before, lines), after=_goes_to(one.after, lines),
        )  # fmt: skip
    if len(moved.outcomes) > _MOVED:
        yield lines.more_moved.format(count=len(moved.outcomes) - _MOVED)
    yield lines.moved_when


def _summed_up(moved: Moved, lines: FaqLines) -> str:
    gone = len(moved.outcomes)
    said = (lines.all_stay, lines.one_goes)[gone] if gone < 2 else lines.some_go
    return said.format(asked=moved.asked, count=gone)


def _known_as(known_as: str, lines: FaqLines) -> str:
    begins = next((one for one in lines.known_as if known_as.startswith(one)), "")
    return lines.known_as.get(begins, "") + known_as.removeprefix(begins)


def _goes_to(where: Destination, lines: FaqLines) -> str:
    return lines.goes_to[where.outcome].format(entry=where.entry or "–", entries=", ".join(where.suggestions))


def _settled(change: HeldChange, lines: FaqLines) -> Iterator[str]:
    about = len(change.proposal.purpose.about)
    if about > 1:
        yield lines.settles.format(all=about, count=len(change.settles))


def _remarks(edit: Edit, lines: FaqLines) -> Iterator[str]:
    if edit.remarks:
        yield lines.checker_remarks
    for problem in edit.remarks[:_REMARKS]:
        yield f"- {quoted(problem.message, 150)}"
