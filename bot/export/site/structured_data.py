"""What search engines read: schema.org's `FAQPage`, `Occupation` and `EducationalOccupationalCredential` as JSON-LD.

Numbers are the records' own. What a record says is "over" or "up to" is given as a lower or an upper end, never as a
value.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from bot.answering import figure_text
from bot.answering.cited import by_guide, cited_sections
from bot.answering.figure_rows import figure_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from bot.answering.answer import Answer, Source
    from bot.export.contents import Contents
    from bot.knowledge.records import Area, Figure, Qualifier
    from bot.knowledge.snapshot import Knowledge

Thing = dict[str, Any]

_UNITS: Final = {"hour": "HOUR", "year": "YEAR"}
_DURATIONS: Final = {"hour": "PT1H", "year": "P1Y"}
_ENDS: Final[dict[Qualifier, str]] = {
    "over": "minValue", "or_more": "minValue", "as_little_as": "minValue",
    "under": "maxValue", "up_to": "maxValue", "a_few_months_to": "maxValue",
}  # fmt: skip
_DISTRIBUTION: Final = ("median", "percentile10", "percentile25", "percentile75", "percentile90")
_PLACES: Final = {
    "country": "Country", "state": "State", "district": "AdministrativeArea", "territory": "AdministrativeArea",
    "city": "City",
}  # fmt: skip


def as_script(things: Sequence[Thing]) -> str:
    """Return JSON-LD that can stand inside a script element, whatever the texts hold."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def faq_page(name: str, answers: Iterable[Answer]) -> Thing:
    """Return the questions of a page with the text of their answers, and the sections these come from."""
    return {
        "@type": "FAQPage",
        "name": name,
        "mainEntity": [
            {
                "@type": "Question",
                "name": answer.title,
                "acceptedAnswer": {"@type": "Answer", "text": answer.text, **_citation(answer.citations)},
            }
            for answer in answers
        ],
    }


def occupations(knowledge: Knowledge) -> list[Thing]:
    """Return an occupation for each group of people and place that has pay figures."""
    groups: dict[tuple[str | None, Area | None], list[Figure]] = {}
    for figure in knowledge.figures.values():
        if figure.kind == "pay":
            groups.setdefault((figure.population, figure.area), []).append(figure)
    return [
        {
            "@type": "Occupation",
            "name": figure_text.population(knowledge, figures[0]),
            **({"occupationLocation": {"@type": _PLACES[area.type], "name": area.name}} if area else {}),
            "estimatedSalary": [_salary(knowledge, figure) for figure in figures],
        }
        for (_, area), figures in groups.items()
    ]


def credentials(contents: Contents) -> list[Thing]:
    """Return every credential; who provides it stands only where a guide says so."""
    records, organizations = contents.knowledge.credentials, contents.knowledge.organizations
    return [
        {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "certification",
            "name": card.name,
            "alternateName": [card.abbreviation, *records[card.id].alternate_names],
            "description": " ".join(sentence for aspect in card.aspects for sentence in aspect.sentences),
            **(
                {"provider": _organization(contents, organizations[by].id)}
                if (by := records[card.id].offered_by)
                else {}
            ),
            **_citation(card.sources),
        }
        for card in contents.credentials
    ]


def _organization(contents: Contents, name: str) -> Thing:
    organization = contents.knowledge.organizations[name]
    short = {"alternateName": organization.abbreviation} if organization.abbreviation else {}
    return {"@type": "Organization", "name": organization.name, **short}


def _salary(knowledge: Knowledge, figure: Figure) -> Thing:
    row = figure_row(knowledge, figure)
    told = {
        "name": figure_text.description(knowledge, figure),
        "description": f"{row.value}; first published by: {row.published_by}; {row.guide}",
        "currency": figure.currency,
    }
    period = figure.pay_period or "year"
    if figure.statistic in _DISTRIBUTION and figure.value is not None and figure.qualifier not in _ENDS:
        value = _number(figure.value)
        return {"@type": "MonetaryAmountDistribution", **told, "duration": _DURATIONS[period], figure.statistic: value}
    amount = {"@type": "QuantitativeValue", **_ends(figure), "unitText": _UNITS[period]}
    return {"@type": "MonetaryAmount", **told, "value": amount}


def _ends(figure: Figure) -> Thing:
    if figure.value is None:
        ends = {"minValue": figure.minimum, "maxValue": figure.maximum}
        return {name: _number(end) for name, end in ends.items() if end is not None}
    return {_ENDS.get(figure.qualifier, "value") if figure.qualifier else "value": _number(figure.value)}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _citation(sources: Iterable[Source]) -> Thing:
    guides = by_guide(cited_sections(sources))
    cited = [f"{title}: {'; '.join(one.section for one in sections)}" for title, sections in guides.items()]
    return {"citation": cited} if cited else {}
