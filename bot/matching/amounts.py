"""Sums of money in a message: «60k», «65,000», «60 grand», «25 dollars». Which sum it is says little of what is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STAND_IN = "50k"  # what the sentence vectors see instead of any sum
_THOUSANDS = re.compile(r"([1-9]\d{1,2})k")
_NO_SUMS = frozenset({"401k"})
_YEARLY = range(15_000, 500_001, 500)  # a code of five digits is seldom this round
_UNITS = frozenset({"dollar", "dollars", "buck", "bucks", "usd", "grand", "thousand", "mil", "dolares"})
_LEAST_THOUSANDS = 15


def is_sum(texts: Sequence[str], index: int) -> bool:
    """Say whether the word at a place is a sum of money."""
    text = texts[index]
    if not text[0].isdigit() or text in _NO_SUMS:
        return False
    if thousands := _THOUSANDS.fullmatch(text):
        return int(thousands[1]) >= _LEAST_THOUSANDS
    if text.isdecimal() and int(text) in _YEARLY:
        return True
    return index + 1 < len(texts) and texts[index + 1] in _UNITS
