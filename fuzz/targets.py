"""What is fuzzed: any bytes go in, and what has to hold is checked. For atheris, hypothesis, and kept cases."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import yaml

from bot.answering.answer import Outcome
from bot.answering.answer_checks import filled
from bot.knowledge.layout import LAYOUT
from bot.knowledge.loader import FolderReader
from bot.knowledge.rules.catalogue import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant

PROJECT = Path(__file__).parents[1]
SMALL_KNOWLEDGE = PROJECT / "tests" / "knowledge" / "small_knowledge.yaml"
KEPT = PROJECT / "tests" / "fuzzing" / "found"
"""Inputs that once failed, in a folder for each target."""
NEXT_TURN = "\x1e"
"""Stands between what one person says one after the other."""
MOST_TURNS = 3


class Target(Protocol):
    """Something that takes any bytes."""

    name: str
    longest: int
    """Bytes of an input: what is longer takes time and shows nothing new."""

    def __call__(self, data: bytes) -> None:
        """Feed it; raise when anything isn't as it has to be."""

    def seeds(self) -> Iterator[bytes]:
        """Return inputs to begin with."""

    def words(self) -> Iterator[str]:
        """Return what inputs may be put together from."""


class Loader:
    """A small knowledge folder, one file of which is the input: the first byte says which, the others are its content.

    There are problems, each in its place and by a known rule, or there is knowledge; and the sound folder is read as
    before.
    """

    name = "loader"
    longest = 2_000

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "knowledge"
        texts: dict[str, str] = yaml.safe_load(SMALL_KNOWLEDGE.read_text(encoding="utf-8"))
        self._sound = {file: text.encode() for file, text in texts.items()}
        self._files = [next((file for file in texts if Path(file).match(kind)), kind) for kind in LAYOUT]
        for file, content in self._sound.items():
            (self._folder / file).parent.mkdir(parents=True, exist_ok=True)
            (self._folder / file).write_bytes(content)
        self._reader = FolderReader(self._folder)
        self._whole = self._reader.inspect()
        assert self._whole[1] == []

    def __call__(self, data: bytes) -> None:
        """Read the folder with the input in it."""
        file = self._files[data[0] % len(self._files)] if data else self._files[0]
        path = self._folder / file
        content = data[1:]
        path.write_bytes(content)
        try:
            self._check(file, content)
        finally:
            if file in self._sound:
                path.write_bytes(self._sound[file])
            else:
                path.unlink()
        assert len(data) % 64 or self._reader.inspect() == self._whole, "it isn't read as before"

    def _check(self, file: str, content: bytes) -> None:
        knowledge, problems = self._reader.inspect()
        errors = [problem for problem in problems if problem.level == "error"]
        assert errors or knowledge is not None, "neither knowledge nor a problem"
        lines = len(re.findall(r"\r\n|[\n\r\x85\u2028\u2029]", content.decode("utf-8", "replace"))) + 1
        for problem in problems:
            assert problem.rule in rules(), problem
            assert problem.message, problem
            assert problem.hint, problem
            assert problem.column >= 1, problem
            here = problem.file == f"knowledge/{file}"
            assert 1 <= problem.line <= lines + 1 or not here, problem

    def seeds(self) -> Iterator[bytes]:
        """Return the sound files, whole and by their parts."""
        for number, file in enumerate(self._files):
            content = self._sound.get(file, b"")
            yield bytes([number]) + content
            for part in re.split(rb"(?m)^(?=  - )", content)[1:]:
                head = content.split(b"\n", 1)[0]
                yield bytes([number]) + head + b"\n" + part

    def words(self) -> Iterator[str]:
        """Return the signs of YAML, and the names of fields and values."""
        yield from (": ", "- ", "? ", "| ", "> ", "|2-\n", "&a ", "*a", "!!str ", "<<: ", "---\n", "...\n", "%YAML ")
        yield from ("\n  ", "\t", "[", "]", "{", "}", '"', "'", "#", ",", "\\", "~", "null", "true", "\ufeff", "\x85")
        yield from ("\u2028", "1e999", "0x10", "-.inf", "{figure:", "{table:", "{credential:", "{state}", "://", "</a>")
        yield from sorted(set(re.findall(r"[a-z_]{3,}", SMALL_KNOWLEDGE.read_text(encoding="utf-8"))))


class Asking:
    """Up to three questions one after the other, by somebody who said nothing before.

    Each is answered in words, with every figure cited, without tricks, and in the form that programs read.
    """

    name = "ask"
    longest = 300

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._people = count()

    def __call__(self, data: bytes) -> None:
        """Ask."""
        somebody = f"person {next(self._people)}"
        turns = data.decode("utf-8", "surrogateescape").split(NEXT_TURN, MOST_TURNS - 1)
        for turn in turns:
            check_answer(turn, self._assistant.ask(turn, somebody if len(turns) > 1 else None))

    def seeds(self) -> Iterator[bytes]:
        """Return ways to ask that are known, alone and one after the other."""
        before = ""
        knowledge = self._assistant.knowledge
        for entry in knowledge.entries.values():
            for phrasing in entry.phrasings[:3]:
                way = filled(phrasing, knowledge.vocabulary.examples)
                yield way.encode()
                yield f"{before}{NEXT_TURN}{way}".encode()
                before = way

    def words(self) -> Iterator[str]:
        """Return words that look-ups and follow-ups are made of, and signs that mean something to somebody."""
        yield from (NEXT_TURN, " and ", " in ", " vs ", " or ", "alaska", "washington d.c.", "puerto rico", "per hour")
        yield from ("top 10%", "median", "2013", "$50k", "CPC", "CCS-P", "hospitals", "what about ", "how much", "pay")
        yield from ("cuanto gana", "where is that from", "?", "\n", "{state}", "{figure:pay-alaska}", "<@1>", "```")
        yield from ("@everyone", "https://", "\u202e", "\u200b", "\u0301", "\x1b[31m", "İ", "ß", "ﬁ", "٣", "½", "💰")
        words = (word for entry in self._assistant.knowledge.entries.values() for word in entry.question.split())
        yield from sorted(set(words))


def check_answer(asked: str, answer: Answer) -> None:
    """Raise when an answer isn't what every answer has to be."""
    said = answer.text
    assert answer.outcome in Outcome
    assert said.strip(), "nothing is said"
    assert 0.0 <= answer.confidence <= 1.0, answer.confidence
    assert {figure.id for figure in answer.figures} <= {source.figure for source in answer.citations}
    # what is asked beside a gap is answered with its figures: «ECPC vs CPC» says what is known of the CPC
    assert answer.outcome in {Outcome.ANSWERED, Outcome.NOT_COVERED} or not answer.figures
    assert not re.search(r"@(everyone|here)|<[@#:/]", said), said
    assert not [sign for sign in said if unicodedata.category(sign) in {"Cf", "Cc"} and sign != "\n"], said
    data = answer.as_json()
    assert json.loads(json.dumps(data)) == data
    assert data["question"] == asked
