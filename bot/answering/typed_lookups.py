"""Look-ups whose parts people pick or type one by one: what they ask for, and the plain question that asks the same.

Where every part is a choice, the look-up names exactly what was picked. Other text is left to the plain question, which
is read like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.answering import wording
from bot.answering.asked import Asked, asked
from bot.answering.choices import Choice, Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant
    from bot.answering.choices import Choices
    from bot.knowledge.records import Lookup

COMPARED = (Dimension.CREDENTIAL, Dimension.PLACE, Dimension.INDUSTRY)
"""What can be compared."""


class CannotCompare(StrEnum):
    """Why things can't be compared: they are of several kinds, or one and the same."""

    MIXED = "mixed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class TypedLookup:
    """A look-up of what was picked, and the question that says it. `asked` is None where a text is no choice."""

    lookup: Lookup
    asked: Asked | None
    question: str

    def answered_by(self, assistant: Assistant, conversation: str | None = None) -> Answer:
        """Return the assistant's answer: looked up where everything is a choice, else to the plain question."""
        if self.asked is None:
            return assistant.ask(self.question, conversation)
        return assistant.look_up(self.lookup, self.asked, conversation)


def pay_lookup(choices: Choices, parts: Mapping[Dimension, str]) -> TypedLookup:
    """Return the look-up of pay for a place, an industry, a level and a period, each as typed; any may be missing."""
    return _lookup("pay", choices, parts, wording.PAY_QUESTION)


def outlook_lookup(choices: Choices, parts: Mapping[Dimension, str]) -> TypedLookup:
    """Return the look-up of projected growth for a place and a span, each as typed; either may be missing."""
    return _lookup("projection", choices, parts, wording.OUTLOOK_QUESTION)


def certification_lookup(choices: Choices, name: str) -> TypedLookup:
    """Return the look-up of one certification."""
    return _lookup("credential.overview", choices, {Dimension.CREDENTIAL: name}, wording.CERTIFICATION_QUESTION)


def comparison(choices: Choices, texts: Sequence[str]) -> TypedLookup | CannotCompare:
    """Return the look-up that sets places, industries or credentials side by side, or why there is none."""
    found = [choices.find(text, *COMPARED) for text in texts]
    picked = [choice for choice in found if choice is not None]
    kinds = {choice.dimension for choice in picked}
    if len(kinds) > 1:
        return CannotCompare.MIXED
    names = [choice.phrase if choice else text.strip() for choice, text in zip(found, texts, strict=True)]
    if len({name.casefold() for name in names}) < 2:
        return CannotCompare.SAME
    of_pay = bool(kinds - {Dimension.CREDENTIAL})
    question = wording.COMPARE_PAY if of_pay else wording.COMPARE
    listed = (" or " if of_pay else " and ").join([", ".join(names[:-1]), names[-1]])
    wanted = _asked(picked) if len(picked) == len(texts) else None
    return TypedLookup(
        "pay" if of_pay else "credential.compare", wanted, question.format(names=listed, **choices.of_field)
    )


def _lookup(lookup: Lookup, choices: Choices, parts: Mapping[Dimension, str], question: str) -> TypedLookup:
    typed = {dimension: text.strip() for dimension, text in parts.items() if text.strip()}
    picked = {dimension: choices.find(text, dimension) for dimension, text in typed.items()}
    said = {dimension: choice.phrase if choice else _said(typed[dimension]) for dimension, choice in picked.items()}
    words = {
        dimension.value: wording.QUESTION_PARTS[dimension.value].format(said[dimension]) if dimension in said else ""
        for dimension in Dimension
    }
    known = [choice for choice in picked.values() if choice is not None]
    wanted = _asked(known) if len(known) == len(picked) else None
    return TypedLookup(lookup, wanted, " ".join(question.format(**words, **choices.of_field).split()))


def _said(text: str) -> str:
    """Return free text as a question says it: a bare year is a year of something."""
    return wording.IN_YEAR.format(text) if text.isdigit() else text


def _asked(picked: Sequence[Choice]) -> Asked:
    return asked(mention for choice in picked for mention in choice.mentions)
