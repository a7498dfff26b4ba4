"""A table in, lines of Discord text out: in columns where a phone has room for them, else row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.answer import Row
from bot.frontends.discord import limits
from bot.frontends.discord.markdown import literal, monospaced, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.answer import Table

_BETWEEN: Final = " · "
"""Stands between the parts of a value, such as pay a year and pay an hour."""
_GAP: Final = "  "
_BESIDE: Final = 40
"""Characters of a note that may stand in brackets; a longer one gets a line."""


def table_lines(table: Table, rows: int) -> list[str]:
    """Return a table's title and its first rows; the last line is the note common to all rows, or empty."""
    shown = [Row(one_line(row.label), one_line(row.value), one_line(row.note)) for row in table.rows[:rows]]
    if not shown:
        return [""]
    notes = {one_line(row.note) for row in table.rows}
    common = notes.pop() if len(notes) == 1 else ""
    own = [Row(row.label, row.value, "" if row.note == common else row.note) for row in shown]
    drawn = [] if notes else _in_columns(own)
    title = [f"**{literal(table.title)}**"] if table.title else []
    return [*title, *(drawn or _row_by_row(own)), f"-# {literal(common)}" if common else ""]


def _in_columns(rows: Sequence[Row]) -> list[str]:
    """Return the rows as a block of aligned text; none when they are too different or too wide for that."""
    values = [row.value.split(_BETWEEN) for row in rows]
    if len({len(parts) for parts in values}) > 1:
        return []
    columns = [list(column) for column in zip(*values, strict=True)]
    several = len(columns) > 1
    return (_aligned(rows, columns) if not several else []) or _aligned(rows, [_under_its_unit(one) for one in columns])


def _under_its_unit(column: list[str]) -> list[str]:
    """Return a column with the words that all its values end in above it instead: `a year` over `$58,620`."""
    words = [value.split() for value in column]
    shared = 0
    while all(len(one) > shared + 1 and one[-shared - 1] == words[0][-shared - 1] for one in words):
        shared += 1
    unit = words[0][len(words[0]) - shared :]
    if not unit or any(word[0].isdigit() for word in unit):
        return ["", *column]
    return [" ".join(unit), *(" ".join(one[:-shared]) for one in words)]


def _aligned(rows: Sequence[Row], columns: Sequence[Sequence[str]]) -> list[str]:
    headed = len(columns[0]) > len(rows)
    labels = [*([""] if headed else []), *(row.label for row in rows)]
    widths = [max(map(len, column)) for column in (labels, *columns)]
    if sum(widths) + len(_GAP) * len(columns) > limits.TABLE_COLUMNS:
        return []
    lines = []
    for label, *cells in zip(labels, *columns, strict=True):
        right = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        lines.append(monospaced(_GAP.join([label.ljust(widths[0]), *right])))
    return ["```", *(line for line in lines if line.strip()), "```"]


def _row_by_row(rows: Sequence[Row]) -> list[str]:
    """Return a line a row, as a list where all notes are short."""
    if any(len(row.note) > _BESIDE for row in rows):
        return [line for row in rows for line in (_line(row), *([f"-# {literal(row.note)}"] if row.note else []))]
    return [f"- {_line(row)}" + (f" ({literal(row.note)})" if row.note else "") for row in rows]


def _line(row: Row) -> str:
    value, between, rest = row.value.partition(_BETWEEN)
    return f"{literal(row.label)}: **{literal(value)}**{between}{literal(rest)}"
