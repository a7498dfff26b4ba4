"""Candidates: the few dozen phrasings, out of up to a million, that are worth comparing with a question.

An inverted index of words and word pairs is read rarest first, and only as far as a budget of postings goes, so the
time hardly grows with the number of phrasings. What it finds is compared by the weights of all words, and the best of
that by rapidfuzz, letter by letter. A word that no phrasing has stands for the known words one slip away from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from bot.matching.near_words import NearWords
from bot.matching.stemming import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]
    Longs = NDArray[np.int64]

# By then a query has seen its rare words and pairs. Reading 20,000 takes a third longer, finds nothing more of 100,000
# phrasings and 0.3 points more of 1,000,000.
POSTINGS_READ = 6_000
COMPARED_BY_WORDS = 400  # the best of those, compared by all their words
CANDIDATES = 50  # the best of those, compared by their letters and returned
PAIR_SHARE = 0.5  # weight of a pair of neighbouring words, against a word as rare
NEAR_SHARE = 0.8  # weight of a word one slip away, against the word itself
LETTER_SHARE = 0.7  # part of letters in the score, the rest is words
_LONGEST_QUERY = 40  # different words looked up; the rarest of a longer message say what it is about
_NEAR_WORDS = 4  # known words that another may stand for, the most frequent first
# A word that fewer than one in so many phrasings have may itself be a slip: of a word e^_LIKELIER times as frequent.
_SELDOM, _LIKELIER = 2_000, 2.0


class _Numbering(dict[str, int]):
    """Gives each new key the next number."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Rows:
    """Numbers in rows of different length: row r stands at starts[r]:starts[r + 1]."""

    starts: Longs
    values: Ints

    def of(self, rows: Ints) -> tuple[Ints, Longs]:
        """Return the values of some rows one after the other, and where each row begins."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        begins = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(self.starts[rows] - begins, lengths)
        return self.values[places], begins


@dataclass(frozen=True, slots=True)
class _Query:
    """What a query asks the index for: word numbers with their credits, pairs, and the length of the query."""

    credits: dict[int, float]
    pairs: list[tuple[int, int]]
    length: float


class CandidateIndex:
    """An index of phrasings, built once and never changed; looking up needs numpy and rapidfuzz only.

    Inside, phrasings are numbered shortest first: the beginning of a posting list is then where its word weighs most.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """Index phrasings: each one its words, as the reader or `tokens.words` leaves them, separated by spaces."""
        written = _Numbering()
        flat = np.fromiter((written[word] for text in texts for word in text.split()), dtype=np.int32)
        lengths = np.fromiter((len(text.split()) for text in texts), dtype=np.int32, count=len(texts))
        stems = _Numbering()
        stem_of = np.fromiter((stems[stem(word)] for word in written), dtype=np.int32, count=len(written))
        self._numbers: dict[str, int] = dict(stems)
        self._words = list(stems)
        self._near = NearWords(self._words)
        self._order = np.argsort(lengths, kind="stable").astype(np.int32)
        self._position = np.empty(len(texts), dtype=np.int64)
        self._position[self._order] = np.arange(len(texts))
        self._texts = tuple(texts)  # no list: the garbage collector would walk through it again and again
        self._index(stem_of[flat].astype(np.int64) if len(flat) else flat.astype(np.int64), lengths)

    def __len__(self) -> int:
        return len(self._order)

    def _index(self, words: Longs, lengths: Ints) -> None:
        """Make the postings. A feature's key is its word, or (first word + 1) · number of words + second word."""
        size, known = max(len(lengths), 1), len(self._words)
        row = np.repeat(self._position, lengths)
        neighbours = np.flatnonzero(row[1:] == row[:-1])
        keys = np.concatenate([words, (words[neighbours] + 1) * known + words[neighbours + 1]])
        keys *= size
        keys += np.concatenate([row, row[neighbours]])
        del row, neighbours
        keys.sort()  # by feature, then by phrasing; each pair of the two is kept once
        feature, rows = np.divmod(keys[np.diff(keys, prepend=-1) > 0], size)
        del keys
        begins = np.flatnonzero(np.diff(feature, prepend=-1))
        self._features: Longs = feature[begins]
        counts = np.diff(begins, append=len(feature))
        self._postings = Rows(np.append(begins, len(feature)).astype(np.int64), rows.astype(np.int32))
        rarity = np.log(1.0 + size / counts)
        rarity[known:] *= PAIR_SHARE  # the words come first: one feature each
        self._weights: Floats = rarity.astype(np.float32)
        self._word_weights: list[float] = rarity[:known].tolist()
        squares = np.repeat(rarity**2, counts)
        words_end = int(begins[known]) if len(begins) > known else len(feature)
        self._whole_length = _square_roots(rows, squares, size)
        self._word_length = _square_roots(rows[:words_end], squares[:words_end], size)
        by_row = np.argsort(rows[:words_end], kind="stable")
        starts = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows[:words_end], minlength=size), out=starts[1:])
        self._words_of = Rows(starts, feature[:words_end][by_row].astype(np.int32))

    def weight(self, word: str) -> float:
        """Return how much a word weighs: its rarity, ln(1 + phrasings / phrasings with it); unknown ones weigh most."""
        number = self._numbers.get(stem(word))
        return math.log(1.0 + max(len(self), 1)) if number is None else self._word_weights[number]

    def texts(self, numbers: Iterable[int]) -> list[str]:
        """Return the texts of phrasings, given by their place in what was indexed."""
        return [self._texts[number] for number in numbers]

    def find(self, text: str, limit: int = CANDIDATES) -> tuple[Ints, Floats]:
        """Return the phrasings most like a text, best first: (numbers, scores from 0 to 1), at most `limit` each."""
        query = self._read(text.split())
        rows, scores = self._partial(query)
        rows = _best(rows, scores, COMPARED_BY_WORDS)
        by_words = self._by_words(query, rows)
        kept = np.sort(np.argsort(-by_words, kind="stable")[:limit])
        rows, by_words = rows[kept], by_words[kept]
        if not len(rows):
            return np.empty(0, np.int32), np.empty(0, np.float32)
        numbers = self._order[rows]
        letters = process.cdist([text], [self._texts[number] for number in numbers.tolist()], scorer=fuzz.ratio)[0]
        scores = (1.0 - LETTER_SHARE) * by_words + (LETTER_SHARE / 100.0) * letters
        order = np.lexsort((numbers, -scores))
        return numbers[order], scores[order].astype(np.float32)

    def _read(self, words: list[str]) -> _Query:
        """Turn a query's words into numbers; for unknown and seldom words also their likelier neighbours."""
        stems = [stem(word) for word in words]
        weighed = sorted({one: self.weight(one) for one in stems}.items(), key=lambda item: -item[1])[:_LONGEST_QUERY]
        credit: dict[int, float] = {}
        meant: dict[str, list[int]] = {}
        for word, weight in weighed:
            number = self._numbers.get(word)
            itself = [] if number is None else [number]
            near = self._likelier(word, weight)
            credit.update(dict.fromkeys(itself, 1.0))
            for one in near:
                credit.setdefault(one, NEAR_SHARE)
            meant[word] = itself + near[:1]
        pairs = [
            pair for first, second in pairwise(stems) for pair in product(meant.get(first, ()), meant.get(second, ()))
        ]
        return _Query(credit, list(dict.fromkeys(pairs)), math.sqrt(sum(weight**2 for _, weight in weighed)))

    def _likelier(self, word: str, weight: float) -> list[int]:
        """Return the words one slip away that a word may be meant for: much more frequent ones, the likeliest first."""
        known = word in self._numbers
        if known and weight < math.log(1.0 + _SELDOM):
            return []
        near = sorted((self._word_weights[one], one) for one in self._near.near(word))
        return [one for other, one in near if not known or other < weight - _LIKELIER][:_NEAR_WORDS]

    def _partial(self, query: _Query) -> tuple[Ints, Floats]:
        """Read the postings of the rarest words and pairs: (phrasings found, their scores), in no telling order."""
        features, shares = list(query.credits), list(query.credits.values())
        if query.pairs:
            wanted = np.array([(first + 1) * len(self._words) + second for first, second in query.pairs])
            places = np.searchsorted(self._features, wanted)
            places[places == len(self._features)] = 0
            known: list[int] = places[self._features[places] == wanted].tolist()
            features += known
            shares += [1.0] * len(known)
        if not features:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        at = np.array(features)
        starts, ends = self._postings.starts[at], self._postings.starts[at + 1]
        worth = np.array(shares, dtype=np.float32) * self._weights[at] ** 2
        spans = sorted(zip((ends - starts).tolist(), starts.tolist(), worth.tolist(), strict=True))
        scores = np.zeros(len(self), dtype=np.float32)
        found: list[Ints] = []
        left = POSTINGS_READ
        for length, start, weight in spans:
            if length > left and found:
                break
            rows = self._postings.values[start : start + min(length, left)]
            before = scores[rows]
            found.append(rows[before == 0])
            scores[rows] = before + np.float32(weight)
            left -= len(rows)
        distinct = np.concatenate(found)
        return distinct, scores[distinct] / self._whole_length[distinct]

    def _by_words(self, query: _Query, rows: Ints) -> Floats:
        """Return the cosine of the query's and the phrasings' weighted words, shape (rows,)."""
        if not len(rows):
            return np.empty(0, np.float32)
        asked = np.array(sorted(query.credits), dtype=np.int32)
        worth = np.array([query.credits[int(number)] for number in asked], dtype=np.float32) * self._weights[asked] ** 2
        words, begins = self._words_of.of(rows)
        places = np.searchsorted(asked, words)
        places[places == len(asked)] = 0
        shared = np.add.reduceat(np.where(asked[places] == words, worth[places], 0.0), begins)
        return np.asarray(np.minimum(shared / (query.length * self._word_length[rows]), 1.0), dtype=np.float32)


def _square_roots(rows: Longs, squares: NDArray[np.float64], size: int) -> Floats:
    return np.sqrt(np.bincount(rows, weights=squares, minlength=size)).astype(np.float32)


def _best(rows: Ints, scores: Floats, limit: int) -> Ints:
    """Return the rows with the best scores, shortest phrasings first."""
    if len(rows) > limit:
        rows = rows[np.argpartition(-scores, limit - 1)[:limit]]
    return np.sort(rows)
