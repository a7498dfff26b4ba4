"""Which trade of a field is meant, where a message names one only to say that it isn't: «the biller, not the coder»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.english import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.knowledge.vocabulary import Trade
    from bot.matching.tokens import Token


class Trades:
    """The trades of a field; those that nobody is called by aren't told apart."""

    def __init__(self, trades: Iterable[Trade]) -> None:
        named = (trade for trade in trades if trade.people)
        self._by_word = {word: number for number, trade in enumerate(named) for word in trade.words}
        said = word_lists("trades")
        self._not, self._before, self._pointing, self._after = (
            said[name] for name in ("not", "before", "pointing", "after")
        )

    def words(self) -> frozenset[str]:
        """Return every word for one of them or for who does it."""
        return frozenset(self._by_word)

    def meant(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens of a message without a trade that isn't meant, where another was named before."""
        trades = [
            (index, self._by_word[token.text]) for index, token in enumerate(tokens) if token.text in self._by_word
        ]
        for index, trade in trades:
            start = index - 1
            while start > 0 and tokens[start].text in self._before:
                start -= 1
            meant = {other for place, other in trades if place < start} - {trade}
            end = index + 1
            while end < len(tokens) and tokens[end].text in self._after:
                end += 1
            pointed_at = end > index + 1 or self._pointing & {token.text for token in tokens[start:index]}
            if meant and pointed_at and tokens[start].text in self._not:
                start -= tokens[start - 1].text in {"and", "but"}
                before = tokens[start - 1]._replace(mark=tokens[end - 1].mark)
                return [*tokens[: start - 1], before, *tokens[end:]]
        return tokens
