"""What a message may turn out to want, as plain data, and from which probability on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answering.asked import Asked
    from bot.answering.conversation import Context
    from bot.knowledge.records import Entry

SURE = 0.52  # a question this probable is taken as sure
PLAINLY = 0.9  # few words this probable, or one part of a message, are a question of their own


@dataclass(frozen=True, slots=True)
class Bands:
    """The probabilities from which the assistant answers, names a gap, suggests, chats, or points to help."""

    answer: float = 0.22
    answer_unnamed: float = 0.32  # where no word is of our field
    gap: float = 0.12
    suggest: float = 0.10
    social: float = 0.23
    crisis: float = 0.35
    crisis_beside_question: float = 0.79


class Rule(StrEnum):
    """What decides before the matcher's best entry does, or instead of it, as `try` tells it."""

    SIGN = "words that are signs of an emergency decide, whatever else is said"
    COMMAND = "it looks like a command to another bot"
    NAMES_ONLY = "it names places, employers or levels and nothing else, so it asks for pay"
    AMOUNT = "a quoted amount is looked up among the pay figures"
    OTHER_JOB = "it asks for the pay of another job"
    MADE = "it plainly asks what people make"
    EMPLOYER = "it asks what an employer by name pays or does"
    DEFINED = "it asks what a named certification is"
    PAY_BY_NAME = "it asks for pay by what it names"
    COMPARED = "two named things are set against each other"
    SCHOOL = "it asks something of a school by name"
    ANYWHERE = "it asks of a place what the guides say of none in particular"
    CHOSEN = "of entries like the best one, the one that fits what is named"


@dataclass(frozen=True, slots=True)
class Question:
    """One question that is understood: the entry it asks for, what it names, how sure that is, and what decided."""

    entry: Entry
    asked: Asked
    confidence: float
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    """The message asks this, or these, in order."""

    questions: tuple[Question, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SmallTalkMeant:
    """The message is small talk, or an emergency."""

    id: str
    confidence: float
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class AboutTheAnswer:
    """The message asks how recent the last answer is, or who says so; `context` is None where there was none."""

    id: str
    context: Context | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Options:
    """The message may ask for one of these entries."""

    entries: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """The message has no words, or asks nothing that is known here."""

    empty: bool
    confidence: float
    rule: Rule | None = None


Understood = Questions | SmallTalkMeant | AboutTheAnswer | Options | Nothing


def rule_of(understood: Understood) -> Rule | None:
    """Return what decided on a message besides the matcher; None where its best entry did."""
    if isinstance(understood, Questions):
        return next((one.rule for one in understood.questions if one.rule is not None), None)
    return understood.rule if isinstance(understood, SmallTalkMeant | Nothing) else None
