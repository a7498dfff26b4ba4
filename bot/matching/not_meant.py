"""What a message names only to say that it is not meant: «what are the jobs of the biller, not the coder»."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.matching.tokens import Token

_TRADES = {
    "coder": "coding", "coders": "coding", "coding": "coding",
    "biller": "billing", "billers": "billing", "billing": "billing",
}  # fmt: skip
_NOT = frozenset({"not", "skip"})
_BEFORE = frozenset({"the", "a", "for", "of", "on", "any", "in", "interested"})
# Without one of these, or of those after it, «not a coder» may ask whether one goes without the other.
_POINTING = frozenset({"the", "interested"})
_AFTER = frozenset({"part", "parts", "half", "side", "one", "ones", "stuff"})


def without_the_other_trade(tokens: list[Token]) -> list[Token]:
    """Return the tokens without the one of our two trades that isn't meant, where the other was named before."""
    trades = [(index, _TRADES[token.text]) for index, token in enumerate(tokens) if token.text in _TRADES]
    for index, trade in trades:
        start = index - 1
        while start > 0 and tokens[start].text in _BEFORE:
            start -= 1
        meant = {other for place, other in trades if place < start} - {trade}
        end = index + 1
        while end < len(tokens) and tokens[end].text in _AFTER:
            end += 1
        pointed_at = end > index + 1 or _POINTING & {token.text for token in tokens[start:index]}
        if meant and pointed_at and tokens[start].text in _NOT:
            start -= tokens[start - 1].text in {"and", "but"}
            before = tokens[start - 1]._replace(mark=tokens[end - 1].mark)
            return [*tokens[: start - 1], before, *tokens[end:]]
    return tokens
