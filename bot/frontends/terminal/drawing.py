"""`Answer` as rich renderables, for terminals with colours. All text goes in as `Text`, never as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from bot.answering.answer import Bullets, Heading, Note, Table
from bot.frontends.terminal.plain import NO_ANSWER, chart_hint, offered, source_lines, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from bot.answering.answer import Answer, Block

READABLE_WIDTH = 100  # lines longer than this are hard to follow on a wide screen


def screen() -> Console:
    """Return the console to draw on: as wide as the terminal, up to a readable width; NO_COLOR is heeded by rich."""
    console = Console(highlight=False)
    console.width = min(console.width, READABLE_WIDTH)
    return console


def draw_answer(answer: Answer, chart_command: str = "career-bot chart {chart}") -> RenderableType:
    """Return the whole answer: title, text, sources, how to see its chart, and the questions offered next, numbered."""
    parts: list[RenderableType] = [Text(title(answer), "bold cyan")] if title(answer) else []
    parts += [_draw_block(block) for block in answer.blocks] or [Text(NO_ANSWER)]
    sources = source_lines(answer.citations)
    if sources:
        parts.append(Group(Text("Sources", "dim bold"), *(_hanging("·", Text(line, "dim"), "dim") for line in sources)))
    if answer.chart:
        parts.append(Text(chart_hint(answer, chart_command), "dim"))
    number = 1
    for heading, suggestions in offered(answer):
        choices = draw_choices((one.question for one in suggestions), number)
        parts.append(Group(Text(heading, "bold"), choices) if heading else choices)
        number += len(suggestions)
    return Group(parts[0], *(Padding(part, (1, 0, 0, 0)) for part in parts[1:]))


def draw_choices(labels: Iterable[str], start: int = 1) -> RenderableType:
    """Return numbered lines to choose from."""
    return Group(*(_hanging(f"{number:>2}", Text(label), "cyan") for number, label in enumerate(labels, start)))


def _draw_block(block: Block) -> RenderableType:
    if isinstance(block, Heading):
        return Text(block.text, "bold")
    if isinstance(block, Bullets):
        return Group(*(_hanging("•", Text(item), "cyan") for item in block.items))
    if isinstance(block, Table):
        return _draw_table(block)
    if isinstance(block, Note):
        return _hanging("!", Text(block.text, "yellow"), "bold yellow")
    return Text(block.text)


def _draw_table(table: Table) -> RenderableType:
    grid = Grid(box=None, show_header=False, padding=(0, 1))
    grid.add_column()
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(style="dim")
    for row in table.rows:
        grid.add_row(Text(row.label), Text(row.value, "bold"), Text(row.note))
    return Group(Text(table.title, "bold"), grid) if table.title else grid


def _hanging(sign: str, content: Text, style: str) -> RenderableType:
    """Return a line whose continuation stays clear of the sign before it."""
    line = Grid.grid(padding=(0, 1))
    line.add_column(style=style, no_wrap=True)
    line.add_column(overflow="fold")
    line.add_row(Text(sign), content)
    return line
