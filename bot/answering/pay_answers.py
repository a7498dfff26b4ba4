"""Pay in sentences and tables: one place, one employer, one share of earners, or several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering import figure_text, pay, wording
from bot.answering.answer import Row, Table

if TYPE_CHECKING:
    from bot.answering.asked import Asked
    from bot.answering.page import Page
    from bot.knowledge.records import Figure, Missing
    from bot.knowledge.snapshot import Knowledge


def put_pay(knowledge: Knowledge, asked: Asked, page: Page) -> Missing | None:
    """Put the pay that matches everything asked for on the page, or return what the guides lack."""
    found = pay.find(knowledge, asked)
    if found.missing:
        return found.missing
    groups = figure_text.paired(found.figures)
    compared = len(asked.places) > 1 or len(asked.industries) > 1
    if compared:
        _compare_pay(knowledge, groups, asked, page)
    else:
        lead, *others = groups
        page.paragraph(_pay_sentence(knowledge, lead, page))
        if others:
            page.figure_table(wording.OTHER_GUIDES, [figure for group in others for figure in group])
        place = asked.places[0] if asked.places else None
        if place and place.type == "country" and lead[0].area and not place.is_area(lead[0].area):
            page.note(f"The guides have no figure for all of {place.name}, only for {lead[0].area.name}.")
    if "other" in asked.pay_periods:
        page.note(wording.ONLY_HOUR_AND_YEAR)
    return None


def _pay_sentence(knowledge: Knowledge, group: list[Figure], page: Page) -> str:
    figure = group[0]
    where = []
    if figure.industry:
        where.append(f"at {figure_text.industry(knowledge, figure)}")
    if figure.area:
        where.append("in the United States" if figure.area.name == "United States" else f"in {figure.area.name}")
    when = f" ({figure_text.period(figure)})" if figure_text.period(figure) else ""
    who = figure_text.population(knowledge, figure)
    source = (
        f"according to {figure_text.publisher(knowledge, figure)}"
        if figure.attributed_to
        else "though the guide names no source"
    )
    subject = {
        "percentile10": f"The lowest-paid tenth of {who}", "percentile90": f"The top tenth of {who}",
        "percentile75": f"The top quarter of {who}", "percentile25": f"The lowest-paid quarter of {who}",
    }.get(figure.statistic or "")  # fmt: skip
    if subject:
        return f"{subject} {' '.join(where)} earn {page.pair(group)}{when}, {source}."
    return f"The {figure_text.measure(figure)} for {who} {' '.join(where)} is {page.pair(group)}{when}, {source}."


def _compare_pay(knowledge: Knowledge, groups: list[list[Figure]], asked: Asked, page: Page) -> None:
    def name(group: list[Figure]) -> str:
        figure = group[0]
        if len(asked.industries) > 1:
            text = figure_text.industry(knowledge, figure)
        else:
            text = figure.area.name if figure.area else ""
        return text[:1].upper() + text[1:]

    leads: dict[str, list[Figure]] = {}
    for group in groups:
        leads.setdefault(name(group), group)
    currencies = {group[0].currency for group in leads.values()}
    populations = {group[0].population for group in leads.values()}
    periods = {group[0].reference_period for group in leads.values()}
    comparable = len(currencies) == 1 and len(periods) == 1
    if comparable:
        first, *rest = sorted(leads.items(), key=lambda item: item[1][0].value or 0, reverse=True)
        against = ", and ".join(
            f"{page.pair(group)} in {label}" if not asked.industries[1:] else f"{page.pair(group)} at {label}"
            for label, group in rest
        )
        page.paragraph(f"{first[0]} pays more: {page.pair(first[1])}, against {against}.")
        if len(populations) > 1:
            page.note(
                "The figures are for "
                + " and ".join(sorted({figure_text.population(knowledge, g[0]) for g in leads.values()}))
                + "."
            )
        else:
            page.note(
                f"Averages for {figure_text.population(knowledge, first[1][0])}, "
                f"by {figure_text.attribution(first[1][0])}."
            )
    else:
        page.paragraph(wording.CURRENCIES_DIFFER if len(currencies) > 1 else wording.POPULATIONS_DIFFER)
        rows = tuple(
            Row(
                label,
                page.pair(group),
                f"{figure_text.population(knowledge, group[0])}; {figure_text.attribution(group[0])}",
            )
            for label, group in leads.items()
        )
        page.blocks.append(Table("", rows))
