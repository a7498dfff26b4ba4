"""Pictures: the same bytes every time, small, whole, and drawn once."""

from __future__ import annotations

import asyncio
import struct
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.charts import drawing, pictures
from bot.charts.build import chart_named
from bot.charts.chart import Bar, Chart
from bot.charts.pictures import ChartPictures
from bot.knowledge.charts import chart_names

MOST_BYTES = 200_000


def size_of(picture: bytes) -> tuple[int, int]:
    """Return width and height in pixels."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", picture[16:24])


def bars(*labels: str, value: str = "1") -> Chart:
    return Chart(
        "a", "A chart", "USD/year", "US dollars", tuple(Bar(one, Decimal(value), "$1") for one in labels), "Me."
    )


def test_every_chart_is_a_small_picture_with_the_same_bytes_each_time(knowledge, tmp_path):
    """As wide as planned, under the size that loads at once on a phone."""
    for name in chart_names(knowledge):
        chart = chart_named(knowledge, name)
        picture = drawing.draw(chart, tmp_path)
        width, height = size_of(picture)
        assert width == drawing.WIDTH, name
        assert 300 < height < 1600, name
        assert len(picture) < MOST_BYTES, name
        assert drawing.draw(chart, tmp_path) == picture, name


def test_every_word_stays_on_the_card(knowledge, monkeypatch):
    """No line of text ends beyond the margin."""
    written, seen = drawing._Page.text, []

    def text(page, words, x, middle, size, weight="normal", colour=drawing._INK):  # noqa: PLR0917 - as there
        seen.append(words)
        assert x >= 0
        assert x + page.width(words, size, weight) <= drawing.WIDTH - drawing.MARGIN / 2, words
        written(page, words, x, middle, size, weight, colour)

    monkeypatch.setattr(drawing._Page, "text", text)
    for name in chart_names(knowledge):
        drawing.draw(chart_named(knowledge, name))
    assert {"Alaska", "$58,620", "Kokomo, IN"} <= set(seen)


@pytest.mark.parametrize("chart", [
    bars("One"),
    bars("Nothing", value="0"),
    bars(*(f"Place {number}" for number in range(60))),
    bars("$5 for $6 and _x^2$ \\frac"),
    bars("A label that is far too long for one line of the card, so that it has to go on in the next one"),
])  # fmt: skip
def test_unusual_charts_are_drawn_too(chart):
    """One bar, no length, many bars, signs that mean something to a typesetter, long words."""
    assert size_of(drawing.draw(chart))[0] == drawing.WIDTH


def test_a_picture_is_drawn_once(tmp_path, monkeypatch):
    """In this process and, from the disk, in the next; another content is another picture."""
    drawn = []
    draw = drawing.draw
    monkeypatch.setattr(pictures.drawing, "draw", lambda chart, fonts: drawn.append(chart) or draw(chart, fonts))
    chart = bars("One", "Two")
    first = ChartPictures(tmp_path)
    assert first.draw(chart) == first.draw(chart) == ChartPictures(tmp_path).draw(chart)
    assert len(drawn) == 1
    first.draw(replace(chart, title="Another"))
    assert len(drawn) == 2
    assert len(list((tmp_path / "charts").glob("*.png"))) == 2


def test_a_cache_folder_that_cannot_be_used_costs_time_only(tmp_path):
    """The picture comes all the same."""
    (tmp_path / "file").write_text("not a folder")
    assert size_of(ChartPictures(tmp_path / "file").draw(bars("One")))


async def test_callers_that_come_at_once_get_the_same_picture(tmp_path, monkeypatch):
    """From threads of their own, one drawing at a time, and none that another has made already."""
    at_work, most, drawn = [], [], []

    def slowly(chart, _fonts):
        at_work.append(chart)
        time.sleep(0.02)
        most.append(len(at_work))
        drawn.append(at_work.pop().title)
        return chart.title.encode()

    monkeypatch.setattr(pictures.drawing, "draw", slowly)
    charts, wanted = ChartPictures(tmp_path), [bars("One"), replace(bars("One"), title="Another")] * 4
    found = await asyncio.gather(*(charts.drawn(chart) for chart in wanted))

    assert found == [chart.title.encode() for chart in wanted]
    assert sorted(drawn) == ["A chart", "Another"]
    assert max(most) == 1


def test_matplotlib_writes_into_the_cache_folder_only(tmp_path):
    """Its list of fonts goes there, not into the home folder, and nothing global is imported."""
    program = (
        "import sys; from pathlib import Path; from decimal import Decimal\n"
        "from bot.charts.pictures import ChartPictures; from bot.charts.chart import Bar, Chart\n"
        "assert 'matplotlib' not in sys.modules\n"
        "chart = Chart('a', 'A', 'u', 'u', (Bar('b', Decimal(1), '1'),), 's')\n"
        "ChartPictures(Path(sys.argv[1])).draw(chart)\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    environment = {"HOME": str(home), "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "cache")], check=True, env=environment)  # noqa: S603
    assert list(home.iterdir()) == []
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {"charts", "matplotlib"}
