"""The answers given to messages of late, so that they can follow their questions: by question, and by answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.frontends.discord.remembered import Remembered

if TYPE_CHECKING:
    from bot.frontends.discord.manners import Told

_MOST: Final = 5_000


@dataclass(frozen=True, slots=True)
class Given:
    """A reply of the bot's: where it is, and what it is to. The answer itself would be kept five thousand times.

    `asked` is the question as it was understood. `told` is what was told the room, where that must not be soon again.
    """

    message: int
    channel: int
    link: str
    asked: str
    told: Told | None
    names_the_asker: bool


class GivenAnswers:
    """The latest replies of the bot's, by the id of the question's message. Held in memory."""

    def __init__(self) -> None:
        self._given: Remembered[int, Given] = Remembered(_MOST)
        self._questions: Remembered[int, int] = Remembered(_MOST)
        """By answer."""

    def put(self, question: int, given: Given, at: float) -> None:
        """Remember the reply to a question."""
        self._given.put(question, given, at)
        self._questions.put(given.message, question, at)

    def to(self, question: int) -> Given | None:
        """Return the reply to a question."""
        return self._given.get(question)

    def forget(self, question: int) -> None:
        """Forget the reply to a question."""
        self._given.pop(question)

    def pop(self, message: int) -> tuple[Given, bool] | None:
        """Forget a question's reply, or a reply itself; return it, and whether it was the reply that is meant."""
        question = self._questions.pop(message)
        given = self._given.pop(message if question is None else question)
        return (given, question is not None) if given is not None else None
