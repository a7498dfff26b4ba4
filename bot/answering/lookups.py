"""Answers that are looked up: pay, projections, lengths, and the details of credentials, for whatever was named.

Each function puts its answer on a `Page` and returns None, or returns the dimension that the guides lack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering import figure_text, pay, wording
from bot.answering.answer import Row, Table

if TYPE_CHECKING:
    from bot.answering.asked import Asked
    from bot.answering.page import Page
    from bot.knowledge.records import Credential, Figure, Lookup, Missing
    from bot.knowledge.snapshot import Knowledge


def look_up(lookup: Lookup, knowledge: Knowledge, asked: Asked, page: Page) -> Missing | None:
    """Put the answer to a specific question on the page, or return what the guides lack."""
    if lookup == "pay":
        return _pay(knowledge, asked, page)
    if lookup == "projection":
        return _projection(knowledge, asked, page)
    credentials = [knowledge.credentials[name] for name in asked.credentials]
    if lookup == "credential.compare" or (len(credentials) > 1 and lookup == "credential.overview"):
        _compare(credentials, knowledge, page)
        return None
    return _credential_details(lookup, credentials, page)


def is_specific(lookup: Lookup, asked: Asked) -> bool:
    """Say whether a question names something that the look-up has to respect."""
    if lookup == "pay":
        return pay.is_specific(asked)
    if lookup == "projection":
        return bool(asked.years or asked.other_occupations or asked.places)
    if lookup.startswith("credential."):
        return bool(asked.credentials)
    if lookup == "duration":
        return bool(asked.credentials)
    return False


def specifics(lookup: Lookup, asked: Asked) -> set[tuple[str, str]]:
    """Return what was asked for in the terms of an entry's scope, to find the entry that is about exactly that."""
    found = {("credential", value) for value in asked.credentials}
    if lookup == "duration":
        found |= {("education", value) for value in asked.education}
    if lookup == "pay":
        found |= {("experience", value) for value in asked.experience}
        found |= {("industry", value) for value in asked.industries}
        found |= {("statistic", value) for value in asked.statistics if value != "mean"}
        found |= {("occupation", value) for value in asked.occupations if value in pay.NOT_INTERCHANGEABLE}
        found |= {("area_type", value) for value in asked.area_types if not asked.places}
        if "hour" in asked.pay_periods and "year" not in asked.pay_periods:
            found.add(("pay_period", "hour"))
    return found


def accepts(lookup: Lookup, asked: Asked) -> bool:
    """Say whether what a follow-up names can be put into a question of this kind."""
    if lookup.startswith("credential."):
        return bool(asked.credentials or asked.other_credentials)
    if lookup == "duration":
        return bool(asked.education or asked.credentials)
    if lookup == "projection":
        return bool(asked.places or asked.years or asked.other_occupations)
    if lookup == "pay":
        return not (asked.credentials or asked.education or asked.organizations) or bool(asked.places)
    return False


# ── pay ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _pay(knowledge: Knowledge, asked: Asked, page: Page) -> Missing | None:
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
    source = f"according to {_publisher(knowledge, figure)}" if figure.attributed_to else "though the guide names no source"
    subject = {
        "percentile10": f"The lowest-paid tenth of {who}", "percentile90": f"The top tenth of {who}",
        "percentile75": f"The top quarter of {who}", "percentile25": f"The lowest-paid quarter of {who}",
    }.get(figure.statistic or "")  # fmt: skip
    if subject:
        return f"{subject} {' '.join(where)} earn {page.pair(group)}{when}, {source}."
    return f"The {figure_text.measure(figure)} for {who} {' '.join(where)} is {page.pair(group)}{when}, {source}."


def _publisher(knowledge: Knowledge, figure: Figure) -> str:
    publisher = knowledge.publishers[figure.attributed_to or ""]
    if publisher.id == "BLS":
        return f"the {publisher.name} ({publisher.id})"
    return publisher.name


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
        against = ", and ".join(f"{page.pair(group)} in {label}" if not asked.industries[1:] else f"{page.pair(group)} at {label}" for label, group in rest)
        page.paragraph(f"{first[0]} pays more: {page.pair(first[1])}, against {against}.")
        if len(populations) > 1:
            page.note("The figures are for " + " and ".join(sorted({figure_text.population(knowledge, g[0]) for g in leads.values()})) + ".")
        else:
            page.note(f"Averages for {figure_text.population(knowledge, first[1][0])}, by {figure_text.attribution(first[1][0])}.")
    else:
        page.paragraph(wording.CURRENCIES_DIFFER if len(currencies) > 1 else wording.POPULATIONS_DIFFER)
        rows = tuple(
            Row(label, page.pair(group), f"{figure_text.population(knowledge, group[0])}; {figure_text.attribution(group[0])}")
            for label, group in leads.items()
        )
        page.blocks.append(Table("", rows))


# ── projections ───────────────────────────────────────────────────────────────────────────────────────────────────
def _projection(knowledge: Knowledge, asked: Asked, page: Page) -> Missing | None:
    if asked.other_occupations or asked.places:
        return "area"
    figures = [figure for figure in knowledge.figures.values() if figure.kind == "projection"]
    if asked.years:
        both = [f for f in figures if set(asked.years) <= {f.base_period, f.target_period}]
        figures = both or [f for f in figures if f.target_period in asked.years and len(asked.years) == 1]
        if not figures:
            return "period"
    figures.sort(key=lambda figure: (figure.population == "all-careers", figure.rank != "preferred", -int(figure.target_period or 0)))
    lead, *others = figures
    when = f"from {figure_text.period(lead)}" if lead.base_period else figure_text.period(lead)
    page.paragraph(
        f"Employment of {figure_text.population(knowledge, lead)} was projected to grow {page.figure(lead)} {when}, "
        f"according to {_publisher(knowledge, lead)}."
    )
    if others:
        page.figure_table(wording.OTHER_GUIDES, others)
    return None


# ── credentials ───────────────────────────────────────────────────────────────────────────────────────────────────
_MISSING: dict[str, Missing] = {
    "credential.offered_by": "issuer", "credential.requires": "requirements", "credential.exam": "exam",
    "credential.covers": "content", "credential.process_duration": "duration", "duration": "duration",
}  # fmt: skip


def _credential_details(lookup: Lookup, credentials: list[Credential], page: Page) -> Missing | None:
    for credential in credentials:
        if lookup == "credential.overview":
            page.credential(credential)
            continue
        sentences = _detail(lookup, credential, page)
        if not sentences:
            return _MISSING[lookup]
        page.cite(credential.citations)
        if len(sentences) == 1:
            page.paragraph(sentences[0] if credential.abbreviation in sentences[0] else f"{credential.name} ({credential.abbreviation}): {sentences[0]}")
        else:
            page.paragraph(f"What the guides say of the {credential.name} ({credential.abbreviation}):")
            page.bullets(sentences)
        if credential.note and lookup in {"credential.requires", "credential.exam"}:
            page.note(credential.note)
    return None


def _detail(lookup: Lookup, credential: Credential, page: Page) -> list[str]:
    if lookup == "credential.offered_by":
        return [page.offered_by(credential)] if credential.offered_by else []
    if lookup == "credential.requires":
        return [page.statement(statement) for statement in credential.requires]
    if lookup == "credential.exam":
        return page.exam(credential)
    if lookup == "credential.covers":
        return [page.statement(statement) for statement in credential.covers]
    return [page.process_duration(credential)] if credential.process_duration else []


def _compare(credentials: list[Credential], knowledge: Knowledge, page: Page) -> None:
    names = " and the ".join(f"{credential.name} ({credential.abbreviation})" for credential in credentials)
    page.paragraph(f"Here is what the guides say of the {names}. {wording.NONE_RANKS}")
    for credential in credentials:
        page.cite(credential.citations)
        items = [page.offered_by(credential)]
        items += [page.statement(s) for s in (*credential.recognized_as, *credential.requires, *credential.covers)]
        items += page.exam(credential)
        if credential.process_duration:
            items.append(page.process_duration(credential))
        if credential.note and len(items) == 1:
            items.append(credential.note)
        page.bullets([f"{credential.abbreviation}: {item}" for item in items])
