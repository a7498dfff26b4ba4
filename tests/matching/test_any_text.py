"""Whatever somebody types, there is an answer of some kind, and it is plain data."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import check_answer

# Words that look-ups, mentions and follow-ups are made of, to get further in than random letters do.
PIECES = st.sampled_from([
    "how much", "pay", "in", "Alaska", "Washington", "D.C.", "per hour", "top 10%", "2013", "CPC", "vs", "and", "?",
    "\n", "the", "it", "which", "nurse", "hospitals", "{state}", "{figure:pay-alaska}", "$$$", "n", "US", "cuanto gana",
    "💰", "`", "\u202e", "\ud83d", "\x00", "<@1>", "İ", "ß", "ﬁ", "٣", "½",
])  # fmt: skip
TYPED = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=12).map(" ".join))


@pytest.fixture(scope="module")
def ask(assistant):
    """Ask the shipped assistant."""
    return assistant.ask


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TYPED, conversation=st.sampled_from([None, "one", "two"]))
def test_any_text_gets_an_answer(ask, text, conversation):
    """With words in it, every figure cited, none in a gap, and in the form that programs read."""
    check_answer(text, ask(text, conversation))


def test_a_message_of_any_length_is_answered(ask):
    """A hundred thousand words, or one word of a hundred thousand letters."""
    for text in ("pay " * 100_000, "a" * 100_000, "?" * 100_000, "\n" * 100_000):
        assert ask(text).text
