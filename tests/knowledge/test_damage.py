"""Damaged files are told as problems, whatever the damage: nothing crashes, nothing half is served."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest
from examples import small_folder

from bot.knowledge.loader import FolderReader
from bot.knowledge.rules.catalogue import rules
from bot.knowledge.yaml_source import parse

SHIPPED = Path(__file__).parents[2] / "knowledge"
GIANT_SECONDS = 10
"""Of a processor; it takes one or two."""
SIGNS = "\t :[]{}-#&*!|>'\"%@`\x00\x07\ufeff\u00a0\u200b£💰,?\n"


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Return a file's bytes with something broken: bytes, lines, indentation, or its end cut off."""
    at = chance.randrange(len(raw))
    end = min(len(raw), at + chance.randrange(1, 200))
    kind = chance.randrange(7)
    if kind == 0:
        return raw[:at]
    if kind == 1:
        return raw[:at] + raw[end:]
    if kind == 2:
        return raw[:at] + raw[at:end] * 3 + raw[end:]
    if kind == 3:
        return raw[:at] + bytes(chance.randrange(256) for _ in range(3)) + raw[end:]
    if kind == 4:
        return raw[:at] + "".join(chance.choice(SIGNS) for _ in range(4)).encode() + raw[at:]
    lines = raw.split(b"\n")
    number = chance.randrange(len(lines))
    if kind == 5:
        lines[number] = b" " * chance.randrange(1, 6) + lines[number]
    else:
        other = chance.randrange(len(lines))
        lines[number], lines[other] = lines[other], lines[number]
    return b"\n".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_damaged_files_are_problems_or_knowledge(tmp_path, seed):
    """Of the shipped files. Each problem names a place that exists in the damaged file, its rule, and what to do."""
    folder = tmp_path / "knowledge"
    shutil.copytree(SHIPPED, folder)
    files = sorted(folder.rglob("*.yaml"))
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    reader = FolderReader(folder)
    whole, _ = reader.inspect()
    refused = 0
    for _ in range(250):
        path = chance.choice(files)
        sound = path.read_bytes()
        path.write_bytes(damaged(sound, chance))
        knowledge, problems = reader.inspect()
        errors = [problem for problem in problems if problem.level == "error"]
        refused += bool(errors)
        assert errors or (knowledge is not None and knowledge.entries)
        lines = path.read_bytes().decode("utf-8", "replace").count("\n") + 2
        for problem in problems:
            assert problem.rule in rules()
            assert problem.message
            assert problem.hint
            assert problem.column >= 1
            assert 1 <= problem.line <= lines or problem.file != f"knowledge/{path.relative_to(folder).as_posix()}"
        path.write_bytes(sound)
    assert refused > 100
    again, problems = reader.inspect()
    assert problems == []
    assert again == whole


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 50_000, "- " * 100_000, "? " * 100_000, "\n".join(" " * n + "a:" for n in range(2_000)),
     "a: &x [" + "*x," * 1_000, "a: " + "'" * 99_999, "\x00"],
    ids=["brackets", "braces", "dashes", "questions", "indentation", "aliases", "quotes", "nothing"],
)  # fmt: skip
def test_a_text_made_to_break_parsers_is_a_problem(text):
    """Not a crash, not a minute of work."""
    source = parse("x.yaml", text)
    assert source.problems or source.data is not None


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
