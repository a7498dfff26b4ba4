"""Rows of words in columns: a grid on a terminal, aligned text when piped. The last column may be long."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[Sequence[str]]


def print_columns(headings: Sequence[str], groups: Sequence[Rows]) -> None:
    """Print rows under their headings; between groups stands an empty line. Columns with nothing in them are left out.

    Every row has as many cells as there are headings. Piped output has no colours and cuts nothing off.
    """
    used = [
        number for number in range(len(headings)) if number == 0 or any(row[number] for rows in groups for row in rows)
    ]
    headings = [headings[number] for number in used]
    kept = [[[row[number] for number in used] for row in rows] for rows in groups]
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        _print_grid(headings, kept)
    else:
        typer.echo("\n".join(_aligned(headings, kept)))


def _aligned(headings: Sequence[str], groups: Sequence[Rows]) -> list[str]:
    everything = [headings, *(row for rows in groups for row in rows)]
    widths = [max(map(len, cells)) for cells in zip(*everything, strict=True)]
    lines = [_line(headings, widths)]
    for number, rows in enumerate(groups):
        lines += [""] * (number > 0) + [_line(row, widths) for row in rows]
    return lines


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _print_grid(headings: Sequence[str], groups: Sequence[Rows]) -> None:
    from rich.console import Console  # noqa: PLC0415 - rich is slow to load
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    grid = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for number, heading in enumerate(headings):
        grid.add_column(heading, style="bold" if number == 0 else "", overflow="fold")
    for rows in groups:
        for number, row in enumerate(rows):
            grid.add_row(*map(Text, row), end_section=number == len(rows) - 1)
    Console(highlight=False).print(grid)
