"""Answers as other programs read them, and as a screen reader speaks them."""

from __future__ import annotations

import json

import pytest

from bot.answering.answer import Answer, Bullets, Heading, Note, Outcome, Paragraph, Row, Table

KEYS = {
    "": ["question", "outcome", "entry", "confidence", "text", "citations", "figures", "suggestions", "elapsed_ms"],
    "citations": ["guide", "title", "section", "attributed_to", "figure"],
    "figures": ["id", "value", "unit", "statistic", "area", "reference_period", "guide"],
    "suggestions": ["entry", "question"],
}


@pytest.mark.parametrize("question", [
    "How much do coders make in Alaska?", "what does the cpc exam cost", "hello", "which one", "asdf qwer", "",
    "growth 2022 to 2032",
])  # fmt: skip
def test_an_answer_as_json_has_exactly_the_contracts_keys(assistant, question):
    """Whatever the outcome, in their order, and of their types."""
    data = json.loads(json.dumps(assistant.ask(question).as_json()))
    assert list(data) == KEYS[""]
    assert data["question"] == question
    assert data["outcome"] in {"answered", "not_covered", "suggested", "social", "crisis", "unmatched"}
    assert 0.0 <= data["confidence"] <= 1.0
    assert data["elapsed_ms"] >= 0.0
    for name in ("citations", "figures", "suggestions"):
        assert all(list(item) == KEYS[name] for item in data[name])
    assert all(isinstance(figure["value"], float) for figure in data["figures"])


def test_the_json_of_every_entry_keeps_the_contract(shown):
    """Every citation, figure and suggestion of every entry."""
    for answer in shown.values():
        data = answer.as_json()
        assert list(data) == KEYS[""]
        assert data["text"] == answer.text
        assert [list(item) for name in KEYS if name for item in data[name]] == [
            KEYS[name] for name in KEYS if name for _ in data[name]
        ]


def test_a_text_reads_as_a_screen_reader_speaks_it():
    """Blocks are a blank line apart; lists and tables have a line an item."""
    blocks = (
        Heading("Title"), Paragraph("Text."), Bullets(("one", "two")), Note("Mind this."),
        Table("Pay", (Row("Alaska", "$58,620 a year", "BLS"), Row("Guam", "none"))),
    )  # fmt: skip
    answer = Answer("q", Outcome.ANSWERED, "e", 1.0, "Title", blocks)
    assert answer.text == (
        "Title\n\nText.\n\n- one\n- two\n\nMind this.\n\nPay:\n- Alaska: $58,620 a year (BLS)\n- Guam: none"
    )  # fmt: skip
