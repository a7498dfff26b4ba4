"""The words of the field, as the vocabulary has them: by these a message shows that it is about the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.mentions import Kind
from bot.matching.sequences import Sequences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.knowledge.vocabulary import Vocabulary
    from bot.matching.reading import Reading

_OURS = frozenset({Kind.CREDENTIAL, Kind.ORGANIZATION, Kind.CODE_SET, Kind.OCCUPATION})


class OurWords:
    """The words of the field.

    Attributes:
        trades: say its work and who does it.
        beside_trades: go before those.
        field: all of ours: of the trades, and what else questions about the field have.
        made: what its people make that is no pay.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.trades = frozenset(word for trade in vocabulary.trades for word in trade.words)
        self.beside_trades = frozenset(vocabulary.beside_trades)
        self.field = self.trades.union(vocabulary.subjects)
        self.made = frozenset(vocabulary.made)
        self._other_uses_of_letters = _table(vocabulary.other_uses_of_letters)
        self._other_trades = _table(vocabulary.other_trades)

    def are_in(self, reading: Reading) -> bool:
        """Say whether a message has a word of the field, or names something of it."""
        words = {token.text for token in reading.tokens}
        return bool(words & self.field) or any(mention.kind in _OURS for mention in reading.mentions)

    def are_used_by_another_field(self, reading: Reading) -> bool:
        """Say whether our letters or the name of our work stand for something else in a message.

        Words beside letters («cca of a car battery») and beside the work («coding in python») differ: a car or a
        battery says nothing of a message without letters that may be its own.
        """
        words = [token.text for token in reading.tokens]
        if reading.of_kind(Kind.CREDENTIAL):
            others, ours = self._other_uses_of_letters, self.field
        else:
            others, ours = self._other_trades, self.beside_trades
        return ours.isdisjoint(words) and others.within(words) is not None


def _table(said: Iterable[str]) -> Sequences[bool]:
    table: Sequences[bool] = Sequences()
    for one in said:
        table.add(tuple(one.split()), True)
    return table
