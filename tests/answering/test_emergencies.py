"""An emergency is heard whatever is asked beside it."""

from __future__ import annotations

from bot.answering.answer import Outcome

BESIDE = ("how much do coders make in ohio", "so anyway what certification should i get")
UNHEARD = 0.02
"""Of the messages: phrasings of emergencies that could as well be of work, with a question that is surely ours."""


def test_emergencies_are_heard_beside_questions(assistant, knowledge):
    """In whatever words they are told, before a question that is surely of the field."""
    told = [text for small_talk in knowledge.social.values() if small_talk.crisis for text in small_talk.phrasings]
    messages = [f"{text}, {question}" for text in told for question in BESIDE]
    unheard = [message for message in messages if assistant.ask(message).outcome is not Outcome.CRISIS]
    assert len(told) > 100
    assert len(unheard) / len(messages) <= UNHEARD, unheard
