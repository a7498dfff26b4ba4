"""The words of the field, as the vocabulary has them: by these a message shows that it is about the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from bot.knowledge.vocabulary import Vocabulary
    from bot.matching.reading import Reading

_OURS = frozenset({Kind.CREDENTIAL, Kind.ORGANIZATION, Kind.CODE_SET, Kind.OCCUPATION})


@dataclass(frozen=True, slots=True)
class OurWords:
    """`trades` say the work and who does it, `beside_trades` go before, `made` is no pay; `field` are all of ours."""

    trades: frozenset[str]
    beside_trades: frozenset[str]
    field: frozenset[str]
    made: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> OurWords:
        """Take them from the vocabulary."""
        trades = frozenset(word for trade in vocabulary.trades for word in trade.words)
        field = trades.union(vocabulary.subjects)
        return cls(trades, frozenset(vocabulary.beside_trades), field, frozenset(vocabulary.made))

    def are_in(self, reading: Reading) -> bool:
        """Say whether a message has a word of the field, or names something of it."""
        words = {token.text for token in reading.tokens}
        return bool(words & self.field) or any(mention.kind in _OURS for mention in reading.mentions)
