"""What a message counts to, of a list that was shown just before: nothing that isn't on it."""

from __future__ import annotations

import pytest

from bot.answering import in_order


@pytest.fixture
def counted(assistant):
    """What the words of a message become after a question."""

    def spelled_out(question: str, message: str) -> str | None:
        conversation = f"counting: {question}, {message}"
        assistant.ask(question, conversation)
        return in_order.spelled_out(message.split(), assistant._context(conversation), assistant.knowledge)

    return spelled_out


@pytest.mark.parametrize(
    ("question", "message", "meant"),
    [
        ("which states pay best", "what about the second one", "what about Alaska pay"),
        ("which states pay best", "how much in the second state", "how much in Alaska pay"),
        ("highest paying industries", "and the last industry", "and medical and surgical hospitals pay"),
        ("which states pay best", "what is second", "what about Alaska pay"),
        ("which states pay best", "second", "what about Alaska pay"),
        ("which states pay best", "and third place", "what about Washington pay"),
        ("cpc vs ccs", "what does the second one cover", "what does CCS cover"),
        ("which certs are there", "what is the third cert", "what is CBCS"),
        ("what code systems do coders use", "what does the first one stand for", "what does CPT stand for"),
    ],
)
def test_the_one_it_counts_to_is_put_in_its_place(counted, question, message, meant):
    """By the order in which it was shown."""
    assert counted(question, message) == meant


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("which states pay best", "what about the second city"),
        ("which states pay best", "which should i try first"),
        ("which cities pay the most", "how long did that last"),
        ("which cities pay the most", "and the first industry"),
        ("which certs are there", "how long do they last"),
        ("what is icd-10", "and the second one"),
        ("what code systems do coders use", "and the fifth one"),
        ("how long is school", "the first year"),
        ("how long is school", "what is first"),
    ],
)
def test_what_was_not_listed_is_not_counted_to(counted, question, message):
    """Nor what lasts or is done first."""
    assert counted(question, message) is None
