"""What a message names only to say that it is not meant: «the jobs of the biller, not the coder», «besides alaska»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.pay_words import PAY_WORDS
from bot.matching.sequences import Sequences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.knowledge.vocabulary import Trade
    from bot.matching.tokens import Token

_NOT = frozenset({"not", "skip"})
_BEFORE = frozenset({"the", "a", "for", "of", "on", "any", "in", "interested"})
# Without one of these, or of those after it, «not a coder» may ask whether one goes without the other.
_POINTING = frozenset({"the", "interested"})
_AFTER = frozenset({"part", "parts", "half", "side", "one", "ones", "stuff"})


def trades_by_word(trades: Iterable[Trade]) -> dict[str, int]:
    """Return the number of the trade that each word is of; those that nobody is called by aren't told apart."""
    named = (trade for trade in trades if trade.people)
    return {word: number for number, trade in enumerate(named) for word in trade.words}


def without_the_other_trade(tokens: list[Token], by_word: Mapping[str, int]) -> list[Token]:
    """Return the tokens without a trade of ours that isn't meant, where another was named before."""
    trades = [(index, by_word[token.text]) for index, token in enumerate(tokens) if token.text in by_word]
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


# What is said before a name, «in», «the» and «for» aside, to leave it out.
_LEFT_OUT: Sequences[bool] = Sequences()
for _words in (
    "not", "but not", "besides", "beside", "except", "excluding", "excluded", "without", "minus", "other than",
    "apart from", "aside from", "not counting", "not including", "anywhere but", "everywhere but", "any state but",
    "anything but", "all but", "instead of", "rather than", "leaving out", "leave out", "skip", "skipping",
):  # fmt: skip
    _LEFT_OUT.add(tuple(_words.split()), True)
_OUTSIDE: Sequences[bool] = Sequences()
for _words in ("outside", "outside of"):
    _OUTSIDE.add(tuple(_words.split()), True)
# «which state is second after dc» asks for the others, in a message of an order
_NEXT: Sequences[bool] = Sequences()
for _words in ("after", "right after", "behind", "right behind", "second to"):
    _NEXT.add(tuple(_words.split()), True)
_ORDER = frozenset({"state", "states", "city", "cities", "second", "next"})
_LONGEST = 3  # words that leave a name out
_BETWEEN = frozenset({"in", "the", "for", "of", "at", "working", "a", "an", "any", "both", "either", "state"})
_ASKING = frozenset({"why", "or", "does", "do"})  # «why not alaska», «good or not in ohio»
_IS = frozenset({"is", "are"})  # «is not alaska better» asks for it, «that is not alaska» doesn't
_SENTENCE_END = frozenset("?!.;\n")
# A name is left out where pay is asked for or nothing more is said: not in «a job without hospital experience».
_OF_PAY = PAY_WORDS | {"pays", "paying", "money", "much", "highest", "best", "top", "most", "average", "median"}


def start_of_exclusion(tokens: Sequence[Token], name: int, *, wide: bool) -> int:
    """Return where the words begin that leave a name out, or where the name begins if nothing does.

    Args:
        tokens: the message.
        name: where the name begins.
        wide: whether what is named is so large that «outside» of it is not just beside it.
    """
    end = name
    while end and tokens[end - 1].text in _BETWEEN:
        end -= 1
    texts = [token.text for token in tokens[:name]]
    in_order = any(token.text in _ORDER for token in tokens)
    tables = (_LEFT_OUT, *((_OUTSIDE,) if wide else ()), *((_NEXT,) if in_order else ()))
    for stop in range(end, name + 1):
        for start in range(max(0, stop - _LONGEST), stop):
            if not any(table.at(texts[:stop], start) == (stop - start, True) for table in tables):
                continue
            before = texts[start - 1 : start]
            asks = texts[start] == "not" and (_ASKING & set(before) or (start == 1 and _IS & set(before)))
            ends = any(set(token.mark) & _SENTENCE_END for token in tokens[start:name])
            says_no_more = start == 0
            of_pay = says_no_more or any(token.text in _OF_PAY for token in tokens)
            return name if asks or ends or not of_pay else start
    return name
