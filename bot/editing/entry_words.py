"""The words of an entry that moderators change, and a file's text with them; what others changed meanwhile stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.editing.refusals import EditRefusedError, Refusal

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
