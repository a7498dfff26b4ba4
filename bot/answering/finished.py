"""What is done with answers that are written: one is given a note, several are put on one card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering import wording
from bot.answering.answer import Answer, Heading, Note, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.asked import Asked


def of_no_place(answer: Answer, wanted: Asked) -> Answer:
    """Return an answer with the note that it is about no place in particular, though one was named."""
    if answer.outcome is not Outcome.ANSWERED or not wanted.places:
        return answer
    names = wording.listed([place.label.removesuffix(f", {place.region}") for place in wanted.places])
    return replace(answer, blocks=(*answer.blocks, Note(wording.NOT_OF_A_PLACE.format(names=names))))


def joined(answers: Sequence[Answer]) -> Answer:
    """Put the answers of several questions on one card, in order.

    The card is answered where one of them is, and its entry is the first that is; what the guides lack is said under
    the heading of its own part.
    """
    if len(answers) == 1:
        return answers[0]
    first = next((answer for answer in answers if answer.outcome is Outcome.ANSWERED), answers[0])
    return replace(
        first,
        confidence=min(answer.confidence for answer in answers),
        title=" · ".join(answer.title for answer in answers),
        blocks=tuple(block for answer in answers for block in (Heading(answer.title), *answer.blocks)),
        citations=tuple(dict.fromkeys(source for answer in answers for source in answer.citations)),
        figures=tuple(dict.fromkeys(figure for answer in answers for figure in answer.figures)),
        related=tuple(dict.fromkeys(item for answer in answers for item in answer.related)),
    )
