"""Known words that are one slip away from an unknown one: letter groups of a word are the word less one letter each.

Two words with one letter added, dropped, changed or swapped between them share such a group (the symmetric deletion
method of SymSpell), so a look-up is one binary search for all groups at once, however many words are known.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORTEST, _LONGEST = 3, 24  # letters; shorter words have too many neighbours, longer ones are not words


def _groups(word: str) -> list[int]:
    """Return a 32-bit number for the word and for the word less each of its letters."""
    data = word.encode()
    crc32 = zlib.crc32  # unlike hash(), the same in every process
    return [crc32(data), *(crc32(data[:at] + data[at + 1 :]) for at in range(len(data)))]


class NearWords:
    """Finds the words at OSA distance one. Memory: eight bytes a letter of the known words."""

    def __init__(self, known: Sequence[str]) -> None:
        """Take the known words; a word is returned by its place in this sequence."""
        self._known = known
        found = [
            (number, _groups(word)) for number, word in enumerate(known) if _SHORTEST <= len(word.encode()) <= _LONGEST
        ]
        lengths = [len(groups) for _, groups in found]
        groups = np.fromiter((one for _, groups in found for one in groups), dtype=np.uint32, count=sum(lengths))
        order = np.argsort(groups, kind="stable")
        owners = np.repeat(np.array([number for number, _ in found], dtype=np.int32), lengths)
        # arrays of the standard library: for ten keys, bisecting them costs less than calling numpy
        self._groups = array("I", groups[order].tobytes())
        self._owners = array("i", owners[order].tobytes())

    def near(self, word: str) -> list[int]:
        """Return the numbers of all known words one slip away, ascending; a word is not near to itself."""
        if not _SHORTEST <= len(word.encode()) <= _LONGEST:
            return []
        groups, end = self._groups, len(self._groups)
        owners: set[int] = set()
        for group in _groups(word):
            place = bisect_left(groups, group)
            while place < end and groups[place] == group:
                owners.add(self._owners[place])
                place += 1
        return [number for number in sorted(owners) if OSA.distance(word, self._known[number], score_cutoff=1) == 1]
