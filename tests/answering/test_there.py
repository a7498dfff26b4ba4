"""«There» is the place that the part before named, and «there is» is no place at all."""

from __future__ import annotations

import pytest

from bot.answering.told_beside import says_where


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("what do they pay coders there", True),
        ("is the pay good out there", True),
        ("and are there any exams", False),
        ("is there a degree that i need", False),
        ("there is an exam, right", False),
    ],
)
def test_there_is_told_from_there_is(assistant, text, where):
    """By the verb beside it."""
    assert says_where(assistant.matcher.read(text)) is where


def test_what_was_asked_besides_the_place_is_kept(assistant, knowledge):
    """The pay of the place before, by the hour, as the part with «there» asks."""
    answer = assistant.ask("is alaska any good? what do coders make there per hour")

    shown = [knowledge.figures[figure.id] for figure in answer.figures]
    assert {(figure.area.name, figure.pay_period) for figure in shown} == {("Alaska", "hour")}
