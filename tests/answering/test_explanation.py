"""`try` says which rule decided, where it wasn't the matcher's best entry alone."""

from __future__ import annotations

import pytest

from bot.answering.understood import Rule

DECIDED = {
    "i was told 48,780 dollars, is that right": Rule.AMOUNT,
    "i want to kill myself": Rule.SIGN,
    "cca or rhia?": Rule.COMPARED,
    "how much is devry": Rule.SCHOOL,
    "alaska": Rule.NAMES_ONLY,
    "how do i become a medical coder in texas": Rule.ANYWHERE,
}


@pytest.mark.parametrize("question", DECIDED)
def test_the_rule_that_decides_is_named(assistant, question):
    """By a line of its own, above the decision."""
    lines = assistant.explain(question).lines()
    assert lines[-2] == f"rule:       {DECIDED[question]}"
    assert lines[-1].startswith("decision:")


def test_where_the_best_entry_decides_no_rule_is_named(assistant):
    """There is nothing to tell."""
    assert not [line for line in assistant.explain("what do coders do all day").lines() if line.startswith("rule:")]
