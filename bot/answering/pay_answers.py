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
    areas = {figure.area for figure in found.figures}
    industries = {figure.industry for figure in found.figures}
    compared = (len(asked.places) > 1 and len(areas) > 1) or (len(asked.industries) > 1 and len(industries) > 1)
    if compared:
        _compare_pay(knowledge, groups, asked, page)
    else:
        lead, *others = groups
        page.paragraph(_pay_sentence(knowledge, lead, page))
        if others:
            page.other_figures(others)
        place = next((place for place in asked.places if place.label not in found.lacking), None)
        if place and place.type == "country" and lead[0].area and not place.is_area(lead[0].area):
            page.note(f"The guides have no figure for all of {place.name}, only for {lead[0].area.name}.")
    if found.lacking:
        page.paragraph(wording.NOTHING_FOR.format(names=wording.listed(found.lacking)))
    left_out = [place.label for place in asked.excluded_places]
    left_out += [figure_text.term_name(knowledge.vocabulary.industries, name) for name in asked.excluded_industries]
    if left_out and not asked.places:
        page.note(wording.LEFT_OUT.format(names=wording.listed(tuple(left_out))))
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
    """Put places or employers side by side, and say which pays more only where their figures can be compared."""
    by_industry = len(asked.industries) > 1
    leads: dict[str, list[Figure]] = {}
    for group in groups:
        leads.setdefault(_compared_name(knowledge, group[0], by_industry=by_industry), group)
    figures = [group[0] for group in leads.values()]
    if len({figure.currency for figure in figures}) > 1:
        page.paragraph(wording.CURRENCIES_DIFFER)
    elif len({figure.reference_period for figure in figures}) > 1:
        page.paragraph(wording.POPULATIONS_DIFFER)
    elif not _same_order(list(leads.values())):
        page.paragraph(wording.ORDERS_DIFFER)
    else:
        (best, group), *rest = sorted(leads.items(), key=lambda item: item[1][0].value or 0, reverse=True)
        where = "at" if by_industry else "in"
        lead = page.pair(group)
        *others, last = (f"{page.pair(other)} {where} {name}" for name, other in rest)
        against = f"{', '.join(others)} and {last}" if others else last
        most = "higher" if len(rest) == 1 else "highest"
        page.paragraph(f"Pay is {most} {where} {best}: {lead}, against {against}.")
        groups_of_people = sorted({figure_text.population(knowledge, figure) for figure in figures})
        page.note(
            f"Averages for {' and '.join(groups_of_people)}, by {figure_text.attribution(knowledge, figures[0])}."
        )
        return
    rows = tuple(
        Row(
            name[:1].upper() + name[1:],
            page.pair(group),
            f"{figure_text.population(knowledge, group[0])}; {figure_text.attribution(knowledge, group[0])}",
        )
        for name, group in leads.items()
    )
    page.blocks.append(Table("", rows))


def _compared_name(knowledge: Knowledge, figure: Figure, *, by_industry: bool) -> str:
    return figure_text.industry(knowledge, figure) if by_industry else figure.area.name if figure.area else ""


def _same_order(groups: list[list[Figure]]) -> bool:
    """Say whether the hourly figures, where all have one, put the groups in the same order as the yearly ones."""
    if any(len(group) < 2 for group in groups):
        return True
    by_year = sorted(range(len(groups)), key=lambda index: groups[index][0].value or 0)
    by_hour = sorted(range(len(groups)), key=lambda index: groups[index][1].value or 0)
    return by_year == by_hour
