"""Autocomplete: entry titles for an unfinished question, tolerant of typos.

Every typed word is held against every word that occurs in a title; the last one, still being typed, against their
beginnings. A title is as good as the words in it, the rare ones above all; words that many of the entry's phrasings
have («salary» of "How much do billers earn?") count as if they stood in the title, at a discount.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.stemming import stem
from bot.matching.tokens import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.knowledge.snapshot import Knowledge

    Floats = NDArray[np.float32]

_WORDS_READ = 12  # of a long text its last words: they are what is being typed now
_LEAST_LIKENESS = 0.6  # of two words, by OSA distance; below this they are different words, not slips
_LEAST_SCORE = 0.3  # share of the typed words' weight that a title must have
_BEGINNING_BONUS = 0.5  # for a title that begins exactly as typed
_SAME_STEM = 0.95  # likeness of two forms of one word
_BEGINS_ONLY = 0.9  # likeness of a word to the beginning of a longer one
_OFTEN, _OFTEN_USED_SHARE = 0.15, 0.7  # part of an entry's phrasings that have a word; what that word then counts
_REMEMBERED = 4_096  # typed words whose likenesses are kept: the same ones come with every further letter


class Completer:
    """Ranks the entries' questions against what somebody has typed so far. Only remembers typed words."""

    def __init__(self, knowledge: Knowledge) -> None:
        covered = [entry for entry in knowledge.entries.values() if entry.covered]
        self._titles = [(entry.id, entry.question) for entry in covered]
        read = [_words_of(entry.question, entry.phrasings) for entry in covered]
        titles = [title for title, _ in read]
        self._texts = [" ".join(title) for title in titles]
        split = [title + often_used for title, often_used in read]
        self._known = sorted({word for title in split for word in title})
        self._stems = np.array([stem(word) for word in self._known])
        numbers = {word: number for number, word in enumerate(self._known)}
        self._flat = np.array([numbers[word] for title in split for word in title], dtype=np.int64)
        lengths = [len(title) for title in split]
        self._starts = np.cumsum([0, *lengths[:-1]]) if lengths else np.empty(0, np.int64)
        self._title_lengths = np.array([len(title) for title in titles], dtype=np.int64)
        places = np.arange(len(self._flat)) - np.repeat(self._starts, lengths)
        self._credit = np.where(places < np.repeat(self._title_lengths, lengths), 1.0, _OFTEN_USED_SHARE)
        occurrences = np.bincount(self._flat, minlength=len(self._known))
        self._rarity = np.log(1.0 + len(split) / np.maximum(occurrences, 1)).astype(np.float32)
        self._beginnings: dict[int, list[str]] = {}
        self._remembered: dict[tuple[str, bool], tuple[Floats, float]] = {}

    def complete(self, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """Return (entry id, question) pairs, best first; the first entries when nothing is typed."""
        asked = words(typed)
        if not asked or not self._titles:
            return tuple(self._titles[:limit])
        text = " ".join(asked)
        finished = typed[-1].isspace() or not typed[-1].isalnum()
        total = np.zeros(len(self._titles), dtype=np.float32)
        weight = 0.0
        recent = list(dict.fromkeys(asked[-_WORDS_READ:]))
        for place, word in enumerate(recent):
            scores, share = self._scores(word, place == len(recent) - 1 and not finished)
            total += scores
            weight += share
        total /= weight
        total += _BEGINNING_BONUS * np.array([title.startswith(text) for title in self._texts])
        order = np.lexsort((self._title_lengths, -np.round(total, 4)))[:limit]
        return tuple(self._titles[int(number)] for number in order if total[number] >= _LEAST_SCORE)

    def _scores(self, word: str, is_unfinished: bool) -> tuple[Floats, float]:
        """Return what a typed word adds to each title, shape (titles,), and the most that it could add."""
        key = word, is_unfinished
        if key not in self._remembered:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            alike = self._alike(word, is_unfinished)
            # what a word weighs is the rarity of the words it may mean; one that means none weighs as a middling one
            weight = float((alike * self._rarity).max())
            weight = weight if weight > 0.0 else float(np.median(self._rarity))
            in_titles = np.maximum.reduceat(alike[self._flat] * self._credit, self._starts)
            self._remembered[key] = (in_titles * weight).astype(np.float32), weight
        return self._remembered[key]

    def _alike(self, word: str, is_unfinished: bool) -> Floats:
        """Return how alike a typed word is to each known word, from 0 to 1, shape (known words,)."""
        if len(word) < 3:
            alike = np.array([float(known == word) for known in self._known], dtype=np.float32)
        else:
            alike = process.cdist(
                [word], self._known, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_LIKENESS, dtype=np.float32
            )[0]
        if is_unfinished:
            beginnings = self._beginnings.setdefault(len(word), [known[: len(word)] for known in self._known])
            begun = process.cdist(
                [word], beginnings, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_LIKENESS, dtype=np.float32
            )[0]
            exact = begun == 1.0
            alike = np.maximum(alike, np.where(exact, _SAME_STEM, _BEGINS_ONLY * begun * (len(word) >= 3)))
        alike = np.where(self._stems == stem(word), np.maximum(alike, _SAME_STEM), alike)
        return np.asarray(alike, dtype=np.float32)


@lru_cache(maxsize=20_000)  # after an edit nearly all are as they were
def _words_of(question: str, phrasings: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a title, and those that many of its phrasings have and it hasn't, in alphabetical order."""
    title = words(question) or ("",)
    counts = Counter(word for phrasing in phrasings for word in set(words(phrasing)))
    enough = max(2.0, _OFTEN * len(phrasings))
    return title, tuple(sorted(word for word, count in counts.items() if count >= enough and word not in title))
