"""Spelling repair towards the FAQ's own words. An ordinary English word is never 'repaired'."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

WELL_KNOWN = 6  # phrasings that use a word, from which on it is no slip
_VERY_USUAL = 100  # phrasings that use a word of three letters, for another of three letters to be a slip of it
_MORE_USUAL = 5  # how many times more often a word must be used to be what a rare one of the FAQ was meant to be
KEPT_WORDS = 20_000  # of which what was worked out is remembered
_VOWELS = str.maketrans("", "", "aeiouy")
_DOUBLED = re.compile(r"(.)\1+")


@cache
def english_frequencies() -> dict[str, int]:
    """Return 82,000 ordinary English words with their counts (the word list of symspellpy)."""
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return {word: int(count) for word, count in (line.split() for line in text.splitlines())}


class WordSet:
    """Many words, kept as one text for each beginning of three letters: a seventh of a set's memory, loaded at once.

    A word holds no white space.
    """

    def __init__(self, words: Iterable[str]) -> None:
        listed: dict[str, list[str]] = {}
        for word in words:
            listed.setdefault(word[:3], [""]).append(word)
        self._texts = {beginning: "\n".join([*those, ""]) for beginning, those in listed.items()}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and f"\n{word}\n" in self._texts.get(word[:3], "")


class Speller:
    """Finds the FAQ word that an unknown word was meant to be."""

    def __init__(self, known: dict[str, int], english: Container[str]) -> None:
        """Take the FAQ's words with their counts, and the English words that are left alone."""
        self._known = known
        self._english = english
        self._by_first: dict[str, list[str]] = {}  # first letter -> words, shortest first
        self._by_rest: dict[str, tuple[str, ...]] = {}  # word without its first letter -> words
        for word in sorted((word for word in known if _is_repairable(word)), key=lambda word: (len(word), word)):
            self._by_first.setdefault(word[0], []).append(word)
            self._by_rest[word[1:]] = (*self._by_rest.get(word[1:], ()), word)
        self._slips = self._own_slips()
        self._cache: dict[str, str] = {}

    def repair(self, word: str) -> str:
        """Return the word meant: itself when it is English, a number, short, or well known here, or nothing is near."""
        if word in self._known:
            return self._slips.get(word, word)
        if not _is_repairable(word) or word in self._english:
            return word
        meant = self._cache.get(word)
        if meant is None:
            if len(self._cache) >= KEPT_WORDS:
                self._cache.clear()
            meant = self._cache[word] = self._nearest(word)
        return meant

    def _own_slips(self) -> dict[str, str]:
        """Return the FAQ's own rare words that sound like a much more usual one: slips, with the word meant."""
        alike: dict[str, list[str]] = {}
        for words in self._by_first.values():
            for word in words:
                alike.setdefault(_sound(word), []).append(word)
        slips: dict[str, str] = {}
        for words in alike.values():
            for word in words:
                if self._known[word] >= WELL_KNOWN or word in self._english:
                    continue
                ranked = [
                    (distance + 0.5 * (other[0] != word[0]), -self._known[other], other)
                    for other in words
                    if self._known[other] >= _MORE_USUAL * self._known[word]
                    and 0 < (distance := OSA.distance(word, other)) <= _allowed(word)
                ]
                if ranked:
                    slips[word] = min(ranked)[2]
        return slips

    def _nearest(self, word: str) -> str:
        allowed = _allowed(word)
        same_start = self._by_first.get(word[0], [])
        shortest = bisect_left(same_start, len(word) - allowed, key=len)
        longest = bisect_right(same_start, len(word) + allowed, key=len)
        near: list[tuple[str, float]] = [
            (candidate, distance)
            for candidate, distance, _ in process.extract(
                word, same_start[shortest:longest], scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
        ]
        if len(word) != 4:  # in four letters, one other letter is too much where it is the first
            near += [(candidate, 1.5) for candidate in self._with_another_start(word)]
        if not near:
            return word
        sound = _sound(word)
        ranked = [
            (distance, _sound(candidate) != sound, -self._known[candidate], candidate) for candidate, distance in near
        ]
        if len(word) == 3:
            ranked = [found for found in ranked if not found[1] and (len(found[3]) > 3 or -found[2] >= _VERY_USUAL)]
        return min(ranked)[3] if ranked else word

    def _with_another_start(self, word: str) -> list[str]:
        """Return the words that are one slip away, in their first letter: another one, one more, one less, swapped."""
        found = [*self._by_rest.get(word[1:], ()), *self._by_rest.get(word, ())]
        found += [one for one in (word[1:], word[1] + word[0] + word[2:]) if one in self._known and _is_repairable(one)]
        return [candidate for candidate in found if candidate[0] != word[0]]


def _allowed(word: str) -> int:
    """Return how many slips a word may hold."""
    return 1 if len(word) <= 6 else 2


def _is_repairable(word: str) -> bool:
    return 2 < len(word) < 25 and word.isalpha()


def _sound(word: str) -> str:
    """Return the word without vowels and doubled letters: two words of one sound are the likelier slips."""
    return _DOUBLED.sub(r"\1", word.translate(_VOWELS))
