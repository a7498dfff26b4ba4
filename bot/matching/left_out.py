"""Names that a message has only to leave them out: «besides alaska», «anywhere but hospitals»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.english import word_lists
from bot.matching.pay_words import PAY_WORDS
from bot.matching.sequences import Sequences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.matching.tokens import Token

_LONGEST = 3  # words that leave a name out


class LeftOut:
    """Tells whether a name is left out by the words before it."""

    def __init__(self) -> None:
        said = word_lists("left_out")
        self._before, self._outside, self._next = (_table(said[name]) for name in ("before", "outside", "next"))
        self._order, self._between, self._between_kinds, self._itself, self._asking, self._is = (
            said[name] for name in ("order", "between", "between_kinds", "itself", "asking", "is")
        )
        self._of_pay = PAY_WORDS | said["of_pay"]

    def start(self, tokens: Sequence[Token], name: int, *, wide: bool) -> int:
        """Return where the words begin that leave a name out, or where the name begins if nothing does.

        Args:
            tokens: the message.
            name: where the name begins.
            wide: whether what is named is so large that «outside» of it is not just beside it.
        """
        end = name
        while end and tokens[end - 1].text in self._between:
            end -= 1
        window = [token.text for token in tokens[max(0, end - _LONGEST) : name]]
        if not any(table.starts(window) for table in (self._before, self._outside, self._next)):
            return name  # what follows looks at the whole message, for each of its names
        texts = [token.text for token in tokens[:name]]
        in_order = any(token.text in self._order for token in tokens)
        tables = (self._before, *((self._outside,) if wide else ()), *((self._next,) if in_order else ()))
        for stop in range(end, name + 1):
            for start in range(max(0, stop - _LONGEST), stop):
                if not any(table.at(texts[:stop], start) == (stop - start, True) for table in tables):
                    continue
                before = texts[start - 1 : start]
                asks = texts[start] == "not" and (self._asking & set(before) or (start == 1 and self._is & set(before)))
                # «not the state, dc» leaves the state out
                ends = any(
                    token.ends_sentence or (token.mark == "," and token.text in self._itself)
                    for token in tokens[start:name]
                )
                says_no_more = start == 0 or any(text in self._itself for text in texts[:start])  # «the state, not dc»
                contrasts = (
                    start > 0 and tokens[start - 1].mark == "," and texts[start] == "not"
                )  # «manchester, not london»
                of_pay = says_no_more or contrasts or any(token.text in self._of_pay for token in tokens)
                return name if asks or ends or not of_pay else start
        return name

    def kind_of_place(self, tokens: Sequence[Token], name: int) -> bool:
        """Say whether «cities» or «state» is left out by the words before it: «sectors not cities», «not one city»."""
        first = name
        while first and tokens[first - 1].text in self._between_kinds and not tokens[first - 1].mark:
            first -= 1
        asks = first > 1 and tokens[first - 2].text in self._asking
        return bool(first) and tokens[first - 1].text == "not" and not tokens[first - 1].mark and not asks


def _table(said: Iterable[str]) -> Sequences[bool]:
    table: Sequences[bool] = Sequences()
    for words in said:
        table.add(tuple(words.split()), True)
    return table
