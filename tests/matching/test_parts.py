"""A message falls into its questions where it has several, and stays whole where it has one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.parts import MAX_PARTS, parts
from bot.matching.tokens import tokenize

CASES = yaml.safe_load((Path(__file__).parent / "parts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_message_falls_into_these_parts(case):
    """At marks, and at «and how» or «but is» after a few words."""
    pieces = parts(tokenize(case["text"]))
    assert [piece.text for piece in pieces] == case["parts"]
    assert [piece.text for piece in pieces if piece.asks] == case["asks"]


def test_a_dictated_message_falls_where_a_new_question_begins():
    """Only when it is asked for, because it is a guess."""
    tokens = tokenize("what does a coder earn how long does the program take")
    assert parts(tokens) == []
    assert [piece.text for piece in parts(tokens, unmarked=True)] == [
        "what does a coder earn",
        "how long does the program take",
    ]


def test_a_question_inside_a_sentence_stays_with_it():
    """«Tell me what it is» is one question."""
    assert parts(tokenize("i would like you to tell me what is a coder"), unmarked=True) == []


def test_questions_come_before_talk_when_there_is_too_much():
    """All the questions are kept, and the talk only as far as there is room."""
    talk = ". ".join(["this is talk"] * 10)
    pieces = parts(tokenize(f"{talk}. what is the pay? is it hard?"))
    assert len(pieces) == MAX_PARTS
    assert [piece.text for piece in pieces if piece.asks] == ["what is the pay", "is it hard"]


@given(st.text("what is how and but pay?.,\n", max_size=200), st.booleans())
def test_parts_are_made_of_the_messages_own_words(text, unmarked):
    """In their order, with nothing added, and never just one."""
    tokens = tokenize(text)
    pieces = parts(tokens, unmarked=unmarked)
    assert len(pieces) != 1
    assert len(pieces) <= MAX_PARTS
    remaining = iter([token.text for token in tokens])
    assert all(word in remaining for piece in pieces for word in piece.text.split())
