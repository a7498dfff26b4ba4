"""What is picked part by part gets the answer that a plain question for the same gets."""

from __future__ import annotations

import pytest

from bot.answering.answer import Outcome
from bot.answering.asked import Asked
from bot.answering.choices import Dimension
from bot.answering.typed_lookups import (
    CannotCompare,
    certification_lookup,
    comparison,
    outlook_lookup,
    pay_lookup,
)


@pytest.fixture(scope="module")
def choices(assistant):
    """What can be picked, from the shipped knowledge."""
    return assistant.choices


def test_each_place_with_figures_answers_as_the_plain_question_does(assistant, choices, knowledge):
    """Text, entry, figures and sources are the same, for every area but the whole country, which needs no name."""
    areas = {figure.area for figure in knowledge.figures.values() if figure.kind == "pay"}
    assert len(areas) > 15
    for area in areas:
        looked_up = pay_lookup(choices, {Dimension.PLACE: area.name})
        assert looked_up.asked is not None, area.name
        answer = looked_up.answered_by(assistant)
        home = area.name == "United States"
        plain = assistant.ask("how much do medical coders make" + ("" if home else f" in {area.name}"))
        assert answer.outcome is Outcome.ANSWERED
        assert (answer.text, answer.entry, answer.figures, answer.citations) == (
            plain.text, plain.entry, plain.figures, plain.citations,
        ), area.name  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "question"),
    [
        ({}, "how much do medical coders make"),
        ({"place": "Texas"}, "how much do medical coders make in Texas"),
        ({"place": "Alaska", "period": "An hour"}, "how much do medical coders make per hour in Alaska"),
        ({"place": "Alaska", "industry": "hospitals"}, "how much do medical coders make at hospitals in Alaska"),
        ({"place": "Canada", "level": "Senior roles"}, "how much do senior medical coders make in Canada"),
        ({"industry": "hospitals"}, "how much do medical coders make at hospitals"),
        ({"industry": "Dental offices"}, "how much do medical coders make at dental offices"),
        ({"level": "The top tenth"}, "how much do the top tenth of medical coders make"),
        ({"period": "2013"}, "how much do medical coders make in 2013"),
        ({"place": "Dallas, TX"}, "how much do medical coders make in Dallas, TX"),
    ],
)
def test_pay_of_several_parts_answers_as_the_plain_question_does(assistant, choices, parts, question):
    """What the guides lack is said in the same words, too."""
    looked_up = pay_lookup(choices, {Dimension(name): text for name, text in parts.items()})
    assert looked_up.answered_by(assistant).text == assistant.ask(question).text


def test_outlook_and_certification_answer_as_the_plain_question_does(assistant, choices):
    """With and without an answer in the guides."""
    for looked_up, question in (
        (outlook_lookup(choices, {}), "what is the job outlook for medical billing and coding"),
        (outlook_lookup(choices, {Dimension.PLACE: "Texas"}), "job outlook for medical coding in Texas"),
        (outlook_lookup(choices, {Dimension.SPAN: "2014 to 2024"}), "how fast will coding jobs grow from 2014 to 2024"),
        (certification_lookup(choices, "RHIT"), "what is the RHIT"),
        (certification_lookup(choices, "COC"), "what is the COC"),
    ):
        assert looked_up.asked is not None
        assert looked_up.answered_by(assistant).text == assistant.ask(question).text, question


def test_things_of_one_kind_are_compared(assistant, choices):
    """Credentials, places and employers, two or three."""
    for texts, question in (
        (("CPC", "CCS"), "what is the difference between the CPC and the CCS"),
        (("CPC", "CCS", "RHIT"), "what is the difference between the CPC, the CCS and the RHIT"),
        (("Alaska", "Minnesota"), "which pays medical coders more, Alaska or Minnesota"),
        (("hospitals", "doctors' offices"), "which pays medical coders more, hospitals or doctors offices"),
        (("biller", "coder"), "what is the difference between biller and coder"),
    ):
        assert comparison(choices, texts).answered_by(assistant).text == assistant.ask(question).text, question


def test_what_the_guides_lack_is_named_beside_what_they_have(assistant, choices):
    """And not the other way round."""
    for texts in (("Alaska", "Texas"), ("Texas", "Alaska")):
        answer = comparison(choices, texts).answered_by(assistant)
        assert answer.outcome is Outcome.ANSWERED
        assert "$58,620" in answer.text
        assert "The guides have nothing for Texas." in answer.text


def test_a_gap_names_the_employer_with_the_place(assistant, choices):
    """The guides have pay at hospitals, only not in Alaska."""
    parts = {Dimension.PLACE: "Alaska", Dimension.INDUSTRY: "hospitals"}
    assert "hospitals in Alaska" in pay_lookup(choices, parts).answered_by(assistant).text


def test_things_of_several_kinds_or_one_thing_are_not_compared(choices):
    """The reason comes instead of a look-up."""
    assert comparison(choices, ("CPC", "Alaska")) is CannotCompare.MIXED
    assert comparison(choices, ("hospitals", "Alaska", "Texas")) is CannotCompare.MIXED
    assert comparison(choices, ("Alaska", "AK")) is CannotCompare.SAME
    assert comparison(choices, ("biller", "Biller")) is CannotCompare.SAME


def test_follow_ups_go_on_from_a_look_up(assistant, choices):
    """«and in Minnesota?» means pay, «and the CCS?» what was shown of the CPC."""
    pay_lookup(choices, {Dimension.PLACE: "Alaska"}).answered_by(assistant, "typed-pay")
    assert "$55,450" in assistant.ask("and in Minnesota?", "typed-pay").text
    certification_lookup(choices, "CPC").answered_by(assistant, "typed-cpc")
    assert "Certified Coding Specialist" in assistant.ask("and the CCS?", "typed-cpc").text


def test_a_look_up_without_an_entry_has_no_answer(assistant):
    """Knowledge need not have an entry for every kind of look-up."""
    answer = assistant.look_up("no-such-lookup", Asked())
    assert answer.outcome is Outcome.UNMATCHED


def test_places_with_figures_are_offered_first(choices, knowledge):
    """Then the other states, then the rest of the world; slips and beginnings find their place."""
    areas = {figure.area.name for figure in knowledge.figures.values() if figure.kind == "pay"}
    offered = [choice.text for choice in choices.complete("", 1000, Dimension.PLACE)]
    assert set(offered[: len(areas)]) == areas
    assert len(offered) == len(set(offered)) > 280
    for state in ("Texas", "Georgia", "Puerto Rico", "France"):
        assert state in offered
    for typed, place in (("tex", "Texas"), ("alsaka", "Alaska"), ("koko", "Kokomo, IN"), ("uk", "United Kingdom")):
        assert choices.complete(typed, 25, Dimension.PLACE)[0].text == place


@pytest.mark.parametrize("dimension", list(Dimension))
def test_every_choice_is_found_by_its_own_text(choices, dimension):
    """So that picking it from a list gets exactly it."""
    offered = choices.complete("", 1000, dimension)
    assert offered
    for choice in offered:
        assert choices.find(choice.text, dimension) == choice
        assert 1 <= len(choice.text) <= 100
