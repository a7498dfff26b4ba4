"""Texts that are made to break what reads them are told as problems: nothing crashes, nothing takes minutes."""

from __future__ import annotations

import time

import pytest
from examples import small_folder

from bot.knowledge.loader import FolderReader
from bot.knowledge.yaml_source import parse

GIANT_SECONDS = 10
"""Of a processor; it takes one or two."""


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 50_000, "- " * 100_000, "? " * 100_000, "\n".join(" " * n + "a:" for n in range(2_000)),
     "a: &x [" + "*x," * 1_000, "a: " + "'" * 99_999, "\x00"],
    ids=["brackets", "braces", "dashes", "questions", "indentation", "aliases", "quotes", "nothing"],
)  # fmt: skip
def test_a_text_made_to_break_parsers_is_a_problem(text):
    """Not a crash, not a minute of work."""
    source = parse("x.yaml", text)
    [problem] = source.problems
    assert (problem.rule, source.data) == ("yaml-syntax", None)


@pytest.mark.parametrize(
    "text",
    ["entries:\n" + "  - \n" * 20_000, "entries:\n" + "  - {id: x}\n" * 5_000, "entries:\n" + "  - id: []\n" * 8_000,
     "entries:\n  - question: " + " " * 100_000, "entries:\n  - question: '" + "{figure:" * 12_000 + "'",
     "entries:\n  - question: " + "1:1" * 30_000, "entries:\n  - question: " + " #" * 50_000, "x: 1\n" * 20_000],
    ids=["items", "records", "lists", "blanks", "placeholders", "times", "remarks", "fields"],
)  # fmt: skip
def test_a_giant_file_takes_seconds(tmp_path, text):
    """What each of a hundred thousand characters may cost doesn't grow with their number."""
    folder = small_folder(tmp_path, **{"faq/giant.yaml": text})
    began = time.process_time()
    _, problems = FolderReader(folder).inspect()

    assert problems
    assert time.process_time() - began < GIANT_SECONDS
