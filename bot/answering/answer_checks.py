"""Checks of the knowledge that need what answering has: composed answers, and an assistant to put questions to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.answering.answer import Outcome
from bot.answering.composer import Composer
from bot.knowledge.phrasings import askable, tests_of
from bot.matching.faq_words import SLOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant
    from bot.knowledge.checker import Checked
    from bot.knowledge.problems import Problem
    from bot.knowledge.vocabulary import Examples

_MARGIN: Final = 1.25
"""How far above the band of answers a test question should be, as a ratio: phrasings come and go."""
_FILLED: Final = {"state": "Ohio", "city": "Chicago", "country": "Germany", "place": "Ohio", "year": "2018"}
"""What slots are filled with when a test question is put to the assistant, besides the vocabulary's examples."""


def cut_answers(checked: Checked, overflow: Callable[[Answer], tuple[int, int] | None]) -> Iterator[Problem]:
    """Yield entries whose answer a front end has to cut.

    Args:
        checked: what a check found.
        overflow: measures an answer; it returns what it needs and what there is, or None if it fits.
    """
    if checked.knowledge is None:
        return
    composer = Composer(checked.knowledge, date.today)
    for source, path, entry in askable(checked.sources):
        if path[0] != "entries":
            continue
        measured = overflow(composer.show(checked.knowledge.entries[entry.id]))
        if measured is not None:
            length, limit = measured
            yield source.problem((*path, "answer"), "too-long-for-discord", length=length, limit=limit)


def failing_questions(checked: Checked, assistant: Assistant) -> Iterator[Problem]:
    """Yield test questions that don't find their entry or small talk, or find one that rejects them."""
    examples = assistant.knowledge.vocabulary.examples
    for source, path, record in askable(checked.sources):
        if path[0] == "follow_ups":  # those mean something in a conversation only
            continue
        asks, rejects = tests_of(record)
        for number, question in enumerate(asks):
            answer = assistant.ask(filled(question, examples))
            where = (*path, "tests", "asks", number)
            if not same_group(assistant, answer.entry, record.id):
                yield source.problem(where, "ask-not-answered", name=record.id, instead=_told(answer))
            elif answer.outcome is Outcome.ANSWERED and answer.confidence < assistant.bands.answer * _MARGIN:
                yield source.problem(
                    where, "ask-without-margin",
                    name=record.id, certainty=answer.confidence, least=assistant.bands.answer,
                )  # fmt: skip
        for number, question in enumerate(rejects):
            if assistant.ask(filled(question, examples)).entry == record.id:
                yield source.problem((*path, "tests", "rejects", number), "reject-answered", name=record.id)


def filled(question: str, examples: Examples) -> str:
    """Return a test question with names in place of its slots."""
    names = _FILLED | examples.by_slot()
    return SLOT.sub(lambda slot: names.get(slot[1], slot[0]), question)


def same_group(assistant: Assistant, found: str | None, wanted: str) -> bool:
    """Say whether an entry is the wanted one, or one of the same look-up, which gives the same answer."""
    if found == wanted:
        return True
    entries = assistant.knowledge.entries
    one, other = entries.get(found or ""), entries.get(wanted)
    return one is not None and other is not None and one.lookup is not None and one.lookup == other.lookup


def _told(answer: Answer) -> str:
    if answer.entry:
        return f"'{answer.entry}'"
    if answer.suggestions:
        return "suggestions: " + ", ".join(f"'{one.entry}'" for one in answer.suggestions)
    return "no answer"
