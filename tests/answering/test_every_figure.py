"""Every figure is reached by questions that name its qualifiers, and none by the same questions about a neighbour."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path

import pytest
import yaml
from named_figures import wrong_figures

from bot.answering import figure_text
from bot.answering.answer import Outcome
from bot.knowledge.loader import load
from bot.matching.places import places

SHIPPED = load(Path(__file__).parents[2] / "knowledge")
CASES = yaml.safe_load((Path(__file__).parent / "every_figure.yaml").read_text(encoding="utf-8"))
WORDS, NEIGHBOURS = CASES["words"], CASES["neighbours"]
FIGURES = list(SHIPPED.figures.values())
SHARES = {"percentile10", "percentile25", "percentile75", "percentile90"}
STATES = [place for place in places() if place.country == "US" and place.type in {"state", "district", "territory"}]


def where(name: str) -> str:
    return f"in {name}"


def span_of(figure) -> str:
    if figure.base_period:
        return f"from {figure.base_period} to {figure.target_period}"
    return f"by {figure.target_period}"


def parts_of(figure, **changed: str) -> dict[str, str]:
    """Return the words for each qualifier of a record, with some of them changed."""
    year = (figure.reference_period or "")[:4]
    home = figure.area is None or figure.area.name == "United States"
    return {
        "who": WORDS["who"].get(figure.population, ""),
        "statistic": WORDS["statistic"].get(figure.statistic, ""),
        "level": WORDS["level"].get(figure.experience, ""),
        "industry": WORDS["industry"].get(figure.industry, ""),
        "hourly": WORDS["hourly"].get(figure.pay_period, ""),
        "in_currency": WORDS["in_currency"].get(figure.currency, ""),
        "an_hour": WORDS["an_hour"].get(figure.pay_period, ""),
        "place": "" if home else where(figure.area.name),
        "year": f"in {year}" if year else "",
        "span": span_of(figure) if figure.kind == "projection" else "",
    } | changed


def templates_for(figure) -> list[str]:
    return CASES["others"].get(figure.id) or CASES["shares" if figure.statistic in SHARES else figure.kind]


def asked_for(figure, template: str, **changed: str) -> str:
    return re.sub(r"\s+", " ", template.format(**parts_of(figure, **changed))).strip() + "?"


QUESTIONS = [(figure, asked_for(figure, template)) for figure in FIGURES for template in templates_for(figure)]


def test_every_figure_is_asked_for():
    """Whatever is added to the knowledge is asked for here, too."""
    assert {figure.id for figure, _ in QUESTIONS} == set(SHIPPED.figures)
    assert len(QUESTIONS) > 2 * 100


@pytest.mark.parametrize(("figure", "question"), QUESTIONS, ids=[f"{figure.id}: {ask}" for figure, ask in QUESTIONS])
def test_a_question_with_its_qualifiers_brings_a_figure(assistant, figure, question):
    """With value, unit, statistic, population, period, publisher and guide as in its record, and nothing that isn't."""
    answer = assistant.ask(question)
    said = f"{question} -> {answer.outcome} {answer.entry} {[shown.id for shown in answer.figures]}\n{answer.text}"
    assert answer.outcome is Outcome.ANSWERED, said
    shown = [item for item in answer.figures if item.id == figure.id]
    assert [item.value for item in shown] == [
        float(end) for end in ([figure.value] if figure.value is not None else [figure.minimum, figure.maximum])
    ], said
    for item in shown:
        assert item.unit == figure.unit_name
        assert item.statistic in ({figure.statistic} if figure.value is not None else {"minimum", "maximum"})
        assert item.area == (figure.area.name if figure.area else None)
        assert item.reference_period == figure.period
    assert {(source.guide, source.attributed_to) for source in answer.citations if source.figure == figure.id} == {
        (citation.guide, figure.attributed_to) for citation in figure.citations
    }, said
    lines = [line for line in answer.text.splitlines() if figure_text.value(figure) in line]
    assert lines, said
    if figure.statistic in {"mean", "median", *SHARES}:
        assert figure_text.measure(figure) in answer.text.casefold(), said
    if figure.kind in {"pay", "projection"}:
        assert figure_text.period(figure) in answer.text, said
        assert figure_text.population(SHIPPED, figure).casefold() in answer.text.casefold(), said
    mentions = assistant.matcher.read(question).mentions
    wrong = wrong_figures([SHIPPED.figures[item.id] for item in answer.figures], mentions)
    assert not wrong, f"{wrong}\n{said}"


def gaps_for(figure) -> list[tuple[str, str]]:
    """Return questions for what is beside a figure, each with what is changed; templates take turns."""
    templates = cycle(templates_for(figure))
    asks = []
    known = {other.area.name for other in FIGURES if other.area and other.kind == figure.kind}
    places_without = [*(state.name for state in STATES if state.name not in known), *NEIGHBOURS["countries"]]
    asks += [
        ("place", asked_for(figure, next(templates), place=where(name), in_currency="")) for name in places_without
    ]
    asks += [("occupation", asked_for(figure, next(templates), who=name)) for name in NEIGHBOURS["occupations"]]
    if figure.kind == "pay":
        asks += [("year", asked_for(figure, next(templates), year=f"in {year}")) for year in NEIGHBOURS["years"]]
    else:
        asks += [("span", asked_for(figure, next(templates), span=span)) for span in NEIGHBOURS["spans"]]
    return asks


QUALIFIED = [figure for figure in FIGURES if figure.kind in {"pay", "projection"} and figure.id not in CASES["others"]]


def test_the_neighbours_are_all_there():
    """Every other state, ten countries, ten occupations, and ten years."""
    assert len(STATES) >= 50
    assert [len(NEIGHBOURS[name]) for name in ("countries", "occupations", "years")] == [10, 10, 10]


@pytest.mark.parametrize("figure", QUALIFIED, ids=[figure.id for figure in QUALIFIED])
def test_a_neighbour_that_the_guides_lack_is_a_gap(assistant, figure):
    """The same question about another state, country, occupation or year shows no figure at all."""
    shown = [
        f"{question} -> {answer.outcome} {answer.entry} {[item.id for item in answer.figures]}"
        for _, question in gaps_for(figure)
        if (answer := assistant.ask(question)).figures or answer.outcome is Outcome.ANSWERED
    ]
    assert not shown, "\n".join(shown)
