"""What people say before and after a question doesn't change what they ask."""

from __future__ import annotations

import pytest

LEAD_INS = [
    "i want to know {}", "just curious {}", "so im trying to figure out {}", "hi im new here and wondering {}",
    "sorry if this was asked before, {}", "hola! {} gracias", "{} thanks in advance", "{} asking for a friend",
]  # fmt: skip


@pytest.mark.parametrize("lead_in", LEAD_INS)
def test_a_question_is_read_without_its_lead_in(assistant, lead_in):
    """Every entry's own question, with and without."""
    for entry in assistant.knowledge.entries.values():
        asked = entry.question.rstrip("?")
        alone, introduced = (assistant.matcher.read(text) for text in (asked, lead_in.format(asked)))
        assert introduced.terms == alone.terms
        assert introduced.plain == alone.plain


@pytest.mark.parametrize("text", ["hi everyone", "thanks so much", "can you help me", "just wondering"])
def test_a_message_that_is_nothing_else_stays_whole(assistant, text):
    """A greeting is all that is said."""
    assert len(assistant.matcher.read(text).plain.split()) == len(text.split())


@pytest.mark.parametrize(
    "text",
    ["my dog is sick and i want to kill myself", "failed again. honestly i want to die", "ya no quiero vivir, help"],
)
def test_signs_of_an_emergency_are_seen_whatever_stands_around_them(assistant, text):
    """The reply names help, and nothing of a career."""
    assert assistant.ask(text).outcome == "crisis"


@pytest.mark.parametrize(
    "text", ["im dying to know what coders make", "dont want to do this til i die, what can coders move up to"]
)
def test_sayings_are_no_emergency(assistant, text):
    """Nobody is in danger, and the question is answered."""
    assert assistant.ask(text).outcome == "answered"
