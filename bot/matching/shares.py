"""Shares of earners, in whatever words: «top ten percent», «bottom 25 %», «90th percentile», «best paid quarter».

Each is one of the vocabulary's statistics, told by its rank, from 0 (nobody is paid less) to 100: the top tenth begins
at rank 90.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.matching.sequences import Sequences
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.knowledge.vocabulary import ShareWords

_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d+)?)(%?)$")
_STATISTICS: dict[float, str] = {10: "percentile10", 25: "percentile25", 75: "percentile75", 90: "percentile90"}
_OTHER = "percentile-other"
_MIDDLE = "median"  # as a percentile; the top half is a share like any other
_HALF, _TENTH = 50, 10
_EXTREMES = ("highest", "lowest")
_PRONOUN = "one"  # «which employer is the best one» asks for no hundredth
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})


class Shares:
    """Reads shares in the words that the vocabulary lists."""

    def __init__(self, said: ShareWords) -> None:
        self._is_top = dict.fromkeys((*said.top, *said.upper), True) | dict.fromkeys((*said.bottom, *said.lower), False)
        self._superlatives = frozenset((*said.top, *said.bottom))
        self._paid = frozenset(said.paid)
        self._percent = _table(dict.fromkeys(said.percent, 1))
        self._numbers = _table(said.numbers)
        self._parts = _table(said.parts)
        self._ordinals = _table(said.ordinals)
        self._percentile = frozenset(said.percentile)
        self._quartiles = _table(said.quartiles)
        self._earners = frozenset(said.earners)
        self._starts = self._is_top.keys() | {*self._ordinals.first_words(), *self._quartiles.first_words()}

    def words(self) -> set[str]:
        """Return every word that names a share, for spelling repair."""
        tables = (self._percent, self._numbers, self._parts, self._ordinals, self._quartiles)
        of_tables = {word for table in tables for word in table.all_words()}
        return {*self._is_top, *self._paid, *self._percentile} | of_tables

    def find(self, texts: list[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, id of the statistic) for every share named, left to right, without overlap."""
        position = 0
        while position < len(texts):
            found = self._at(texts, position) if self._may_start(texts[position]) else None
            if found is None:
                position += 1
                continue
            end, statistic = found
            yield position, end, statistic
            position = end

    def _may_start(self, word: str) -> bool:
        return word in self._starts or word[0].isdigit()

    def _at(self, texts: list[str], start: int) -> tuple[int, str] | None:
        if texts[start] not in self._is_top:
            return self._quartile(texts, start) or self._percentile_at(texts, start)
        position = start + 1
        if texts[start] in self._superlatives and position < len(texts) and texts[position] in self._paid:
            position += 1
        found = self._amount(texts, position)
        if found is None:
            return None
        end, amount = found
        return end, _STATISTICS.get(100 - amount if self._is_top[texts[start]] else amount, _OTHER)

    def _amount(self, texts: list[str], start: int) -> tuple[int, float] | None:
        """Return (end, percent) of «10%», «ten percent», «10th», «quarter»; a bare number only where earners follow."""
        if start >= len(texts):
            return None
        part = self._parts.at(texts, start)
        if part is not None:
            return start + part[0], part[1]
        number = self._number(texts, start)
        if number is None:
            return None
        end, amount, has_sign = number
        alone = end == len(texts) or texts[end] in self._earners
        if has_sign or (alone and texts[start] != _PRONOUN):
            return end, amount
        percent = None if alone else self._percent.at(texts, end)
        if percent is not None:
            return end + percent[0], amount
        return (end + 1, amount) if not alone and texts[end] in _ORDINAL_ENDINGS else None

    def _number(self, texts: list[str], start: int) -> tuple[int, float, bool] | None:
        digits = _NUMBER.match(texts[start])
        if digits:
            return start + 1, float(digits[1]), bool(digits[2])
        number = self._numbers.at(texts, start)
        return (start + number[0], number[1], False) if number else None

    def _percentile_at(self, texts: list[str], start: int) -> tuple[int, str] | None:
        ordinal = self._ordinals.at(texts, start)
        digits = _NUMBER.match(texts[start])
        if ordinal is not None:
            end, rank = start + ordinal[0], ordinal[1]
        elif digits:
            end, rank = start + 1, float(digits[1])
            end += end < len(texts) and texts[end] in _ORDINAL_ENDINGS
        else:
            return None
        if end == len(texts) or texts[end] not in self._percentile:
            return None
        return end + 1, _MIDDLE if rank == _HALF else _STATISTICS.get(rank, _OTHER)

    def _quartile(self, texts: list[str], start: int) -> tuple[int, str] | None:
        found = self._quartiles.at(texts, start)
        return (start + found[0], _STATISTICS.get(found[1], _OTHER)) if found else None


def of_extreme(statistics: tuple[str, ...], extreme: str) -> str | None:
    """Return the share that «highest» or «lowest» stands for after a question for one share, or for the median."""
    asked = {(_MIDDLE,): _TENTH} | {(statistic,): min(rank, 100 - rank) for rank, statistic in _STATISTICS.items()}
    if statistics not in asked or extreme not in _EXTREMES:
        return None
    return _STATISTICS[100 - asked[statistics] if extreme == _EXTREMES[0] else asked[statistics]]


def _table(values: Mapping[str, float]) -> Sequences[float]:
    table: Sequences[float] = Sequences()
    for name, value in values.items():
        table.add(words(name), value)
    return table
