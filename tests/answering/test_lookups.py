"""Pay is looked up for exactly what was asked: what the guides have gives its own figures, nothing else gives any."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.answering.answer import Outcome

ASKED = yaml.safe_load((Path(__file__).parent / "not_in_guides.yaml").read_text(encoding="utf-8"))
UNKNOWN = [
    (question.format(name), name)
    for dimension in ("places", "occupations", "years", "industries")
    for question in ASKED[dimension]["asked"]
    for name in ASKED[dimension]["named"]
]


def averages(knowledge, **wanted):
    """Return the ids of the pay figures that are averages, not for a level of experience, and have these qualifiers."""
    return {
        figure.id
        for figure in knowledge.figures.values()
        if figure.kind == "pay" and figure.statistic in {"mean", "median"} and figure.experience is None
        if all(getattr(figure, name) == value for name, value in wanted.items())
    }


@pytest.fixture(scope="module")
def areas(knowledge):
    """The places with figures of their own, but for the United States as a whole."""
    found = {figure.area for figure in knowledge.figures.values() if figure.kind == "pay"}
    return {area.name: area for area in found if area.name != "United States"}


@pytest.mark.parametrize(("question", "name"), UNKNOWN, ids=[question for question, _ in UNKNOWN])
def test_what_no_guide_has_is_said_to_be_missing(assistant, question, name):
    """No figure is shown for it: neither another place's, nor another year's, nor the country's."""
    answer = assistant.ask(question)
    assert (answer.outcome, answer.figures) == (Outcome.NOT_COVERED, ()), f"{answer.entry}: {answer.text}"
    assert answer.suggestions
    assert not any(digit in answer.text.replace(name, "") for digit in "0123456789")


def test_the_list_of_places_holds_all_states_but_those_with_a_figure(areas):
    """Forty-six states, and the territories."""
    states = [area.name for area in areas.values() if area.type == "state"]
    assert len(states) == 4
    assert not set(states) & set(ASKED["places"]["named"])
    assert len(ASKED["places"]["named"][:46]) == len(set(ASKED["places"]["named"][:46])) == 50 - len(states)


@pytest.mark.parametrize("asked", [row["ask"] for row in ASKED["near_misses"]])
def test_what_only_sounds_like_something_known_shows_no_figure(assistant, asked):
    """One dimension that doesn't fit is enough."""
    answer = assistant.ask(asked)
    assert (answer.outcome, answer.figures) == (Outcome.NOT_COVERED, ()), f"{answer.entry}: {answer.text}"


@pytest.mark.parametrize(
    "question", ["How much do medical coders make in {}?", "{} billing and coding pay", "what is the salary in {}"]
)
def test_a_place_with_figures_gives_exactly_its_own(assistant, knowledge, areas, question):
    """By the year and by the hour, whatever the type of the place."""
    assert len(areas) == 18
    for name, area in areas.items():
        answer = assistant.ask(question.format(name))
        assert answer.outcome is Outcome.ANSWERED, name
        assert {figure.id for figure in answer.figures} == averages(knowledge, area=area), name
        assert {figure.area for figure in answer.figures} == {name}


def test_a_country_gives_the_figures_of_its_city_and_says_so(assistant, knowledge, areas):
    """The guides have London, not the United Kingdom."""
    answer = assistant.ask("How much do medical coders make in the United Kingdom?")
    assert {figure.id for figure in answer.figures} == averages(knowledge, area=areas["London"])
    assert "no figure for all of United Kingdom" in answer.text.replace("the United Kingdom", "United Kingdom")


@pytest.mark.parametrize(
    "question", ["How much do medical coders make at {}?", "what do {} pay billing and coding specialists"]
)
def test_a_kind_of_employer_gives_exactly_its_own_figures(assistant, knowledge, question):
    """Old ones and new ones, and no other employer's unless it is named as a comparison."""
    known = {figure.industry for figure in knowledge.figures.values() if figure.industry}
    names = {term.id: term.name for term in knowledge.vocabulary.industries if term.id in known}
    assert len(names) == 6
    for identifier, name in names.items():
        answer = assistant.ask(question.format(name))
        own = averages(knowledge, industry=identifier)
        assert answer.outcome is Outcome.ANSWERED, name
        assert own <= {figure.id for figure in answer.figures}, name
        if not knowledge.entries[answer.entry].scope or knowledge.entries[answer.entry].scope.industry != identifier:
            assert {figure.id for figure in answer.figures} == own, name


@pytest.mark.parametrize(("year", "ids"), [
    ("2015", {"pay-us-technicians-2015"}),
    ("2013", {"pay-us-billers-2013"}),
])  # fmt: skip
def test_a_year_that_a_guide_names_gives_that_years_average(assistant, year, ids):
    """And it is marked as old."""
    answer = assistant.ask(f"What was the average salary in {year}?")
    assert answer.outcome is Outcome.ANSWERED
    assert {figure.id for figure in answer.figures} == ids
    assert {figure.reference_period[:4] for figure in answer.figures} == {year}
    assert f"{year} is old" in answer.text


def test_two_places_are_compared_with_the_figures_of_both(assistant, knowledge, areas):
    """The one that pays more is named first."""
    answer = assistant.ask("Does Alaska or Minnesota pay medical coders more?")
    wanted = averages(knowledge, area=areas["Alaska"]) | averages(knowledge, area=areas["Minnesota"])
    assert {figure.id for figure in answer.figures} == wanted
    assert answer.text.startswith("Pay is higher in Alaska")


def test_places_with_different_money_are_not_ranked(assistant):
    """They stand side by side, each in its own currency."""
    answer = assistant.ask("medical coder salary in Canada vs Alaska")
    assert {figure.unit.split("/")[0] for figure in answer.figures} == {"CAD", "USD"}
    assert "different currencies" in answer.text
    assert "Pay is higher" not in answer.text


def test_one_known_and_one_unknown_place_are_not_mixed_up(assistant):
    """A comparison that lacks one side shows the figures of the other, under its own name, and says what is lacking."""
    answer = assistant.ask("Does Alaska or Texas pay medical coders more?")
    assert {figure.area for figure in answer.figures} == {"Alaska"}
    assert "in Alaska is $58,620 a year" in answer.text
    assert "The guides have nothing for Texas." in answer.text
