"""The words of an answer as Discord text: blocks in, one string within a budget of characters out.

What doesn't fit is left out by rule: first the ends of tables and lists, then the end of the text and what follows it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.answering.answer import Bullets, Heading, Note, Table
from bot.frontends.discord.limits import characters
from bot.frontends.discord.lists import bullet_lines
from bot.frontends.discord.markdown import literal, one_line, shortened
from bot.frontends.discord.tables import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answering.answer import Block, Paragraph
    from bot.frontends.discord.language import Language

_ROWS_SHOWN: Final = (1000, 15, 10, 7, 5, 3)
"""How many lines of each table and list are shown, tried in this order until all fits. A thousand stands for all."""


def body(blocks: Sequence[Block], budget: int, language: Language) -> str:
    """Return the blocks as Discord text of at most `budget` characters."""
    text = ""
    for rows in _ROWS_SHOWN:
        drawn = ((block, _drawn(block, rows, language)) for block in blocks)
        text = _joined((block, part) for block, part in drawn if part)
        if characters(text) <= budget:
            return text
    return _cut(blocks, budget, language)


def _cut(blocks: Sequence[Block], budget: int, language: Language) -> str:
    ending = f"\n-# {language.shortened}"
    room = budget - characters(ending)
    kept: list[tuple[Block, str]] = []
    for block in blocks:
        drawn = _drawn(block, _ROWS_SHOWN[-1], language)
        if characters(_joined([*kept, (block, drawn)])) <= room:
            kept.append((block, drawn))
            continue
        if not isinstance(block, (Bullets, Table)):
            left = room - characters(_joined([*kept, (block, "")]))
            kept.append((block, _fitted(block, left, language)))
        break
    return _joined((block, drawn) for block, drawn in kept if drawn) + ending


def _fitted(block: Heading | Paragraph | Note, room: int, language: Language) -> str:
    """Return the longest beginning of a text block that fits; escaping makes texts longer, so it takes a few tries."""
    allowed = room
    while allowed > 0:
        drawn = _drawn(replace(block, text=shortened(block.text, allowed)), 0, language)
        if characters(drawn) <= room:
            return drawn
        allowed -= max(1, characters(drawn) - room)
    return ""


def _joined(drawn: Iterable[tuple[Block, str]]) -> str:
    text = ""
    previous: Block | None = None
    for block, part in drawn:
        if previous is not None:
            text += "\n" if _stands_close(previous, block) else "\n\n"
        text += part
        previous = block
    return text


def _stands_close(previous: Block, block: Block) -> bool:
    """Say whether a block follows the one before it without an empty line; Discord gives headings room itself."""
    both_notes = isinstance(previous, Note) and isinstance(block, Note)
    return isinstance(previous, Heading) or isinstance(block, (Bullets, Heading)) or both_notes


def _drawn(block: Block, rows: int, language: Language) -> str:
    if isinstance(block, Bullets):
        return "\n".join([*bullet_lines(block.items[:rows]), *_more(block.items, rows, language)])
    if isinstance(block, Table):
        *lines, foot = table_lines(block, rows)
        return "\n".join([*lines, *_more(block.rows, rows, language), *([foot] if foot else [])])
    if isinstance(block, Heading):
        return f"### {literal(one_line(block.text))}"
    if isinstance(block, Note):
        return "\n".join(f"-# {literal(line)}" for line in block.text.splitlines() if line.strip())
    return literal(block.text)


def _more(items: Sequence[object], shown: int, language: Language) -> list[str]:
    return [f"-# {language.more.format(count=len(items) - shown)}"] if len(items) > shown else []
