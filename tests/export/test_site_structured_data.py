"""What search engines read of the public page: the same texts and numbers, issuers only where a guide says."""

from __future__ import annotations

import json

from bot.answering import figure_text
from bot.export.site.places import topic_page

PERCENTILES = ("median", "percentile10", "percentile25", "percentile75", "percentile90")


def structured(site, name: str) -> list[dict]:
    (script,) = (one for one in site.pages[name].iter("script") if one.get("type") == "application/ld+json")
    data = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def test_each_topic_is_a_faq_page_with_its_answers(contents, site):
    """The same text as on the page, with the guides it comes from."""
    for topic in contents.topics:
        (page,) = structured(site, topic_page(topic.id))
        assert page["@type"] == "FAQPage"
        questions = [(one["name"], one["acceptedAnswer"]["text"]) for one in page["mainEntity"]]
        assert questions == [(answer.title, answer.text) for answer in topic.answers]
        for one, answer in zip(page["mainEntity"], topic.answers, strict=True):
            cited = " ".join(one["acceptedAnswer"].get("citation", ()))
            assert all(source.title in cited and source.section in cited for source in answer.citations)


def test_each_pay_figure_is_an_occupations_salary_with_its_own_number(knowledge, site):
    """As a value, as a percentile, or as the end that its qualifier makes of it; in its currency and pay period."""
    occupations = structured(site, "figures.html")
    assert {one["@type"] for one in occupations} == {"Occupation"}
    given = {}
    for occupation in occupations:
        where = occupation.get("occupationLocation", {}).get("name")
        for salary in occupation["estimatedSalary"]:
            amount = salary.get("value", salary)
            ends = {name: amount[name] for name in ("value", "minValue", "maxValue") if name in amount}
            ends |= {name: amount[name] for name in PERCENTILES if name in amount}
            given.setdefault((occupation["name"], where, salary["name"]), []).append((salary, ends))
    pay = [figure for figure in knowledge.figures.values() if figure.kind == "pay"]
    assert sum(map(len, given.values())) == len(pay)
    for figure in pay:
        who = figure_text.population(knowledge, figure)
        key = (who, figure.area.name if figure.area else None, figure_text.description(knowledge, figure))
        wanted = {float(end) for end in (figure.value, figure.minimum, figure.maximum) if end is not None}
        (found,) = [
            (salary, ends)
            for salary, ends in given[key]
            if set(ends.values()) == wanted and salary["description"].startswith(figure_text.value(figure) + ";")
        ][:1]
        assert found[0]["currency"] == figure.currency
        assert ("minValue" in found[1]) == (figure.qualifier in {"over", "or_more", "as_little_as"} or not figure.value)
        assert ("maxValue" in found[1]) == (figure.qualifier in {"under", "up_to"} or not figure.value)
        period = found[0].get("duration") or found[0]["value"]["unitText"]
        assert period in {"year": ("P1Y", "YEAR"), "hour": ("PT1H", "HOUR")}[figure.pay_period]


def test_each_credential_names_its_provider_only_where_a_guide_does(knowledge, site):
    """The rest is a known gap."""
    credentials = structured(site, "credentials.html")
    assert [one["name"] for one in credentials] == [one.name for one in knowledge.credentials.values()]
    for given, record in zip(credentials, knowledge.credentials.values(), strict=True):
        assert given["@type"] == "EducationalOccupationalCredential"
        assert record.abbreviation in given["alternateName"]
        provider = knowledge.organizations[record.offered_by].name if record.offered_by else None
        assert given.get("provider", {}).get("name") == provider
