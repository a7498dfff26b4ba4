"""Figures in words: every qualifier, unit, range, currency and period has its way of being said."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import figure_text, wording
from bot.knowledge.records import Experience, Figure, Qualifier, Statistic

CASES = yaml.safe_load((Path(__file__).parent / "figure_texts.yaml").read_text(encoding="utf-8"))
NEEDED = {
    "pay": {
        "statistic": "mean",
        "population": "billers",
        "area": {"name": "Guam", "type": "territory", "country": "US"},
    },
    "projection": {"population": "billers", "target_period": "2032"},
    "duration": {"subject": "a program"},
    "cost": {"subject": "a semester"},
    "count": {"subject": "an exam"},
}


def record(kind: str = "pay", **fields) -> Figure:
    """Return a figure with these fields, and what its kind needs besides."""
    cited = {"citations": [{"guide": "some-guide", "section": "pay", "as_printed": "5"}]}
    return Figure.model_validate({"id": "some-figure", "kind": kind, **cited, **NEEDED[kind], **fields})


def pay(**fields) -> Figure:
    """Return a yearly pay figure in US dollars."""
    return record(**{"value": 50_000, "currency": "USD", "pay_period": "year", **fields})


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_a_figure_is_said_as_people_say_it(case):
    """With its qualifier around the number, its sign in front, and its unit or period behind."""
    fields = {name: str(field) if isinstance(field, float) else field for name, field in case["figure"].items()}
    assert figure_text.value(record(**fields)) == case["says"]


def test_the_cases_have_every_qualifier_and_currency():
    """And there are words for every qualifier, currency, statistic and level of experience."""
    qualifiers = {case["figure"].get("qualifier") for case in CASES} - {None}
    assert qualifiers == set(get_args(Qualifier)) == set(wording.QUALIFIERS)
    assert {case["figure"].get("currency") for case in CASES} - {None} == set(wording.CURRENCY_SIGNS)
    assert set(wording.STATISTICS) == set(get_args(Statistic))
    assert set(wording.EXPERIENCE) == set(get_args(Experience))


@pytest.mark.parametrize(("fields", "says"), [
    ({"reference_period": "2013-05"}, "May 2013"),
    ({"reference_period": "2013-12"}, "December 2013"),
    ({"reference_period": "2015"}, "2015"),
    ({}, ""),
])  # fmt: skip
def test_the_period_of_pay(fields, says):
    """A month by its name, a year as it is, and nothing where the guide gives none."""
    assert figure_text.period(pay(**fields)) == says


@pytest.mark.parametrize(("fields", "says"), [
    ({"base_period": "2022", "target_period": "2032"}, "2022 to 2032"),
    ({"target_period": "2029"}, "by 2029"),
])  # fmt: skip
def test_the_period_of_a_projection(fields, says):
    """From a year to a year, or up to one."""
    assert figure_text.period(record("projection", value=8, unit="percent", **fields)) == says


@pytest.mark.parametrize(("fields", "says"), [
    ({"statistic": "mean"}, "average"),
    ({"statistic": "median"}, "median"),
    ({"statistic": "percentile10"}, "lowest-paid tenth"),
    ({"statistic": "percentile75"}, "top quarter"),
    ({"statistic": "percentile90"}, "top tenth"),
    ({"statistic": "typical"}, "typical pay"),
    ({"statistic": "typical", "experience": "entry"}, "starting pay"),
    ({"statistic": "maximum", "experience": "senior"}, "top pay of senior roles"),
])  # fmt: skip
def test_a_measure_has_a_name(fields, says):
    """Experience says more than «typical»."""
    assert figure_text.measure(pay(**fields)) == says


def test_a_description_says_what_for_whom_where_and_when(knowledge):
    """In that order, beginning with a capital."""
    figure = pay(population="medical-records-specialists", industry="hospitals", reference_period="2013-05")
    text = figure_text.description(knowledge, figure, place=True)
    assert text == "Average, medical records specialists, medical and surgical hospitals, Guam, May 2013"
    assert figure_text.description(knowledge, figure) == text.replace(", Guam", "")
    growth = record("projection", value=8, unit="percent", base_period="2022", population="medical-records-specialists")
    assert figure_text.description(knowledge, growth) == "2022 to 2032, medical records specialists"
    assert figure_text.description(knowledge, record("duration", value=2, unit="years")) == "a program"


def test_who_published_a_figure_is_named_or_said_to_be_unknown(knowledge):
    """Short in tables, in full in sentences; a length is the guide's own word for it."""
    known, unknown = pay(attributed_to="BLS"), pay()
    assert figure_text.attribution(knowledge, known) == "BLS"
    assert figure_text.attribution(knowledge, unknown) == "no source named"
    citation = {"guide": "become-mibc-specialist", "section": "length", "as_printed": "34 weeks"}
    length = record("duration", value=34, unit="weeks", citations=[citation])
    assert figure_text.attribution(knowledge, length) == knowledge.guides["become-mibc-specialist"].attribution_short
    assert figure_text.publisher(knowledge, known) == "the U.S. Bureau of Labor Statistics (BLS)"
    assert figure_text.publisher(knowledge, pay(attributed_to="Nurse.org")) == "Nurse.org"
    assert figure_text.publisher(knowledge, unknown) == ""


def test_a_term_the_vocabulary_lacks_is_called_by_its_id(knowledge):
    """Rather than by nothing."""
    assert figure_text.population(knowledge, pay(population="cat-herders")) == "cat-herders"
    assert figure_text.industry(knowledge, pay()) == ""


def test_a_range_is_shown_as_two_figures():
    """Its ends, each with its own statistic, so that no program takes one for the whole."""
    low, high = figure_text.shown(record("count", minimum=100, maximum=150, unit="questions"))
    assert (low.value, low.statistic, high.value, high.statistic) == (100.0, "minimum", 150.0, "maximum")
    assert low.id == high.id


@pytest.mark.parametrize(("figure", "unit", "period"), [
    (pay(reference_period="2013-05"), "USD/year", "2013-05"),
    (pay(currency="GBP", pay_period="hour"), "GBP/hour", None),
    (record("cost", value=20_000, currency="USD", per="semester"), "USD/semester", None),
    (record("projection", value=8, unit="percent", base_period="2022"), "percent", "2022-2032"),
    (record("projection", value=8, unit="percent"), "percent", "to 2032"),
    (record("duration", value=34, unit="weeks"), "weeks", None),
])  # fmt: skip
def test_the_form_for_programs_has_unit_and_period(figure, unit, period):
    """As the contract prints them."""
    (shown,) = figure_text.shown(figure)
    assert (shown.unit, shown.reference_period, shown.guide) == (unit, period, "some-guide")


def test_a_year_and_an_hour_of_one_measure_make_a_pair():
    """The year first, whatever the order; another statistic, place, year or publisher stays apart."""
    hour, year = pay(value=25, pay_period="hour"), pay()
    others = [
        pay(statistic="median"), pay(reference_period="2015"), pay(industry="hospitals"), pay(attributed_to="others"),
    ]  # fmt: skip
    assert figure_text.paired([hour, *others, year]) == [[year, hour], *([other] for other in others)]


def test_two_lengths_of_one_program_are_no_pair():
    """Only pay has two forms."""
    lengths = [record("duration", id=name, value=2, unit="years") for name in ("one", "another")]
    assert len(figure_text.paired(lengths)) == 2


@given(st.decimals(min_value=0, max_value=10_000_000, places=2))
def test_a_number_can_be_read_back(number):
    """Separators and decimals hide nothing."""
    text = figure_text.number(number)
    assert Decimal(text.replace(",", "")) == number
    assert re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d\d)?", text)
