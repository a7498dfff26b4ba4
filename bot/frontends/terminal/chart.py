"""`career-bot chart`: the charts there are, one of them as characters, or as a picture in a file."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path  # noqa: TC003 - Typer reads annotations at run time
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.frontends.terminal.nothing import NO_CHARTS, end_with_nothing
from bot.frontends.terminal.startup import give_up, read_knowledge, settings_for

if TYPE_CHECKING:
    from bot.charts.chart import Chart
    from bot.knowledge.snapshot import Knowledge
    from bot.settings import Settings

WIDEST: Final = 100
"""Columns beyond which bars say no more."""


def chart(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="CHART", help="Which chart; none lists them.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.png", help="Save it as a picture.")
    ] = None,
) -> None:
    """Draw a chart of the guides' figures, or list the charts."""
    from bot.knowledge.charts import chart_names  # noqa: PLC0415 - what `--help` doesn't need, it doesn't load

    if name is None and output is not None:
        give_up("name the chart to save (career-bot chart lists them)")
    knowledge = read_knowledge(context)
    if not chart_names(knowledge):
        end_with_nothing(context, NO_CHARTS, asked=name is not None)
    if name is None:
        typer.echo("\n".join(listed(knowledge)))
        return
    drawn = _chart(knowledge, name)
    if output is None:
        typer.echo("\n".join(chart_lines(drawn)))
    else:
        _save(drawn, output, settings_for(context))


def listed(knowledge: Knowledge) -> list[str]:
    """Return one line a chart: its name and its title."""
    from bot.charts.build import chart_named  # noqa: PLC0415 - what `--help` doesn't need, it doesn't load
    from bot.knowledge.charts import chart_names  # noqa: PLC0415

    names = chart_names(knowledge)
    widest = max((len(name) for name in names), default=0)
    return [f"{name.ljust(widest)}  {chart_named(knowledge, name).title}" for name in names]


def chart_lines(drawn: Chart) -> list[str]:
    """Return a chart as lines for standard output: as wide as the terminal, with signs that its encoding has."""
    from bot.charts import characters  # noqa: PLC0415

    width = min(shutil.get_terminal_size().columns, WIDEST)
    blocks = (characters.BLOCK, characters.LIGHT_BLOCK)
    try:
        "".join(blocks).encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        blocks = characters.PLAIN_BLOCKS
    return [drawn.title, "", *characters.lines(drawn, width, blocks)]


def _chart(knowledge: Knowledge, name: str) -> Chart:
    import rapidfuzz  # noqa: PLC0415

    from bot.charts.build import UnknownChartError, chart_named  # noqa: PLC0415
    from bot.knowledge.charts import chart_names  # noqa: PLC0415

    try:
        return chart_named(knowledge, name)
    except UnknownChartError:
        names = chart_names(knowledge)
        near = rapidfuzz.process.extractOne(name, names, scorer=rapidfuzz.fuzz.WRatio, score_cutoff=60)
        hint = f"did you mean '{near[0]}'?" if near else "career-bot chart lists them"
        give_up(f"there is no chart called '{name}'; {hint}")


def _save(drawn: Chart, output: Path, settings: Settings) -> None:
    from bot.charts.pictures import ChartPictures  # noqa: PLC0415

    if output.is_dir():
        give_up(f"can't write {output}: it is a folder")
    if not output.parent.is_dir():
        give_up(f"can't write {output}: there is no folder {output.parent}")
    picture = ChartPictures(settings.cache_dir).draw(drawn)
    try:
        output.write_bytes(picture)
    except OSError as error:
        give_up(f"can't write {output}: {error.strerror or error}")
    typer.echo("\n".join([f"Saved “{drawn.title}” to {output}.", *drawn.remarks]), err=True)
