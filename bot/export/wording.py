"""The fixed words of exports that aren't part of a page's layout, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.knowledge.records import FigureKind

GAP_TOPIC: Final = "gaps-"
"""How the name of a topic begins that holds known gaps; readers see where it stands, so the word is left out."""
NOT_SAID: Final = "The guides don't say"
ALL_QUESTIONS: Final = "All questions"
UNTITLED: Final = "Questions and answers"
ABOUT: Final = "{title}: questions and answers, drawn from career guides."

OFFERED_BY: Final = "Offered by"
REQUIRES: Final = "What it takes"
EXAM: Final = "The exam"
COVERS: Final = "What it covers"
LASTS: Final = "How long it takes"
RECOGNIZED_AS: Final = "How the guides see it"

PAY_BY_EMPLOYER: Final = "Pay by kind of employer"
PAY_IN: Final = "Pay: {country}"
PAY_BY_STATE: Final = "Pay by state"
PAY_BY_CITY: Final = "Pay by city"
KINDS: Final[dict[FigureKind, str]] = {
    "pay": "Pay",
    "projection": "Projected growth of employment",
    "duration": "How long it takes",
    "cost": "What it costs",
    "count": "How many",
}

FIGURES: Final = "Figures"
FIGURE_COLUMNS: Final = ("Figure", "What it is", "First published by", "Guide", "Note")
CREDENTIALS: Final = "Credentials"
SOURCES: Final = "Sources"
FIRST_PUBLISHED_BY: Final = "first published by {names}"
