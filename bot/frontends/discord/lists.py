"""A list of statements in, lines of Discord text out; statements about several things stand below what they are of."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.frontends.discord.markdown import literal, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_NAME: Final = 40


def bullet_lines(items: Sequence[str]) -> list[str]:
    """Return the lines of a list.

    `CPC: one`, `CPC: two`, `CCS: three` become the names CPC and CCS with what is said of each below.
    """
    lines = [one_line(item) for item in items]
    groups = [(name, [line.partition(": ")[2] for line in said]) for name, said in groupby(lines, _name)]
    names = [name for name, _ in groups]
    if "" in names or len(set(names)) < len(names) or len(names) == len(lines):
        return [f"- {literal(line)}" for line in lines]
    return [
        line for name, said in groups for line in ("", f"**{literal(name)}**", *(f"- {literal(one)}" for one in said))
    ]


def _name(line: str) -> str:
    """Return what a statement is about, when it says so before a colon."""
    name, colon, said = line.partition(": ")
    return name if colon and said and len(name) <= _LONGEST_NAME else ""
