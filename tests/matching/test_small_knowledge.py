"""A knowledge of a few entries answers what they are about, and keeps still about what is near them and isn't there.

Each file of `small/` is a knowledge as somebody writes it who has just begun, with forty questions that were written
before it was asked any. None of them had a part in what the confidence was learned from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml
from measuring import small

from bot.answering.answer import Outcome
from bot.composition.assistant import build_assistant
from bot.knowledge.starting import Start, starting_files
from bot.matching import confidence
from bot.matching.matcher import Matcher
from bot.matching.signals import SIGNALS
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.answering.assistant import Assistant

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "knowledge"
FLOORS = yaml.safe_load((HERE / "small_floors.yaml").read_text(encoding="utf-8"))
FIELDS = sorted((HERE / "small").glob("*.yaml"))
FAQ = "faq/first-questions.yaml"


def write(field: dict, folder: Path) -> None:
    """Make a knowledge folder as `init` does, and put the field's entries in the place of its first ones."""
    files = starting_files(Start(field["about"], field["guide"]), SHIPPED)
    entries = [
        {name: value for name, value in entry.items() if name not in {"asks", "rejects"}}
        | {"tests": {"asks": entry["asks"], "rejects": entry["rejects"]}}
        | {"citations": [{"guide": "first-guide", "section": "whole-guide"}]}
        for entry in field["entries"]
    ]
    files[FAQ] = yaml.safe_dump({"entries": entries}, sort_keys=False)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@dataclass
class Field:
    """A field's questions and an assistant that knows its entries."""

    name: str
    questions: dict
    assistant: Assistant

    def entry_of(self, question: str) -> str | None:
        """Return the entry that a question is answered by, a known gap as well."""
        answer = self.assistant.ask(question)
        return answer.entry if answer.outcome in {Outcome.ANSWERED, Outcome.NOT_COVERED} else None


@pytest.fixture(scope="module", params=FIELDS, ids=[path.stem for path in FIELDS])
def field(request, tmp_path_factory) -> Field:
    """Each field in turn."""
    questions = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp(request.param.stem)
    write(questions, folder)
    assistant = build_assistant(Settings(knowledge_dir=folder))
    return Field(request.param.stem, questions, assistant)


def test_what_its_entries_are_about_is_answered_by_the_right_one(field):
    """Twenty questions in words that are none of the phrasings."""
    found = {ask: (entry, field.entry_of(ask)) for entry, asks in field.questions["covered"].items() for ask in asks}
    right = [ask for ask, (entry, got) in found.items() if got == entry]
    wrong = {ask: got for ask, (entry, got) in found.items() if got not in {entry, None}}
    assert len(found) == 20
    assert len(right) >= FLOORS[field.name]["right"], sorted(found.keys() - set(right))
    assert len(wrong) <= FLOORS[field.name]["wrong at most"], wrong


def test_what_is_near_its_entries_and_not_there_is_hardly_answered(field):
    """Twenty questions of the same field."""
    found = {ask: field.entry_of(ask) for ask in field.questions["uncovered"]}
    answered = {ask: entry for ask, entry in found.items() if entry is not None}
    assert len(found) == 20
    assert len(answered) <= FLOORS[field.name]["answered without an entry at most"], answered


def test_it_keeps_still_more_often_than_among_many_entries(knowledge, assistant):
    """Knowledges drawn from the shipped one, of which it learned none: fewer wrong answers, for few right ones."""
    encoder = assistant.matcher._encoder
    drawn = [
        small.draw(knowledge, size, small.DRAWS + number, of_one_topic=number % 2 == 0)
        for size in (3, 8, 24) for number in range(4)
    ]  # fmt: skip
    asked = [small.ask(one, Matcher(one.knowledge, encoder)) for one in drawn]
    many = [np.array([confidence.GENERAL.probability(row) for row in one.signals]) for one in asked]
    by_few, by_many = (small.shares(asked, stated, 0.25) for stated in ([one.stated for one in asked], many))
    assert 2 * by_few["answered without an entry"] <= by_many["answered without an entry"] + 1e-9  # rounding
    assert by_few["right"] >= by_many["right"] - 8


def test_the_fewer_entries_the_less_sure():
    """And no less by any signal that is there for many entries."""
    signals = np.array([0.6, 0.6, 0.1, 0.2, 0.6, 0.45, 0.4], dtype=np.float32)
    assert len(signals) == len(SIGNALS)
    stated = [confidence.of_few(entries).probability(signals) for entries in (0, 1, 3, 8, 39)]
    assert stated[0] == stated[1]
    assert stated[1:] == sorted(set(stated))
