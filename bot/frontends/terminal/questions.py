"""What counts as a question at all, the same for every way of asking in the terminal."""

from __future__ import annotations

from typing import Final

MAX_QUESTION_CHARACTERS: Final = 4000  # the longest message Discord lets anyone send; more is no question
SHOWN_CHARACTERS: Final = 200


def why_refused(question: str) -> str | None:
    """Return why a text isn't taken as a question, in words for the person who sent it; None if it is."""
    if not question.strip():
        return "the question is empty"
    if len(question) > MAX_QUESTION_CHARACTERS:
        return f"the question has {len(question):,} characters; please ask in at most {MAX_QUESTION_CHARACTERS:,}"
    if any("\ud800" <= character <= "\udfff" for character in question):
        return "the question holds half a character (an unpaired surrogate)"
    return None


def shortened(question: str) -> str:
    """Return a question fit to be repeated in a message: its beginning if it is long, and nothing unprintable."""
    whole = question.encode("utf-8", errors="replace").decode()
    return whole if len(whole) <= SHOWN_CHARACTERS else whole[: SHOWN_CHARACTERS - 1] + "…"
