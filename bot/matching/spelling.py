"""Spelling repair towards the FAQ's own words. An ordinary English word is never 'repaired'."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

WELL_KNOWN = 6  # phrasings that use a word, from which on it is no slip
_VERY_USUAL = 100  # phrasings that use a word of three letters, for another of three letters to be a slip of it
_MORE_USUAL = 5  # how many times more often a word must be used to be what a rare one of the FAQ was meant to be
_VOWELS = str.maketrans("", "", "aeiouy")
_DOUBLED = re.compile(r"(.)\1+")


@cache
def english_frequencies() -> dict[str, int]:
    """Return 82,000 ordinary English words with their counts (the word list of symspellpy)."""
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return {word: int(count) for word, count in (line.split() for line in text.splitlines())}


class Speller:
    """Finds the FAQ word that an unknown word was meant to be."""

    def __init__(self, known: dict[str, int], english: frozenset[str]) -> None:
        """Take the FAQ's words with their counts, and the English words that are left alone."""
        self._known = known
        self._english = english
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(known, key=lambda word: (-known[word], word)):
            if len(word) > 2 and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._cache: dict[str, str] = {}

    def repair(self, word: str) -> str:
        """Return the word meant: itself when it is English, a number, short, or well known here, or nothing is near."""
        if word in self._english or len(word) < 3 or len(word) > 24 or not word.isalpha():
            return word
        if self._known.get(word, 0) >= WELL_KNOWN:
            return word
        if word not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[word] = self._nearest(word)
        return self._cache[word]

    def _nearest(self, word: str) -> str:
        allowed = 1 if len(word) <= 5 else 2
        best: tuple[float, bool, int, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for candidate, distance, _ in process.extract(
                word, self._by_length.get(length, []), scorer=OSA.distance, score_cutoff=allowed, limit=8
            ):
                if not self._may_mean(word, candidate, distance):
                    continue
                other_start = candidate[0] != word[0]
                rank = (
                    distance + 0.5 * other_start,
                    not _sounds_alike(word, candidate),
                    -self._known[candidate],
                    candidate,
                )
                best = min(best, rank) if best else rank
        return best[3] if best else word

    def _may_mean(self, word: str, candidate: str, distance: float) -> bool:
        """Say whether a near word is near enough: the shorter or the better known the word, the more it takes."""
        if distance == 0:
            return False
        if word in self._known:  # a rare word of the FAQ itself, perhaps written with a slip there
            return _sounds_alike(word, candidate) and self._known[candidate] >= _MORE_USUAL * self._known[word]
        if len(word) == 3:
            usual = len(candidate) > 3 or self._known[candidate] >= _VERY_USUAL
            return usual and _sounds_alike(word, candidate)
        return candidate[0] == word[0] or (len(word) > 4 and distance <= 1)


def _sounds_alike(typed: str, meant: str) -> bool:
    """Say whether only vowels and doubled letters differ: the likelier slip, of two that are equally near."""
    return _DOUBLED.sub(r"\1", typed.translate(_VOWELS)) == _DOUBLED.sub(r"\1", meant.translate(_VOWELS))
