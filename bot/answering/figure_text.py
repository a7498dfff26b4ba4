"""Figures in words: values with qualifier and unit, what they measure, for whom, where, when and by whom."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.answering import wording
from bot.answering.answer import ShownFigure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.knowledge.records import Figure
    from bot.knowledge.snapshot import Knowledge


def number(value: Decimal, decimals: int | None = None) -> str:
    """Return a number with thousands separators: 48,000 or 23.45."""
    if decimals is None:
        decimals = 0 if value == value.to_integral_value() else 2
    return f"{value:,.{decimals}f}"


def value(figure: Figure) -> str:
    """Return a figure as people read it: 'over $48,000 a year', 'about 100 to 150 multiple-choice questions', '8%'."""
    if figure.value is not None:
        amount = _amount(figure, figure.value)
    else:
        low, high = Decimal(figure.minimum or 0), Decimal(figure.maximum or 0)
        amount = f"{wording.CURRENCY_SIGNS.get(figure.currency or '', '')}{number(low)} to {_amount(figure, high)}"
    return wording.QUALIFIERS[figure.qualifier].format(amount) if figure.qualifier else amount


def _amount(figure: Figure, amount: Decimal) -> str:
    if figure.currency:
        decimals = 2 if amount != amount.to_integral_value() else None
        text = wording.CURRENCY_SIGNS[figure.currency] + number(amount, decimals)
        if figure.pay_period:
            return f"{text} {wording.PAY_PERIODS[figure.pay_period]}"
        return f"{text} per {figure.per}" if figure.per else text
    if figure.unit == "percent":
        return f"{amount.normalize():,f}%"
    unit = figure.unit or ""
    return f"{amount.normalize():,f} {unit.removesuffix('s') if amount == 1 and ' ' not in unit else unit}"


def period(figure: Figure) -> str:
    """Return the period in words: 'May 2013', '2022 to 2032', 'by 2029'; empty when the guide gives none."""
    if figure.target_period:
        return f"{figure.base_period} to {figure.target_period}" if figure.base_period else f"by {figure.target_period}"
    if not figure.reference_period:
        return ""
    year, _, month = figure.reference_period.partition("-")
    return f"{wording.MONTHS[int(month) - 1]} {year}" if month else year


def population(knowledge: Knowledge, figure: Figure) -> str:
    """Return the group the figure is about, as answers call it."""
    return term_name(knowledge.vocabulary.occupations, figure.population)


def industry(knowledge: Knowledge, figure: Figure) -> str:
    """Return the kind of employer the figure is about."""
    return term_name(knowledge.vocabulary.industries, figure.industry)


def term_name(terms: Iterable[object], identifier: str | None) -> str:
    """Return the name of a vocabulary term; the id itself when the vocabulary lacks it."""
    return next((str(term.name) for term in terms if term.id == identifier), identifier or "")  # type: ignore[attr-defined]  # vocabulary terms


def measure(figure: Figure) -> str:
    """Return what the number is: 'average', 'top tenth', 'starting pay'."""
    if figure.experience and figure.statistic in {"typical", None}:
        return wording.EXPERIENCE[figure.experience]
    if figure.experience:
        return f"{wording.STATISTICS[figure.statistic or 'typical']} of {wording.EXPERIENCE[figure.experience]}"
    return wording.STATISTICS[figure.statistic or "typical"]


def description(knowledge: Knowledge, figure: Figure, *, place: bool = False) -> str:
    """Return what a figure is about, for a table's label: 'Average, medical records specialists, 2015'."""
    if figure.kind == "projection":
        return f"{period(figure)}, {population(knowledge, figure)}"
    if figure.kind != "pay":
        return figure.subject or ""
    parts = [measure(figure), population(knowledge, figure)]
    if figure.industry:
        parts.append(industry(knowledge, figure))
    if place and figure.area:
        parts.append(figure.area.name)
    if period(figure):
        parts.append(period(figure))
    text = ", ".join(parts)
    return text[0].upper() + text[1:]


def attribution(knowledge: Knowledge, figure: Figure) -> str:
    """Return who first published a figure; for what the guides say themselves, the guide's short name."""
    if figure.kind in {"pay", "projection"}:
        return figure.attributed_to or wording.NO_SOURCE
    return knowledge.guides[figure.citations[0].guide].attribution_short


def publisher(knowledge: Knowledge, figure: Figure) -> str:
    """Return who first published a figure, by full name; empty when the guide doesn't say."""
    known = knowledge.publishers.get(figure.attributed_to or "")
    if known is None:
        return ""
    return known.name if known.id in known.name else f"the {known.name} ({known.id})"


def shown(figure: Figure) -> Iterator[ShownFigure]:
    """Yield the JSON-facing records of a figure: one, or two for a range."""
    ends = [(figure.value, figure.statistic)] if figure.value is not None else [
        (figure.minimum, "minimum"), (figure.maximum, "maximum")
    ]  # fmt: skip
    for amount, statistic in ends:
        yield ShownFigure(
            figure.id, float(amount or 0), figure.unit_name, statistic, figure.area.name if figure.area else None,
            figure.period, figure.citations[0].guide,
        )  # fmt: skip


def same_measure(figure: Figure) -> tuple[object, ...]:
    """Return a key that the hourly and the yearly form of one measure share."""
    return (
        figure.kind, figure.statistic, figure.population, figure.industry, figure.area, figure.experience,
        figure.reference_period, figure.base_period, figure.target_period, figure.attributed_to,
        None if figure.kind == "pay" else figure.id, figure.citations[0].guide, figure.citations[0].section,
    )  # fmt: skip


def paired(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Group figures so that the yearly and hourly form of one measure stand together, yearly first."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(same_measure(figure), []).append(figure)
    return [sorted(group, key=lambda f: f.pay_period == "hour") for group in groups.values()]
