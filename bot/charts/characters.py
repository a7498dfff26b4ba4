"""`Chart` as lines of characters: for terminals, pipes and screen readers."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.charts.chart import Bar, Chart

BLOCK: Final = "█"
LIGHT_BLOCK: Final = "▒"
PLAIN_BLOCKS: Final = ("#", "=")
"""What to draw with where the output has ASCII only."""


def lines(chart: Chart, width: int = 80, blocks: tuple[str, str] = (BLOCK, LIGHT_BLOCK)) -> Iterator[str]:
    """Yield the chart line by line, without its title, at most `width` columns each where words allow.

    `blocks` are the signs that full and muted bars are made of. Bars are rounded to whole columns; the number beside
    each is exact.
    """
    yield from textwrap.wrap(chart.axis, width)
    yield ""
    longest = max(bar.value for bar in chart.bars) or 1
    room = max(width - max(len(bar.text) for bar in chart.bars) - 3, 1)
    for bar in chart.bars:
        yield from textwrap.wrap(f"{bar.label} ({bar.note})" if bar.note else bar.label, width)
        yield _bar(bar, round(room * bar.value / longest), blocks)
    ends = [chart.note, *chart.remarks, chart.source]
    for end in ends:
        if end:
            yield ""
            yield from textwrap.wrap(end, width)


def _bar(bar: Bar, length: int, blocks: tuple[str, str]) -> str:
    if bar.pieces:
        return "  " + " ".join(f"[{piece}]" for piece in bar.pieces)
    return f"  {(blocks[1] if bar.muted else blocks[0]) * max(length, 1)} {bar.text}"
