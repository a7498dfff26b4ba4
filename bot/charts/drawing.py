"""`Chart` in, PNG out: a light card of its own with large type, drawn by Matplotlib's object interface.

Lengths are pixels, measured from the top left corner. The card is twice as wide as the narrowest place it is shown in,
so that type of 26 pixels here is 13 there. Colours are from the Okabe-Ito set, told apart with any colour vision; they
never carry meaning alone.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from bot.charts import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from bot.charts.chart import Bar, Chart

WIDTH: Final = 800
MARGIN: Final = 32
_DOTS_PER_INCH: Final = 100
_POINTS_PER_PIXEL: Final = 72 / _DOTS_PER_INCH

_TITLE: Final = 36
_LABEL: Final = 26
_NOTE: Final = 22
_SMALL: Final = 20
_LINE: Final = 1.3
"""Height of a line of text, in sizes of its type."""
_BAR: Final = 34
_GAP: Final = 22
_PIECE: Final = 108
"""Width of one named piece of a bar."""
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_SHORT_PART: Final = 50
"""Characters that surely fit on one line of notes."""

_CARD: Final = "#FBFAF7"
_EDGE: Final = "#D8D4CA"
_INK: Final = "#1E1F22"
_SOFT_INK: Final = "#55585F"
_BLUE: Final = "#0072B2"
_LIGHT_BLUE: Final = "#8CC3E3"

_FONTS: Final = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
Weight = Literal["normal", "bold"]


def draw(chart: Chart, font_cache: Path | None = None) -> bytes:
    """Return the chart as a PNG of `WIDTH` pixels; the same chart gives the same bytes.

    `font_cache` is where Matplotlib may keep its list of fonts. Not for several threads at a time.
    """
    if font_cache is not None:
        os.environ.setdefault("MPLCONFIGDIR", str(font_cache))  # read when Matplotlib is first imported
    page = _Page()
    bottom = _draw_chart(page, chart)
    return page.png(round(bottom))


def _draw_chart(page: _Page, chart: Chart) -> float:
    """Draw everything from the top down, and return where it ends."""
    y = page.paragraph(chart.title, MARGIN - 4, _TITLE, "bold")
    y = page.paragraph(_kept_together(chart.axis), y + 6, _NOTE, colour=_SOFT_INK) + _GAP
    texts = [_text(bar) for bar in chart.bars]
    beside = _labels_fit_beside(page, chart)
    left = MARGIN + (max(page.width(bar.label, _LABEL) for bar in chart.bars) + 18 if beside else 0)
    room = WIDTH - MARGIN - left - max(page.width(text, _LABEL, "bold") for text in texts) - 12
    longest = max(float(bar.value) for bar in chart.bars) or 1.0
    for bar, text in zip(chart.bars, texts, strict=True):
        if beside:
            page.text(bar.label, MARGIN, y + _BAR / 2, _LABEL)
        else:
            y = page.paragraph(bar.label, y, _LABEL)
            y = (page.paragraph(bar.note, y, _NOTE, colour=_SOFT_INK) if bar.note else y) + 6
        colour = _LIGHT_BLUE if bar.muted else _BLUE
        if bar.pieces:
            y = _draw_pieces(page, bar, left, y, colour)
        else:
            length = room * float(bar.value) / longest
            page.bar(left, y, length, colour)
            page.text(text, left + length + 12, y + _BAR / 2, _LABEL, "bold")
        y += _BAR + _GAP
    remarks = wording.REMARKS_ELSEWHERE if chart.remarks else ""
    page.rule(y)
    y += 14
    for line in (chart.note, remarks, chart.source):
        y = page.paragraph(line, y, _SMALL, colour=_SOFT_INK) + 4 if line else y
    return y + MARGIN - 10


def _draw_pieces(page: _Page, bar: Bar, left: float, y: float, colour: str) -> float:
    """Draw a bar of named pieces, in as many lines as it needs, and return the top of its last line."""
    in_a_line = int((WIDTH - MARGIN - left) // _PIECE)
    for index, piece in enumerate(bar.pieces):
        line, column = divmod(index, in_a_line)
        x, top = left + column * _PIECE, y + line * (_BAR + 8)
        page.bar(x, top, _PIECE - 6, colour)
        middle = x + (_PIECE - 6 - page.width(piece, _NOTE, "bold")) / 2
        page.text(piece, middle, top + _BAR / 2, _NOTE, "bold", _INK if bar.muted else _CARD)
    return y + (len(bar.pieces) - 1) // in_a_line * (_BAR + 8)


def _kept_together(axis: str) -> str:
    """Return the axis' words with no-break spaces inside each part, so that lines end between parts."""
    parts = (part.replace(" ", _NO_BREAK) if len(part) < _SHORT_PART else part for part in axis.split(" · "))
    return f"{_NO_BREAK}· ".join(parts)


def _text(bar: Bar) -> str:
    return bar.text + wording.REMARK_SIGN if bar.remark else bar.text


def _labels_fit_beside(page: _Page, chart: Chart) -> bool:
    """Say whether every bar has a short label and nothing else to say, so that one line a bar is enough."""
    widest = max(page.width(bar.label, _LABEL) for bar in chart.bars)
    return widest < WIDTH / 3 and not any(bar.note or bar.pieces for bar in chart.bars)


@dataclass
class _Page:
    """A canvas as wide as the card, which is cut to its height in the end."""

    _axes: Axes = field(init=False)
    _canvas: FigureCanvasAgg = field(init=False)
    _fonts: dict[Weight, Path] = field(init=False)

    def __post_init__(self) -> None:
        import matplotlib as mpl  # noqa: PLC0415 - takes half a second, and only pictures need it
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415

        figure = Figure(figsize=(WIDTH / _DOTS_PER_INCH, WIDTH / _DOTS_PER_INCH), dpi=_DOTS_PER_INCH)
        self._canvas = FigureCanvasAgg(figure)
        self._axes = figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)
        folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
        # Named by file: the system's fonts differ, these come with Matplotlib.
        self._fonts = {"normal": folder / _FONTS["normal"], "bold": folder / _FONTS["bold"]}

    def width(self, text: str, size: float, weight: Weight = "normal") -> float:
        """Return how wide a line of text is, in pixels."""
        renderer = self._canvas.get_renderer()  # type: ignore[no-untyped-call]
        font = self._font(size, weight)
        return float(renderer.get_text_width_height_descent(text, font, ismath=False)[0])

    def text(  # noqa: PLR0913, PLR0917 - what, where, and how it looks
        self, text: str, x: float, middle: float, size: float, weight: Weight = "normal", colour: str = _INK
    ) -> None:
        """Write one line whose middle is at a height."""
        self._axes.text(
            x,
            middle,
            text,
            fontproperties=self._font(size, weight),
            color=colour,
            verticalalignment="center_baseline",
            parse_math=False,
        )

    def paragraph(self, text: str, top: float, size: float, weight: Weight = "normal", colour: str = _INK) -> float:
        """Write a text over the card's width in as many lines as it needs, and return where it ends."""
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}".strip()
            if line and self.width(longer, size, weight) > WIDTH - 2 * MARGIN:
                self.text(line, MARGIN, top + size * _LINE / 2, size, weight, colour)
                top += size * _LINE
                line = word
            else:
                line = longer
        self.text(line, MARGIN, top + size * _LINE / 2, size, weight, colour)
        return top + size * _LINE

    def bar(self, left: float, top: float, length: float, colour: str) -> None:
        """Draw a bar."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415

        self._axes.add_patch(Rectangle((left, top), length, _BAR, facecolor=colour, edgecolor="none"))

    def rule(self, y: float) -> None:
        """Draw a thin line across the card."""
        self._axes.plot([MARGIN, WIDTH - MARGIN], [y, y], color=_EDGE, linewidth=2 * _POINTS_PER_PIXEL)

    def png(self, height: int) -> bytes:
        """Return the page, cut to a height, as a PNG without a date or a version in it."""
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        figure = self._axes.get_figure(root=True)
        assert figure is not None  # noqa: S101 - the page made it
        figure.set_size_inches(WIDTH / _DOTS_PER_INCH, height / _DOTS_PER_INCH)
        figure.set(facecolor=_CARD, edgecolor=_EDGE, linewidth=4 * _POINTS_PER_PIXEL)
        out = io.BytesIO()
        self._canvas.print_png(out, metadata={"Software": None})  # type: ignore[no-untyped-call]
        return out.getvalue()

    def _font(self, size: float, weight: Weight) -> Any:  # noqa: ANN401 - Matplotlib's, imported late
        from matplotlib.font_manager import FontProperties  # noqa: PLC0415

        return FontProperties(fname=str(self._fonts[weight]), size=size * _POINTS_PER_PIXEL)
