"""Every fact the guides hold is reached by a plain question, row by row, and cited to the guide that has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROWS = yaml.safe_load((Path(__file__).parent / "ledger.yaml").read_text(encoding="utf-8"))


def test_the_ledger_has_every_row_once():
    """141 facts, numbered without a gap."""
    assert [row["id"] for row in ROWS] == [f"L{number:03d}" for number in range(1, 142)]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_plain_question_brings_the_fact_with_its_source(assistant, row):
    """The answer states the fact and cites the guide it stands in."""
    answer = assistant.ask(row["ask"])
    assert (answer.outcome, answer.text) == (row.get("outcome", "answered"), answer.text)
    lacking = [pattern for pattern in row["expect"] if not re.search(pattern, answer.text, re.IGNORECASE)]
    assert not lacking, f"{answer.entry} lacks {lacking}:\n{answer.text}"
    assert row["guide"] in {source.guide for source in answer.citations}, answer.entry
