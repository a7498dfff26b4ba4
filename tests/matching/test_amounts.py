"""Sums of pay in messages: read as one thing, whichever they are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

LISTED = yaml.safe_load((Path(__file__).parent / "amounts.yaml").read_text(encoding="utf-8"))
SUM = "‹sum›"


@pytest.mark.parametrize("text", LISTED["sums"])
def test_a_sum_of_pay_is_read_as_one(assistant, text):
    """With its unit, by words and for the sentence vectors."""
    reading = assistant.matcher.read(text)
    assert reading.terms.count(SUM) == 1
    assert "50k" in reading.plain.split()
    assert not {"grand", "mil", "thousand"} & set(reading.terms)


@pytest.mark.parametrize("text", LISTED["none"])
def test_other_numbers_are_left_as_they_are(assistant, text):
    """Codes, debts, hours and years are no pay."""
    reading = assistant.matcher.read(text)
    assert SUM not in reading.terms
    assert "50k" not in reading.plain.split()


@pytest.mark.parametrize("question", ["can i make {}", "do coders make {}", "is {} a fair salary for a coder"])
def test_the_answer_is_the_same_for_any_sum(assistant, question):
    """It says what the guides have, from the lowest to managers."""
    answers = {assistant.ask(question.format(amount)).text for amount in ("35k", "52k", "65,000", "95k")}
    assert len(answers) == 1
    assert "$35,080" in answers.pop()
