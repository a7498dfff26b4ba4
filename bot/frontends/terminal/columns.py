"""Rows of words in columns; on a terminal too narrow for them, one below the other; with tabs between when piped."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[Sequence[str]]

_BETWEEN: Final = "  "


def print_columns(headings: Sequence[str], groups: Sequence[Rows]) -> None:
    """Print rows under their headings. Every row has as many cells as there are headings.

    On a terminal an empty line stands between groups, and columns with nothing in them are left out. Elsewhere each row
    is a line with tabs between all its cells, so that a column is always where `cut` and spreadsheets look for it.
    """
    if not sys.stdout.isatty():
        typer.echo("\n".join(_with_tabs(cells) for cells in [headings, *(row for rows in groups for row in rows)]))
        return
    used = [
        number for number in range(len(headings)) if number == 0 or any(row[number] for rows in groups for row in rows)
    ]
    headings = [headings[number] for number in used]
    kept = [[[row[number] for number in used] for row in rows] for rows in groups]
    if os.environ.get("TERM") != "dumb":
        _draw(headings, kept)
    else:
        typer.echo("\n".join(_aligned(headings, kept)))


def _with_tabs(cells: Sequence[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _aligned(headings: Sequence[str], groups: Sequence[Rows]) -> list[str]:
    widths = _widths(headings, groups)
    lines = [_line(headings, widths)]
    for number, rows in enumerate(groups):
        lines += [""] * (number > 0) + [_line(row, widths) for row in rows]
    return lines


def _widths(headings: Sequence[str], groups: Sequence[Rows]) -> list[int]:
    everything = [headings, *(row for rows in groups for row in rows)]
    return [max(map(len, cells)) for cells in zip(*everything, strict=True)]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _BETWEEN.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _draw(headings: Sequence[str], groups: Sequence[Rows]) -> None:
    """Draw columns where the terminal is wide enough for them, else each row as a line with the rest of it below."""
    from rich.console import Console  # noqa: PLC0415 - rich is slow to load
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    widths = _widths(headings, groups)
    if sum(widths) + len(_BETWEEN) * (len(widths) - 1) <= console.width:
        console.print(Text(_line(headings, widths), "bold"))
        for number, rows in enumerate(groups):
            console.print(*[""] * (number > 0), *(Text(_line(row, widths)) for row in rows), sep="\n")
        return
    for number, rows in enumerate(groups):
        if number:
            console.print()
        for first, *rest in rows:
            console.print(Text(first, "bold"))
            console.print(Padding(Text(" · ".join(filter(None, rest))), (0, 0, 0, 2)))
