"""`career-bot figures`: the figures behind the answers, filtered and ordered, each with where it comes from."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import astuple
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.frontends.terminal.nothing import NO_FIGURES, end_with_nothing, none_fits
from bot.frontends.terminal.startup import give_up, read_knowledge, tell

if TYPE_CHECKING:
    from bot.knowledge.records import Figure
    from bot.knowledge.snapshot import Knowledge

_ORDERS: Final = ("highest", "lowest", "newest")
HEADINGS: Final = ("VALUE", "WHAT", "WHO", "WHERE", "WHEN", "FIRST PUBLISHED BY", "GUIDE")
ORDERED_APART: Final = "Figures in different currencies, or by the hour and by the year, are ordered apart."

Several = list[str] | None


def _option(name: str, text: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar="TEXT", help=text)
    return option


def figures(  # noqa: PLR0913, PLR0917 - one option each
    context: typer.Context,
    kind: Annotated[Several, _option("--kind", "pay, projection, duration, cost or count.")] = None,
    area: Annotated[Several, _option("--area", "A place that figures are for, by name.")] = None,
    area_type: Annotated[Several, _option("--area-type", "country, state, district or city.")] = None,
    country: Annotated[Several, _option("--country", "A country, by name or by its code of two letters.")] = None,
    industry: Annotated[Several, _option("--industry", "A kind of employer, by name.")] = None,
    occupation: Annotated[Several, _option("--occupation", "The people that a figure is about.")] = None,
    statistic: Annotated[Several, _option("--statistic", "What it measures: average, median, top tenth, …")] = None,
    level: Annotated[Several, _option("--level", "entry, experienced, senior or top.")] = None,
    period: Annotated[Several, _option("--period", "hour or year of pay, or when it is from: 2015, 2022-2032.")] = None,
    currency: Annotated[Several, _option("--currency", "USD, GBP, CAD or AUD.")] = None,
    publisher: Annotated[Several, _option("--publisher", "Who first published it.")] = None,
    guide: Annotated[Several, _option("--guide", "The guide it stands in, by id or title.")] = None,
    order: Annotated[str | None, typer.Option("--order", metavar="|".join(_ORDERS), help="Order of the list.")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many; by value, so many of each unit.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a heading line.")] = False,
) -> None:
    """List the figures behind the answers.

    Options narrow the list down; one given twice takes figures that fit either. Nothing is converted.

    Into a pipe or file each figure is one line, with tabs between the columns; --csv and --json have every field.
    """
    from bot.answering.figure_filters import FigureFilters, UnknownValueError  # noqa: PLC0415 - `--help` needs none
    from bot.answering.figure_queries import FigureQuery, Order, find_figures  # noqa: PLC0415

    if as_json and as_csv:
        give_up("choose one of --json and --csv")
    if order is not None and order not in _ORDERS:
        give_up(f"there is no order “{order}”; there is: {', '.join(_ORDERS)}")
    asked = {
        "kind": kind, "area": area, "area type": area_type, "country": country, "industry": industry,
        "occupation": occupation, "statistic": statistic, "level": level, "period": period, "currency": currency,
        "publisher": publisher, "guide": guide,
    }  # fmt: skip
    knowledge = read_knowledge(context)
    narrowed = any(asked.values())
    if not knowledge.figures and (narrowed or not (as_json or as_csv)):
        end_with_nothing(context, NO_FIGURES, asked=narrowed)
    filters = FigureFilters(knowledge)
    try:
        query = FigureQuery(
            **filters.query_fields({dimension: tuple(texts or ()) for dimension, texts in asked.items()}),
            order=Order(order or "as_listed"), limit=limit,
        )  # fmt: skip
    except UnknownValueError as unknown:
        give_up(str(unknown))
    found = find_figures(knowledge, query)
    if as_json:
        typer.echo(_as_json(knowledge, found))
    elif as_csv:
        typer.echo(_as_csv(knowledge, found), nl=False)
    elif not found:
        tell(none_fits(knowledge))
    else:
        _print_for_people(knowledge, found, by_value=order in {"highest", "lowest"})


def _as_json(knowledge: Knowledge, found: tuple[Figure, ...]) -> str:
    from bot.answering.figure_rows import figure_fields  # noqa: PLC0415

    return json.dumps({"figures": [figure_fields(knowledge, figure) for figure in found]}, ensure_ascii=False, indent=2)


def _as_csv(knowledge: Knowledge, found: tuple[Figure, ...]) -> str:
    from bot.answering.figure_rows import FIELDS, figure_fields  # noqa: PLC0415

    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(figure_fields(knowledge, figure) for figure in found)
    return text.getvalue()


def _print_for_people(knowledge: Knowledge, found: tuple[Figure, ...], *, by_value: bool) -> None:
    from bot.answering.figure_queries import by_unit  # noqa: PLC0415
    from bot.answering.figure_rows import figure_row  # noqa: PLC0415
    from bot.frontends.terminal.columns import print_columns  # noqa: PLC0415

    groups = list(by_unit(found).values()) if by_value else [list(found)]
    print_columns(HEADINGS, [[astuple(figure_row(knowledge, figure)) for figure in group] for group in groups])
    if len(groups) > 1:
        typer.echo(f"\n{ORDERED_APART}", err=True)
