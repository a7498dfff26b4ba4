"""What a change makes of a file's text where one splice isn't enough: an entry's words, and taking lines back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.edit_refusals import EditRefusedError, Refusal
from bot.knowledge.taking_back import taken_back

if TYPE_CHECKING:
    from bot.knowledge.splice import KnowledgeText


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an entry: its question, its answer, and the ways to ask it, or None for those that it has."""

    question: str
    answer: str
    phrasings: tuple[str, ...] | None = None


def reworded(file: KnowledgeText, entry: tuple[str | int, ...], shown: Words, wanted: Words) -> KnowledgeText:
    """Return a file with an entry's words changed. Raises EditRefusedError where somebody else has changed the same."""
    now = file.value(entry)
    for field, before, after, changed in (
        ("question", shown.question, wanted.question, Refusal.QUESTION_CHANGED),
        ("answer", shown.answer.strip() + "\n", wanted.answer.strip() + "\n", Refusal.ANSWER_CHANGED),
    ):
        if before == after:
            continue
        if str(now[field]).strip() != before.strip():
            raise EditRefusedError(changed)
        file = file.set((*entry, field), after)
    if shown.phrasings is None or wanted.phrasings is None:
        return file
    known = [str(phrasing) for phrasing in now.get("phrasings", ())]
    for phrasing in wanted.phrasings:
        if phrasing not in shown.phrasings and phrasing not in known:
            file = file.add((*entry, "phrasings"), phrasing)
    gone = set(shown.phrasings) - set(wanted.phrasings)
    for index in reversed(range(len(known))):
        if known[index] in gone:
            file = file.remove((*entry, "phrasings", index))
    return file


def without_change(now: KnowledgeText, before: str, after: str, entry: str | None) -> str:
    """Return a file's text without a change of some lines, looked for in the entry it was about, if that is there."""
    lines = now.text.splitlines(keepends=True)
    first, last = now.lines_of("entries", entry) if entry is not None else (0, len(lines))
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return "".join([*lines[:first], *taken_back(lines[first:last], old, new), *lines[last:]])
