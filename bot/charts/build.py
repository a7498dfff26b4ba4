"""From records to `Chart`: which bars, in which order, what they have in common, and who says so.

Nothing is computed: a bar's length is its record's value. What differs between the bars (for whom, when, by whom) is
said at each bar; what they share is said once.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.answering import figure_text
from bot.answering.wording import PAY_PERIODS
from bot.charts import wording
from bot.charts.chart import Bar, Chart
from bot.knowledge.charts import CREDENTIALS_CHART, axis_units, chart_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.knowledge.records import Citation, Figure, TableSpec
    from bot.knowledge.snapshot import Knowledge


class UnknownChartError(LookupError):
    """The knowledge has no chart of that name."""


class MixedUnitsError(ValueError):
    """The figures don't fit on one axis: they are in several units or currencies."""


@dataclass(frozen=True, slots=True)
class _Facets:
    """What a figure is about, in words: what labels its bar, and the rest, with who first published it at the end."""

    label: str
    others: tuple[str, ...]


def chart_named(knowledge: Knowledge, name: str) -> Chart:
    """Return the chart that entries name so. Raises UnknownChartError when none does, MixedUnitsError."""
    if name not in chart_names(knowledge):
        raise UnknownChartError(name)
    return _of_credentials(knowledge) if name == CREDENTIALS_CHART else chart_of(knowledge, knowledge.tables[name])


def chart_of(knowledge: Knowledge, spec: TableSpec) -> Chart:
    """Return the chart of a table of figures. Raises MixedUnitsError."""
    selected = knowledge.select(spec.select)
    units = axis_units(selected)
    if len(units) != 1:
        raise MixedUnitsError(f"the chart '{spec.id}' would put {' and '.join(units) or 'nothing'} on one axis")
    (unit,) = units
    figures = _ordered([figure for figure in selected if figure.unit_name == unit], spec.order)
    facets = [_facets(knowledge, figure, spec.label) for figure in figures]
    differing = [len(set(column)) > 1 for column in zip(*(one.others for one in facets), strict=True)]
    # Who first published them all is said in the source line.
    shared = [text for text, differs in zip(facets[0].others[:-1], differing[:-1], strict=True) if text and not differs]
    bars = tuple(
        Bar(
            _capitalized(one.label),
            figure.value or Decimal(),
            _value(figure),
            ", ".join(text for text, differs in zip(one.others, differing, strict=True) if text and differs),
            figure.id,
            muted=figure.review_by is not None,
            remark=figure.note or "",
        )
        for figure, one in zip(figures, facets, strict=True)
    )
    notes = [wording.OLDER] if len({bar.muted for bar in bars}) > 1 else []
    hourly = [group[0] for group in figure_text.paired(selected) if group[0].unit_name != unit]
    if hourly:
        labels = "; ".join(_facets(knowledge, figure, spec.label).label for figure in hourly)
        notes.append(wording.HOURLY_LEFT_OUT.format(labels=labels))
    return Chart(
        spec.id,
        spec.title,
        unit,
        _capitalized(" · ".join([*shared, _unit_in_words(figures[0])])),
        bars,
        _source(knowledge, [figure.citations[0] for figure in figures], figures),
        " ".join(notes),
    )


def _of_credentials(knowledge: Knowledge) -> Chart:
    issued: dict[str | None, list[str]] = {name: [] for name in knowledge.organizations}
    issued[None] = []
    cited: list[Citation] = []
    for credential in knowledge.credentials.values():
        issued[credential.offered_by].append(credential.abbreviation)
        cited += credential.offered_by_citations or credential.citations
    bars = []
    for name, pieces in issued.items():
        if not pieces:
            continue
        organization = knowledge.organizations[name] if name else None
        label = wording.NOT_NAMED if organization is None else organization.abbreviation or organization.name
        note = organization.name if organization is not None and organization.abbreviation else ""
        text, value = ", ".join(pieces), Decimal(len(pieces))
        bars.append(Bar(label, value, text, note, pieces=tuple(pieces), muted=organization is None))
    source = _source(knowledge, cited)
    return Chart(
        CREDENTIALS_CHART, wording.CREDENTIALS_TITLE, "credentials", wording.CREDENTIALS_AXIS, tuple(bars), source
    )


def _ordered(figures: list[Figure], order: str) -> list[Figure]:
    """Return the figures as a table would list them; equal ones stay in the order of their files."""
    if order in {"highest", "lowest"}:
        return sorted(figures, key=lambda figure: figure.value or 0, reverse=order == "highest")
    if order == "newest":
        return sorted(figures, key=lambda figure: figure.target_period or figure.reference_period or "", reverse=True)
    return figures


def _facets(knowledge: Knowledge, figure: Figure, label: str) -> _Facets:
    who = figure_text.population(knowledge, figure)
    when = figure_text.period(figure) or wording.NO_PERIOD
    area = figure.area.name if figure.area else ""
    by = figure_text.attribution(knowledge, figure)
    if figure.kind == "projection":
        return _Facets(when, (who, area, by))
    if figure.kind != "pay":
        return _Facets(figure.subject or "", (by,))
    measure, industry = figure_text.measure(figure), figure_text.industry(knowledge, figure)
    if label == "area":
        return _Facets(area, (measure, who, industry, when, by))
    if label == "industry":
        return _Facets(industry, (measure, who, area, when, by))
    return _Facets(measure, (who, industry, area, when, by))


def _value(figure: Figure) -> str:
    """Return the value as people read it, without the pay period, which the axis names."""
    text = figure_text.value(figure)
    return text.replace(f" {PAY_PERIODS[figure.pay_period]}", "") if figure.pay_period else text


def _unit_in_words(figure: Figure) -> str:
    if figure.currency:
        period = PAY_PERIODS[figure.pay_period] if figure.pay_period else f"per {figure.per}" if figure.per else ""
        return f"{wording.CURRENCIES[figure.currency]} {period}".strip()
    if figure.unit == "percent":
        return wording.GROWTH if figure.kind == "projection" else wording.PERCENT
    return figure.unit or ""


def _source(knowledge: Knowledge, citations: Iterable[Citation], figures: Sequence[Figure] = ()) -> str:
    guides = list(dict.fromkeys(knowledge.guides[one.guide].title for one in citations))
    lines = [(wording.SOURCE if len(guides) == 1 else wording.SOURCES).format(guides="; ".join(guides))]
    names = dict.fromkeys(figure_text.publisher(knowledge, figure) for figure in figures)
    if known := [name for name in names if name]:
        lines.append(wording.FIRST_PUBLISHED_BY.format(names=" and ".join(known)))
        if "" in names:
            lines.append(wording.SOME_NAME_NO_SOURCE)
    return " ".join(lines)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
