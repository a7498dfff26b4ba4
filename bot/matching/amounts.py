"""Sums that somebody may be paid in a year: «60k», «65,000», «60 grand». Which it is says little of what is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.matching.english import word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

STAND_IN = "50k"  # what the sentence vectors see instead of any sum
_THOUSAND = 1_000
_YEARLY = range(15 * _THOUSAND, 500 * _THOUSAND + 1)
_ROUND = 500  # a code of five digits is seldom this round
_THOUSANDS = re.compile(r"([1-9]\d{1,2})k")
_NO_SUMS = frozenset({"401k"})


def sums(texts: Sequence[str]) -> dict[int, int]:
    """Return where such sums begin among the words of a message, and where each ends.

    None where the message speaks of what is owed or charged, and none after a word such as «zip».
    """
    if not any(text[0].isdigit() for text in texts):
        return {}
    said = word_lists("amounts")
    if said["no_pay"] & set(texts):
        return {}
    found: dict[int, int] = {}
    for index, text in enumerate(texts):
        length = _length(text, texts[index + 1 : index + 2], said["thousands"])
        if length and not (index and texts[index - 1] in said["before_numbers"]):
            found[index] = index + length
    return found


def _length(text: str, following: Sequence[str], thousands: frozenset[str]) -> int:
    """Return how many words a sum has that begins with one: none where that is no sum."""
    if (short := _THOUSANDS.fullmatch(text)) and text not in _NO_SUMS:
        return int(int(short[1]) * _THOUSAND in _YEARLY)
    if not text.isdecimal():
        return 0
    if following and following[0] in thousands:
        return 2 * (int(text) * _THOUSAND in _YEARLY)
    return int(int(text) in _YEARLY and int(text) % _ROUND == 0)
