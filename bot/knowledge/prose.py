"""What can be said about the words of one file by themselves: texts that people see, and phrasings that are matched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.knowledge.near_names import did_you_mean
from bot.knowledge.placeholders import (
    BLOCK_KINDS,
    MENTION,
    PLACEHOLDER,
    SLOT,
    SLOTS,
    broken_placeholders,
    digits_outside_placeholders,
)
from bot.knowledge.records import EntriesFile
from bot.knowledge.small_talk import SocialFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from bot.knowledge.problems import Problem
    from bot.knowledge.records import Entry
    from bot.knowledge.yaml_source import Path, YamlSource

_LINK = re.compile(r"(?:https?://|www\.|discord\.gg/)[^\s)>\]]+", re.IGNORECASE)
_VAGUE: Final = re.compile(
    r"\b(?:currently|recently|nowadays|lately|right now|as of now|at the moment|at present|these days|this year|"
    r"last year|next year|so far this|up to now|of late|presently)\b",
    re.IGNORECASE,
)
_SEEN: Final = {
    "entries": ("question", "answer"),
    "social": ("reply",),
    "figures": ("note",),
    "credentials": ("requires", "covers", "recognized_as", "note"),
    "organizations": ("about", "note"),
    "code_sets": ("note",),
}
"""The fields of each list of records whose texts people see; some are statements, which have their text inside."""
_TOLD: Final = {"answer", "note", "text"}  # what is told as a fact; a question or a reply may speak of now


def check_words(source: YamlSource, part: BaseModel) -> Iterator[Problem]:
    """Yield the errors in a file's texts and phrasings that don't depend on any other file."""
    if isinstance(part, EntriesFile):
        for index, entry in enumerate(part.entries):
            yield from _entry(source, ("entries", index), entry)
    elif isinstance(part, SocialFile):
        for index, item in enumerate(part.social):
            path: Path = ("social", index, "reply")
            yield from _shown(source, path, item.reply)
            for match in PLACEHOLDER.finditer(item.reply):
                yield source.problem(source.find_in_value(path, match[0]), "placeholder-in-reply", text=match[0])
    for path, phrasings in phrasings_of(part):
        for number, phrasing in enumerate(phrasings):
            if "{" in phrasing or "}" in phrasing:
                yield from _slots(source, (*path, number), phrasing)


def check_style(source: YamlSource, part: BaseModel) -> Iterator[Problem]:
    """Yield what should be better in the texts that people see."""
    for path, text in texts_of(part):
        for link in _LINK.findall(text):
            yield source.problem(source.find_in_value(path, link), "bare-link", text=link)
        for found in _VAGUE.findall(text) if path[-1] in _TOLD else ():
            yield source.problem(source.find_in_value(path, found), "vague-time", word=found)


def texts_of(part: BaseModel) -> Iterator[tuple[Path, str]]:
    """Yield each text of a file that people see, with its path."""
    for listed, fields in _SEEN.items():
        for index, record in enumerate(getattr(part, listed, ())):
            for field in fields:
                value = getattr(record, field)
                if isinstance(value, str):
                    yield (listed, index, field), value
                elif value:
                    for number, statement in enumerate(value):
                        yield (listed, index, field, number, "text"), statement.text


def phrasings_of(part: BaseModel) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield each list of phrasings of a file, with its path."""
    for attribute in ("entries", "social", "elsewhere", "follow_ups"):
        for index, record in enumerate(getattr(part, attribute, ())):
            yield (attribute, index, "phrasings"), record.phrasings


def _entry(source: YamlSource, path: Path, entry: Entry) -> Iterator[Problem]:
    yield from _shown(source, (*path, "answer"), entry.answer)
    for line in entry.answer.splitlines():
        for match in PLACEHOLDER.finditer(line):
            if match["kind"] in BLOCK_KINDS and match[0] != line.strip():
                where = source.find_in_value((*path, "answer"), match[0])
                yield source.problem(where, "placeholder-not-alone", text=match[0])
    if entry.covered and not entry.citations and not PLACEHOLDER.search(entry.answer):
        yield source.problem((*path, "id"), "uncited", what=f"'{entry.id}' names no source", field="citations")
    if not entry.covered and any(match["kind"] in {"figure", "table"} for match in PLACEHOLDER.finditer(entry.answer)):
        yield source.problem((*path, "answer"), "figure-in-gap")


def _shown(source: YamlSource, path: Path, text: str) -> Iterator[Problem]:
    for found in MENTION.findall(text):
        yield source.problem(source.find_in_value(path, found), "mention", text=found)
    for digits in digits_outside_placeholders(MENTION.sub("", text)):
        yield source.problem(source.find_in_value(path, digits), "digit-in-prose", digits=digits)
    for found in broken_placeholders(text):
        yield source.problem(source.find_in_value(path, found), "broken-placeholder", text=found)


def _slots(source: YamlSource, path: Path, phrasing: str) -> Iterator[Problem]:
    for name in SLOT.findall(phrasing):
        if name not in SLOTS:
            where, hint = source.find_in_value(path, f"{{{name}}}"), did_you_mean(name, SLOTS)
            yield source.problem(where, "unknown-slot", name=name, known=", ".join(SLOTS), hint=hint)
