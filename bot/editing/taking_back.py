"""Taking a change of lines back in a text that has moved on since.

Only the lines that it changed have to be as it left them; what others have changed around them, or between them, stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.knowledge.splice import KnowledgeText


class LinesMovedOnError(Exception):
    """The lines aren't there any more as the change left them, or can't be told from others like them."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that stand in each other's place, `now` as the change left them, `then` as they were; and those around."""

    now: Sequence[str]
    then: Sequence[str]
    above: str | None
    below: str | None


def without_change(now: KnowledgeText, before: str, after: str, entry: str | None) -> str:
    """Return a file's text without a change of some lines, looked for in the entry it was about, if that is there.

    Raises:
        LinesMovedOnError: when they can't be found in it.
    """
    lines = now.text.splitlines(keepends=True)
    first, last = now.lines_of("entries", entry) if entry is not None else (0, len(lines))
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return "".join([*lines[:first], *taken_back(lines[first:last], old, new), *lines[last:]])


def taken_back(text: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return a text with a change taken back.

    Args:
        text: the lines in which the change was made, by now; all with their ends.
        before: lines as they were, with those around them that tell where they stand.
        after: the same as the change left them.

    Raises:
        LinesMovedOnError: when a line that the change made is there no more, or it isn't clear which one it is.
    """
    lines, at = list(text), 0
    for piece in _pieces(before, after):
        place = _place(lines, piece, at)
        lines[place : place + len(piece.now)] = piece.then
        at = place + len(piece.then)
    return lines


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[_Piece]:
    for how, start, end, old_start, old_end in SequenceMatcher(None, after, before, autojunk=False).get_opcodes():
        if how != "equal":
            above = after[start - 1] if start else None
            below = after[end] if end < len(after) else None
            yield _Piece(after[start:end], before[old_start:old_end], above, below)


def _place(lines: Sequence[str], piece: _Piece, first: int) -> int:
    """Return where a piece stands: of several places the one whose neighbours are its own."""
    size, found = len(piece.now), dict[int, int]()
    for place in range(first, len(lines) - size + 1):
        if list(lines[place : place + size]) == list(piece.now):
            above = place > 0 and lines[place - 1] == piece.above
            below = place + size < len(lines) and lines[place + size] == piece.below
            if size:
                found[place] = above + below
            elif above or below:  # lines that are to come back stand beside one they stood beside, best below it
                found[place] = 2 * above + below
    best = [place for place, neighbours in found.items() if neighbours == max(found.values())]
    if len(best) != 1:
        raise LinesMovedOnError
    return best[0]
