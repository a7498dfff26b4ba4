"""`Chart`: what a chart shows, as plain data. Every front end draws this, as a picture, as characters or as words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.charts import wording

if TYPE_CHECKING:
    from decimal import Decimal

ALT_TEXT: Final = 1024
"""Characters that Discord takes as the alternative text of a picture."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, `value` long in the chart's unit; `text` is the value as people read it, qualifier included.

    `note` says for whom and when, where the bars of a chart differ in that. `figure` is the id of the record behind the
    bar. A bar of `pieces` is a row of named things, one unit long each. A `muted` bar is drawn lighter.
    `remark` is the record's own caution about the figure.
    """

    label: str
    value: Decimal
    text: str
    note: str = ""
    figure: str | None = None
    pieces: tuple[str, ...] = ()
    muted: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on one axis that starts at zero.

    `unit` is the axis' unit as records name it ('USD/year'), `axis` what all bars have in common, in words. `note`
    explains the drawing, `source` names guides and first publishers.
    """

    name: str
    title: str
    unit: str
    axis: str
    bars: tuple[Bar, ...]
    source: str
    note: str = ""

    @property
    def shows_figures(self) -> bool:
        """Whether its bars are figures, rather than rows of named things."""
        return any(bar.figure for bar in self.bars)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The cautions about single figures, each with the bar it is about."""
        return tuple(f"{bar.label}: {bar.remark}" for bar in self.bars if bar.remark)

    @property
    def alt_text(self) -> str:
        """The chart in words, at most `ALT_TEXT` characters: every bar, then the sources if they fit.

        A chart of more bars than fit says how many are missing.
        """
        short = [f"{bar.label}: {bar.text}" for bar in self.bars]
        full = [f"{bar.label}{f' ({bar.note})' if bar.note else ''}: {bar.text}" for bar in self.bars]
        for bars, source in ((full, self.source), (full, ""), (short, "")):
            text = self._in_words(bars, source)
            if len(text) <= ALT_TEXT:
                return text
        for shown in range(len(short) - 1, 0, -1):
            text = self._in_words([*short[:shown], wording.MORE.format(count=len(short) - shown)], "")
            if len(text) <= ALT_TEXT:
                return text
        return self.title[:ALT_TEXT]

    def _in_words(self, bars: list[str], source: str) -> str:
        return wording.ALT.format(title=self.title, axis=self.axis, bars="; ".join(bars), source=source).strip()
