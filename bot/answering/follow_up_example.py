"""What a help text gives as the example of a follow-up: something that the knowledge in use can take up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.knowledge.snapshot import Knowledge

_PLACES_OF_A_COUNTRY: Final = {"state", "city"}


def example_of_follow_up(knowledge: Knowledge, in_place: str = "and in {place}?") -> str | None:
    """Return a short question that goes on from an answer; None where the knowledge can take none up.

    It asks for a state or city that pay is known for, with its name put into `in_place`; else it is the first of the
    questions about the answer just given, in the words that the knowledge has for it.
    """
    pay = (figure.area for figure in knowledge.figures_of("pay") if figure.area)
    place = next((area.name for area in pay if area.type in _PLACES_OF_A_COUNTRY), None)
    if place is not None:
        return in_place.format(place=place)
    about_the_answer = next((one.phrasings[0] for one in knowledge.follow_ups.values()), None)
    return f"{about_the_answer}?" if about_the_answer else None
