"""A new entry, from what somebody says about it to the text of its file. Pure: nothing is asked or written here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.knowledge.schema import schema_line
from bot.knowledge.splice import KnowledgeText

if TYPE_CHECKING:
    from collections.abc import Container

    from bot.knowledge.snapshot import Knowledge

_PATTERN = "faq/*.yaml"
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "how",
        "i",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "what",
        "which",
        "with",
        "you",
    ]
)
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What an entry is made of; citations are pairs of guide and section."""

    id: str
    question: str
    covered: bool
    phrasings: tuple[str, ...]
    answer: str
    see: tuple[str, ...] = ()
    citations: tuple[tuple[str, str], ...] = ()
    asks: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the entry as it stands in its file, without fields that say nothing."""
        tests = {"asks": list(self.asks), "rejects": list(self.rejects)}
        fields: dict[str, Any] = {
            "id": self.id,
            "question": self.question,
            "covered": False if not self.covered else None,
            "phrasings": list(self.phrasings),
            "answer": f"{self.answer.rstrip()}\n",
            "see": list(self.see),
            "citations": [{"guide": guide, "section": section} for guide, section in self.citations],
            "tests": {name: listed for name, listed in tests.items() if listed},
        }
        return {name: value for name, value in fields.items() if value is False or value}


def with_entry(file: str, text: str, entry: NewEntry) -> KnowledgeText:
    """Return a file's text with an entry at its end; an empty text becomes that of a new file.

    Raises:
        SpliceError: when the text has problems of its own.
    """
    if not text.strip():
        first = KnowledgeText(file, f"{schema_line(_PATTERN)}\nentries:\n  - id: {entry.id}\n")
        for name, value in list(entry.as_record().items())[1:]:
            first = first.set_field(("entries", 0), name, value)
        return first
    return KnowledgeText(file, text).add(("entries",), entry.as_record())


def taken_ids(knowledge: Knowledge) -> frozenset[str]:
    """Return the ids that a new entry can't have: those of everything that a question may come to."""
    return frozenset((*knowledge.entries, *knowledge.social, *knowledge.elsewhere, *knowledge.follow_ups))


def proposed_id(question: str, taken: Container[str]) -> str:
    """Return an id made of a question's telling words that no other entry has."""
    plain = unicodedata.normalize("NFKD", question.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in _SMALL_WORDS] or words or ["entry"]
    name: str = telling[0]
    for word in telling[1:]:
        if len(name) + len(word) >= _LONGEST_ID:
            break
        name += f"-{word}"
    number, proposed = 1, name
    while proposed in taken:
        number += 1
        proposed = f"{name}-{number}"
    return proposed
