"""Whether phrasings and test questions agree with each other, over all files: what no matcher could make right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.knowledge.records import EntriesFile, EntryTests

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel

    from bot.knowledge.problems import Problem
    from bot.knowledge.records import Entry
    from bot.knowledge.small_talk import ElsewhereGroup, FollowUp, SmallTalk
    from bot.knowledge.yaml_source import Path, YamlSource

    Askable = Entry | SmallTalk | ElsewhereGroup | FollowUp
    Sources = Sequence[tuple[YamlSource, BaseModel | None]]

ASKABLE = ("entries", "social", "elsewhere", "follow_ups")
"""The lists of records that phrasings stand under."""
_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['’][^\W_]+)*")
_FEWEST_ASKS = 2
_FEWEST_WORDS = 3  # of fewer, the order is all there is to tell them apart


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a phrasing is: the record's id, the look-up it shares with others, and the phrasing as written."""

    id: str
    group: str
    file: str
    text: str


@lru_cache(maxsize=300_000)
def key_of(phrasing: str) -> str:
    """Return what is the same of phrasings that differ in letter case, blanks and closing marks only."""
    return " ".join(phrasing.casefold().strip(" ?!.").split())


def askable(sources: Sources) -> Iterator[tuple[YamlSource, Path, Askable]]:
    """Yield every record that has phrasings, with its file and path: entries first, as they own what they share."""
    for attribute in ASKABLE:
        for source, part in sources:
            for index, record in enumerate(getattr(part, attribute, ())):
                yield source, (attribute, index), record


def tests_of(record: Askable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the questions that have to find a record, and those that must not; most messages for others have none."""
    tests = getattr(record, "tests", None)
    return (tests.asks, tests.rejects) if isinstance(tests, EntryTests) else ((), ())


@dataclass(frozen=True, slots=True)
class Claims:
    """What one file claims of questions: its phrasings and asks by their keys, and where it contradicts itself."""

    phrasings: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, source: YamlSource, part: BaseModel | None) -> Claims:
        """Return what a file claims, which has to be worked out once for each text of it."""
        records = [record for _, _, record in askable([(source, part)])]
        return cls(
            frozenset(key_of(phrasing) for record in records for phrasing in record.phrasings),
            frozenset(key_of(ask) for record in records for ask in tests_of(record)[0]),
            tuple(_contradictions([(source, part)])),
        )


def contradictions(sources: Sources, claims: Sequence[Claims]) -> Iterator[Problem]:
    """Yield what can't be right whatever the matcher does: one question with two answers.

    `claims` are those of the files, in any order. While no two files claim the same question, each file's own
    contradictions are all there are, and nothing has to be gone through again after an edit of one file.
    """
    if _apart([one.phrasings for one in claims]) and _apart([one.asks for one in claims]):
        for one in claims:
            yield from one.problems
    else:
        yield from _contradictions(sources)


def _apart(parts: Sequence[frozenset[str]]) -> bool:
    return len(frozenset().union(*parts)) == sum(map(len, parts))


def _contradictions(sources: Sources) -> Iterator[Problem]:
    owners: dict[str, tuple[str, str]] = {}  # key -> the record's id and file
    askers: dict[str, str] = {}
    records: list[tuple[YamlSource, Path, Askable]] = list(askable(sources))
    for source, path, record in records:
        for number, phrasing in enumerate(record.phrasings):
            owner, file = owners.setdefault(key_of(phrasing), (record.id, source.file))
            if owner != record.id:
                yield source.problem((*path, "phrasings", number), "phrasing-twice", owner=owner, file=file)
    for source, path, record in records:
        asks, rejects = tests_of(record)
        for number, ask in enumerate(asks):
            asker = askers.setdefault(key_of(ask), record.id)
            if asker != record.id:
                yield source.problem((*path, "tests", "asks", number), "ask-twice", owner=asker)
        for number, reject in enumerate(rejects):
            key = key_of(reject)
            own = "phrasings" if owners.get(key, ("", ""))[0] == record.id else None
            own = "asks" if askers.get(key) == record.id else own
            if own:
                where = (*path, "tests", "rejects", number)
                yield source.problem(where, "reject-is-phrasing", name=record.id, listed=own)


def weaknesses(sources: Sources) -> Iterator[Problem]:
    """Yield phrasings and test questions that teach or test nothing."""
    owners: dict[str, Owner] = {}
    bags: dict[tuple[str, ...], Owner] = {}
    records = list(askable(sources))
    for source, path, record in records:
        seen: set[str] = set()
        for number, phrasing in enumerate(record.phrasings):
            key = key_of(phrasing)
            where = (*path, "phrasings", number)
            words = _WORD.findall(key)
            if not words:
                if path[0] == "entries":  # small talk may be a single sign
                    yield source.problem(where, "no-words", text=phrasing)
                continue
            if key in seen:
                yield source.problem(where, "listed-twice", text=phrasing)
                continue
            seen.add(key)
            mine = _owner(source, path, record, phrasing)
            owners.setdefault(key, mine)
            other = bags.setdefault(tuple(sorted(words)), mine)
            if other.group != mine.group and len(words) >= _FEWEST_WORDS and key_of(other.text) != key:
                yield source.problem(where, "near-duplicate", other=other.text, owner=other.id)
    for source, part in sources:
        if isinstance(part, EntriesFile):
            for index, entry in enumerate(part.entries):
                yield from _tests(source, ("entries", index, "tests"), entry, owners)


def _tests(source: YamlSource, path: Path, entry: Entry, owners: dict[str, Owner]) -> Iterator[Problem]:
    asks = entry.tests.asks
    if len(asks) < _FEWEST_ASKS:
        at = (*path, "asks") if (*path, "asks") in source.values else (*path[:-1], "id")
        yield source.problem(at, "few-asks", name=entry.id, count=len(asks) or "no")
    for name, listed in (("asks", asks), ("rejects", entry.tests.rejects)):
        seen: set[str] = set()
        for number, question in enumerate(listed):
            key = key_of(question)
            if key in seen:
                yield source.problem((*path, name, number), "listed-twice", text=question)
            elif name == "asks" and key in owners:
                yield source.problem((*path, name, number), "ask-is-phrasing", owner=owners[key].id)
            seen.add(key)


def _owner(source: YamlSource, path: Path, record: Askable, phrasing: str) -> Owner:
    """Return whose a phrasing is; all messages for somebody else are one group, as none of them is answered."""
    shared = path[0] if path[0] == "elsewhere" else getattr(record, "lookup", None)
    return Owner(record.id, str(shared or record.id), source.file, phrasing)
