"""Answers that are looked up: pay, projections, lengths, and the details of credentials, for whatever was named.

Each function puts its answer on a `Page` and returns None, or returns the dimension that the guides lack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering import figure_text, pay, wording
from bot.answering.credential_answers import put_comparison, put_details
from bot.answering.pay_answers import put_pay

if TYPE_CHECKING:
    from bot.answering.asked import Asked
    from bot.answering.page import Page
    from bot.knowledge.occupations import Occupations
    from bot.knowledge.records import Lookup, Missing
    from bot.knowledge.snapshot import Knowledge


def look_up(lookup: Lookup, knowledge: Knowledge, asked: Asked, page: Page) -> Missing | None:
    """Put the answer to a specific question on the page, or return what the guides lack."""
    if lookup == "pay":
        return put_pay(knowledge, asked, page)
    if lookup == "projection":
        return _projection(knowledge, asked, page)
    if lookup == "duration" and not asked.credentials:
        return _lengths(knowledge, asked, page)
    credentials = [knowledge.credentials[name] for name in asked.credentials]
    names = {term.id: term.name for term in knowledge.vocabulary.other_credentials}
    unknown = [names.get(name, name.upper()) for name in asked.other_credentials]
    lacking = wording.NOTHING_FOR.format(names=wording.listed(unknown)) if unknown else ""
    if lookup == "credential.compare" or (len(credentials) > 1 and lookup == "credential.overview"):
        if lacking:
            page.paragraph(lacking)
        put_comparison(credentials, page)
        return None
    if missing := put_details(lookup, credentials, page):
        return missing
    if lacking:
        page.paragraph(lacking)
    return None


def is_specific(lookup: Lookup, asked: Asked, occupations: Occupations) -> bool:
    """Say whether a question names something that the look-up has to respect."""
    if lookup == "pay":
        return pay.is_specific(asked, occupations)
    if lookup == "projection":
        return bool(asked.years or asked.other_occupations or asked.places)
    if lookup.startswith("credential."):
        return bool(asked.credentials)
    if lookup == "duration":
        return bool(asked.credentials or asked.education)
    return False


def specifics(lookup: Lookup, asked: Asked, occupations: Occupations) -> set[tuple[str, str]]:
    """Return what was asked for in the terms of an entry's scope, to find the entry that is about exactly that."""
    found = {("credential", value) for value in asked.credentials}
    if lookup == "duration" and not asked.credentials:
        found |= {("education", value) for value in asked.education}
    if lookup == "pay":
        found |= {("experience", value) for value in asked.experience}
        found |= {("industry", value) for value in asked.industries}
        found |= {("statistic", value) for value in asked.statistics if value != "mean"}
        found |= {("occupation", value) for value in asked.occupations if value in occupations.narrowing_details}
        found |= {
            ("area_type", value) for value in asked.area_types if not asked.places and not pay.asks_for_lowest(asked)
        }
        if "hour" in asked.pay_periods and "year" not in asked.pay_periods:
            found.add(("pay_period", "hour"))
    return found


def kind_of_scope(lookup: Lookup, asked: Asked, occupations: Occupations) -> tuple[str, str] | None:
    """Return the scope of the entry that a looked-up answer belongs to, by the first thing that was named."""
    if lookup != "pay":
        return None
    if asked.places:
        kind = asked.places[0].type
        abroad = asked.places[0].country != "US"
        return ("area_type", "country" if abroad else "city" if kind == "city" else "state")
    kind_of = next(filter(None, map(occupations.kind_of.get, asked.occupations)), "")
    named: tuple[tuple[object, tuple[str, str]], ...] = (
        (asked.excluded_places and asked.area_types, ("area_type", next(iter(asked.area_types), ""))),
        (asked.industries or asked.excluded_industries, ("dimension", "industry")),
        (kind_of, ("occupation", kind_of)),
        (asked.years, ("dimension", "period")),
        (set(asked.statistics) & {"percentile75", "percentile90"}, ("dimension", "top")),
        ("percentile10" in asked.statistics, ("statistic", "percentile10")),
    )
    return next((scope for given, scope in named if given), None)


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


def _lengths(knowledge: Knowledge, asked: Asked, page: Page) -> Missing | None:
    """Put the lengths of the named routes into the field on the page."""
    wanted = set(asked.education)
    figures = [f for f in knowledge.figures.values() if f.kind == "duration" and wanted & set(f.education)]
    if not figures:
        return "duration"
    page.figure_table(wording.LENGTHS, figures, label="subject")
    return None


def _projection(knowledge: Knowledge, asked: Asked, page: Page) -> Missing | None:
    if asked.other_occupations:
        return "occupation"
    if asked.places:
        return "area"
    figures = [figure for figure in knowledge.figures.values() if figure.kind == "projection"]
    if asked.years:
        both = [f for f in figures if set(asked.years) <= {f.base_period, f.target_period}]
        figures = both or [f for f in figures if f.target_period in asked.years and len(asked.years) == 1]
        if not figures:
            return "period"
    figures.sort(
        key=lambda figure: (
            figure.population == "all-careers",
            figure.rank != "preferred",
            -int(figure.target_period or 0),
        )
    )
    lead, *others = figures
    when = f"from {figure_text.period(lead)}" if lead.base_period else figure_text.period(lead)
    page.paragraph(
        f"Employment of {figure_text.population(knowledge, lead)} was projected to grow {page.figure(lead)} {when}, "
        f"according to {figure_text.publisher(knowledge, lead)}."
    )
    if others:
        page.figure_table(wording.OTHER_GUIDES, others)
    return None
