"""Labelled phrasings and questions: from our knowledge with parts left out, or from a folder in a simple form.

The form is described in docs/benchmarks-input.md.
"""

from __future__ import annotations

import csv
import json
import re
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.knowledge.records import Entry, EntryTests
from bot.knowledge.snapshot import Knowledge
from bot.knowledge.vocabulary import Vocabulary
from bot.matching.classes import classes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OUT_OF_SCOPE = "oos"
FOLDS = 5
_SLOT = re.compile(r"\{([a-z_]+)\}")
_VALUES = {
    "state": ("Ohio", "Texas", "Nevada", "Maine", "Georgia"),
    "city": ("Boston", "Denver", "Omaha", "Fresno", "Tampa"),
    "country": ("Germany", "India", "Mexico", "Japan", "Kenya"),
    "place": ("Ohio", "Denver", "India", "Maine", "Tampa"),
    "industry": ("hospitals", "physician offices", "insurance carriers"),
    "credential": ("CPC", "CCS", "RHIA", "CBCS"),
    "organization": ("AAPC", "AHIMA"),
    "other_occupation": ("nurse", "plumber", "pilot", "chef"),
    "year": ("2016", "2019", "2021"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its label; `out` says why it has none: its entry was left out, or it is far from all of them."""

    text: str
    label: str
    out: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What systems are fitted to, as (label, text) for the peers and as knowledge for ours, and what they are asked."""

    name: str
    phrasings: tuple[tuple[str, str], ...]
    knowledge: Knowledge
    questions: tuple[Question, ...]


def filled(phrasing: str, salt: str) -> str:
    """Return a phrasing with values in its slots: the same ones every time, others for another salt."""

    def value(found: re.Match[str]) -> str:
        choices = _VALUES.get(found[1], (found[1],))
        return choices[zlib.crc32(f"{salt}{phrasing}{found[0]}".encode()) % len(choices)]

    return _SLOT.sub(value, phrasing)


def fold_of(text: str, salt: str = "") -> int:
    """Return the fold of a phrasing or an entry: spread evenly, and the same whatever else there is."""
    return zlib.crc32(f"{salt}{text}".encode()) % FOLDS


def without_phrasings(knowledge: Knowledge, fold: int, count: int) -> Labelled:
    """Leave a fifth of every class's phrasings out; ask up to `count` of those that belong to entries."""
    return _split(f"phrasings left out, fold {fold + 1}", knowledge, fold, count, leaves_entries_out=False)


def without_entries(knowledge: Knowledge, fold: int, count: int) -> Labelled:
    """Leave a fifth of the entries, of the groups of messages for others, and of the other phrasings out.

    Entries that answer the same look-up go together. Two thirds of the questions are in scope.
    """
    return _split(f"entries left out, fold {fold + 1}", knowledge, fold, count, leaves_entries_out=True)


def _split(name: str, knowledge: Knowledge, fold: int, count: int, *, leaves_entries_out: bool) -> Labelled:
    kept: list[tuple[str, str]] = []
    asked: list[Question] = []
    entry_out: list[Question] = []
    far: list[Question] = []
    gone: set[str] = set()
    for item, phrasings in classes_of(knowledge):
        unit = item.id if item.kind == "elsewhere" else item.group
        leaves = leaves_entries_out and item.kind in {"covered", "gap", "elsewhere"} and fold_of(unit, "entry") == fold
        if leaves:
            gone.add(item.id)
            out, why = (far, "far") if item.kind == "elsewhere" else (entry_out, "entry")
            out += [Question(filled(phrasing, "asked"), OUT_OF_SCOPE, why) for phrasing in phrasings]
            continue
        for phrasing in phrasings:
            if fold_of(phrasing) != fold:
                kept.append((item.group, filled(phrasing, "known")))
            elif item.kind in {"covered", "gap"}:
                asked.append(Question(filled(phrasing, "asked"), item.group))
    questions = _some(asked, count) + _some(entry_out, count // 2) + _some(far, count // 2)
    return Labelled(name, tuple(kept), _reduced(knowledge, fold, gone), tuple(questions))


def _some(questions: list[Question], count: int) -> list[Question]:
    return sorted(questions, key=lambda question: zlib.crc32(question.text.encode()))[:count]


def _reduced(knowledge: Knowledge, fold: int, gone: set[str]) -> Knowledge:
    """Return the knowledge without a fold's phrasings and without the classes that are gone."""

    def kept(phrasings: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(phrasing for phrasing in phrasings if fold_of(phrasing) != fold)

    entries: dict[str, Entry] = {}
    for entry in knowledge.entries.values():
        listed = kept((entry.question, *entry.phrasings))
        if entry.id not in gone and listed:
            entries[entry.id] = entry.model_copy(update={"question": listed[0], "phrasings": listed[1:]})
    return replace(
        knowledge,
        entries=entries,
        social={i: s.model_copy(update={"phrasings": kept(s.phrasings)}) for i, s in knowledge.social.items()},
        follow_ups={i: f.model_copy(update={"phrasings": kept(f.phrasings)}) for i, f in knowledge.follow_ups.items()},
        elsewhere={
            i: e.model_copy(update={"phrasings": kept(e.phrasings)})
            for i, e in knowledge.elsewhere.items()
            if i not in gone
        },
    )


def from_folder(folder: Path, vocabulary: Vocabulary) -> Labelled:
    """Read a set of labelled questions. Of our vocabulary only what is general English takes part.

    Raises:
        FileNotFoundError: when the folder lacks `phrasings` or `questions`.
        ValueError: when a line isn't in the form.
    """
    phrasings = tuple(_rows(folder, "phrasings"))
    by_label: dict[str, list[str]] = {}
    for label, text in phrasings:
        by_label.setdefault(label, []).append(text)
    entries = {
        label: Entry.model_construct(
            id=label, question=texts[0], phrasings=tuple(texts[1:]), covered=True, lookup=None, tests=EntryTests()
        )
        for label, texts in by_label.items()
    }
    general = Vocabulary(shorthand=vocabulary.shorthand, filler=vocabulary.filler)
    knowledge = Knowledge(
        digest="", guides={}, publishers={}, figures={}, tables={}, organizations={}, credentials={}, code_sets={},
        entries=entries, topics={}, social={}, elsewhere={}, follow_ups={}, vocabulary=general,
    )  # fmt: skip
    questions = tuple(
        Question(text, label, "far" if label == OUT_OF_SCOPE else "") for label, text in _rows(folder, "questions")
    )
    return Labelled(folder.name, phrasings, knowledge, questions)


def _rows(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    for ending, read in _READERS.items():
        path = folder / f"{name}{ending}"
        if path.is_file():
            with path.open(encoding="utf-8-sig", newline="") as file:
                for number, row in enumerate(read(file), 1):
                    try:
                        yield str(row["label"]), str(row["text"])
                    except (KeyError, TypeError) as problem:
                        raise ValueError(f"{path}: row {number} needs 'label' and 'text'") from problem
            return
    raise FileNotFoundError(f"{folder} needs {name}.jsonl or {name}.csv")


def _json_lines(file: object) -> Iterator[dict[str, str]]:
    return (json.loads(line) for line in file if line.strip())  # type: ignore[attr-defined]


_READERS: dict[str, Callable[..., Iterator[dict[str, str]]]] = {".jsonl": _json_lines, ".csv": csv.DictReader}


def sample(questions: tuple[Question, ...], count: int) -> tuple[Question, ...]:
    """Return at most `count` questions, evenly spread over the list."""
    if len(questions) <= count:
        return questions
    return tuple(questions[int(number)] for number in np.linspace(0, len(questions) - 1, count))
