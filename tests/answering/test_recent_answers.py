"""What many ask in the same words is worked out once: the same answer, and follow-ups go on from it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import assistant as assistant_module
from bot.answering.assistant import Assistant
from bot.answering.understanding import Understanding


@pytest.fixture
def understood(monkeypatch):
    """The messages that are really worked out."""
    seen = []
    really = Understanding.understand

    def understand(self, text, context):
        seen.append(text)
        return really(self, text, context)

    monkeypatch.setattr(Understanding, "understand", understand)
    return seen


def test_the_same_question_is_worked_out_once_a_day(assistant, understood):
    """Dated figures are worded by the day, so the next day it is worked out afresh."""
    today = [date(2026, 1, 1)]
    assistant = Assistant(assistant.knowledge, assistant.matcher, today=lambda: today[0])
    first = assistant.ask("what does a coder earn")
    again = assistant.ask("what does a coder earn")
    assert again.text == first.text
    assert len(understood) == 1
    today[0] = date(2026, 1, 2)
    assistant.ask("what does a coder earn")
    assert len(understood) == 2


def test_the_longest_unasked_is_worked_out_again(assistant, understood, monkeypatch):
    """What is remembered of what people ask is bounded."""
    assert assistant_module.KEPT_ANSWERS == 1_000
    monkeypatch.setattr(assistant_module, "KEPT_ANSWERS", 2)
    assistant = Assistant(assistant.knowledge, assistant.matcher)
    for question in ("hello", "thanks", "what is the CPC", "thanks", "hello"):
        assistant.ask(question)
    assert understood == ["hello", "thanks", "what is the CPC", "hello"]


def test_a_follow_up_goes_on_from_an_answer_that_was_remembered(assistant, understood):
    """Each conversation has its own context, whoever the answer was first worked out for."""
    assistant = Assistant(assistant.knowledge, assistant.matcher)
    texts = {who: (assistant.ask("how much do coders make", who), assistant.ask("and in alaska?", who)) for who in "ab"}
    assert understood.count("how much do coders make") == 1
    assert "$58,620" in texts["b"][1].text
    assert texts["a"][1].text == texts["b"][1].text


def test_within_a_conversation_a_message_is_worked_out_by_what_was_said_before(assistant):
    """The same words mean something else there."""
    assistant = Assistant(assistant.knowledge, assistant.matcher)
    alone = assistant.ask("who gives it?")
    assistant.ask("what is the CPC", "c")
    assert assistant.ask("who gives it?", "c").text != alone.text
