"""A chat message becomes words: what is no word of it goes, and how a word was written is kept beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.tokens import MAX_CHARACTERS, Token, tokenize, words

CASES = yaml.safe_load((Path(__file__).parent / "tokens.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] or "empty" for case in CASES])
def test_a_message_is_cut_into_these_words(case):
    """Links, mentions, emoji, code and markup are no words; numbers lose their commas."""
    assert list(words(case["text"])) == case["words"]


def test_a_mark_belongs_to_the_word_before_it():
    """A question mark wins over the other marks."""
    tokens = tokenize("Pay, please... Really?! Yes!?")
    assert [(token.text, token.mark) for token in tokens] == [
        ("pay", ","),
        ("please", "."),
        ("really", "?"),
        ("yes", "?"),
    ]


def test_a_new_line_ends_a_sentence():
    """As a full stop does."""
    assert tokenize("first\nsecond")[0].mark == "\n"


def test_capitals_are_remembered():
    """A capital letter, and a word in capitals, each on its own."""
    assert tokenize("pay in Indiana or IN") == [
        Token("pay"), Token("in"), Token("indiana", capital=True), Token("or"),
        Token("in", capital=True, capitals=True),
    ]  # fmt: skip


def test_somebody_who_shouts_capitalises_nothing():
    """Where all is in capitals, none of it means anything."""
    assert not any(token.capital or token.capitals for token in tokenize("HOW MUCH IN OK OR IN?"))


def test_a_very_long_message_is_read_to_a_limit():
    """What comes after it costs nothing."""
    assert len(tokenize("pay " * 10_000)) == MAX_CHARACTERS // len("pay ")


@given(st.text(max_size=300))
def test_any_text_becomes_small_clean_words(text):
    """No word is empty, holds white space, or has a letter three times in a row."""
    for token in tokenize(text):
        assert token.text
        assert not any(character.isspace() for character in token.text)
        assert not any(
            a == b == c and a.isalpha() for a, b, c in zip(token.text, token.text[1:], token.text[2:], strict=False)
        )  # fmt: skip


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), max_size=20))
def test_case_and_spacing_change_no_word(listed):
    """However a plain message is typed, it reads the same."""
    plain = words(" ".join(listed))
    assert words("  ".join(listed).upper()) == words("\n".join(listed).title()) == plain
    assert words(" ".join(plain)) == plain
