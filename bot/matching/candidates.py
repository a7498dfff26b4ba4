"""Candidates: the few dozen phrasings, out of up to a million, that are worth comparing with a question.

An inverted index of words and word pairs is read rarest first, and only as far as a budget of postings goes, so the
time hardly grows with the number of phrasings. What it finds is compared by the weights of all words, and the best of
that by rapidfuzz, letter by letter. A word that no phrasing has stands for the known words one slip away from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

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

# By then a query has seen its rare words and pairs. Reading 6,000 finds nothing more of 100,000 phrasings and 0.2
# points more of 1,000,000; reading 3,000 and comparing 200 by words finds 0.8 points fewer of 1,000,000.
POSTINGS_READ = 4_000
COMPARED_BY_WORDS = 300  # the best of those, compared by all their words
CANDIDATES = 50  # the best of those, compared by their letters and returned
PAIR_SHARE = 0.5  # weight of a pair of neighbouring words, against a word as rare
NEAR_SHARE = 0.8  # weight of a word one slip away, against the word itself
LETTER_SHARE = 0.7  # part of letters in the score, the rest is words
_LONGEST_QUERY = 40  # different words looked up; the rarest of a longer message say what it is about
_NEAR_WORDS = 4  # known words that another may stand for, the most frequent first
# A word of this weight (in fewer than one of 2,000 phrasings) may itself be a slip: of a word e^_LIKELIER as frequent.
_SELDOM, _LIKELIER = math.log(1.0 + 2_000), 2.0


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
        begins = lengths.cumsum() - lengths
        places = (self.starts[rows] - begins).repeat(lengths)
        places += np.arange(len(places))
        return self.values[places], begins


class _Query(NamedTuple):
    """What a query asks the index for: word numbers with their credits, keys of pairs, and the length of the query."""

    credits: dict[int, float]
    pairs: list[int]
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
        self._texts = tuple(texts)  # no list: the garbage collector would walk through it again and again
        self._index(stem_of[flat].astype(np.int64) if len(flat) else flat.astype(np.int64), lengths)

    def __len__(self) -> int:
        return len(self._order)

    def _index(self, words: Longs, lengths: Ints) -> None:
        """Make the postings. A feature's key is its word, or (first word + 1) · number of words + second word."""
        size, known = max(len(lengths), 1), len(self._words)
        position = np.empty(len(lengths), dtype=np.int64)
        position[self._order] = np.arange(len(lengths))
        row = np.repeat(position, lengths)
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
        if not query.credits:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        rows = self._partial(query)
        by_words = self._by_words(query, rows)
        kept = (-by_words).argsort(kind="stable")[:limit]
        numbers = self._order[rows[kept]]
        letters = process.cdist([text], [self._texts[number] for number in numbers.tolist()], scorer=fuzz.ratio)[0]
        scores = (1.0 - LETTER_SHARE) * by_words[kept] + (LETTER_SHARE / 100.0) * letters
        order = (-scores).argsort(kind="stable")
        return numbers[order], scores[order]

    def _read(self, words: list[str]) -> _Query:
        """Turn a query's words into numbers; for unknown and seldom words also their likelier neighbours."""
        stems = [stem(word) for word in words]
        numbers = {word: self._numbers.get(word) for word in stems}
        unknown = math.log(1.0 + len(self))
        weights = {word: unknown if number is None else self._word_weights[number] for word, number in numbers.items()}
        if len(weights) > _LONGEST_QUERY:
            weights = dict(sorted(weights.items(), key=lambda item: -item[1])[:_LONGEST_QUERY])
        credit: dict[int, float] = {}
        meant: dict[str, list[int]] = {}
        for word, weight in weights.items():
            number = numbers[word]
            meant[word] = itself = [] if number is None else [number]
            credit.update(dict.fromkeys(itself, 1.0))
            if number is None or weight >= _SELDOM:
                near = self._likelier(word, math.inf if number is None else weight)
                for one in near:
                    credit.setdefault(one, NEAR_SHARE)
                itself += near[:1]
        known = len(self._words)
        pairs = {
            (one + 1) * known + other
            for first, second in pairwise(stems)
            for one in meant.get(first, ())
            for other in meant.get(second, ())
        }
        return _Query(credit, list(pairs), math.sqrt(sum(weight * weight for weight in weights.values())))

    def _likelier(self, word: str, weight: float) -> list[int]:
        """Return the words one slip away that are much more frequent than a word of some weight, likeliest first."""
        near = sorted((self._word_weights[one], one) for one in self._near.near(word))
        return [one for other, one in near if other < weight - _LIKELIER][:_NEAR_WORDS]

    def _partial(self, query: _Query) -> Ints:
        """Read the postings of the rarest words and pairs, and return the phrasings that share most with the query."""
        wanted = np.array([*query.credits, *query.pairs])
        features = self._features.searchsorted(wanted)
        shares = np.array([*query.credits.values(), *[1.0] * len(query.pairs)], dtype=np.float32)
        if query.pairs:
            features[features == len(self._features)] = 0
            known = self._features[features] == wanted
            features, shares = features[known], shares[known]
        starts = self._postings.starts[features]
        lengths = self._postings.starts[features + 1] - starts
        worth = shares * self._weights[features] ** 2
        spans: list[Ints] = []
        read: list[int] = []
        left = POSTINGS_READ
        order = lengths.argsort(kind="stable")
        for start, length in zip(starts[order].tolist(), lengths[order].tolist(), strict=True):
            if length > left and spans:
                break
            spans.append(self._postings.values[start : start + min(length, left)])
            read.append(min(length, left))
            left -= length
        rows = np.concatenate(spans)
        # A few runs in order: sorting them is quick, and unlike an array of sums doesn't grow with the phrasings.
        by_row = rows.argsort(kind="stable")
        rows = rows[by_row]
        is_new = np.ones(len(rows), dtype=np.bool_)
        np.not_equal(rows[1:], rows[:-1], out=is_new[1:])
        begins = is_new.nonzero()[0]
        rows = rows[begins]
        if len(rows) > COMPARED_BY_WORDS:
            scores = np.add.reduceat(worth[order[: len(read)]].repeat(read)[by_row], begins)
            scores /= self._whole_length[rows]
            rows = rows[scores.argpartition(-COMPARED_BY_WORDS)[-COMPARED_BY_WORDS:]]
            rows.sort()
        return rows

    def _by_words(self, query: _Query, rows: Ints) -> Floats:
        """Return the cosine of the query's and the phrasings' weighted words, shape (rows,)."""
        asked = list(query.credits)
        worth = np.zeros(len(self._words), dtype=np.float32)
        worth[asked] = [share * self._word_weights[one] ** 2 for one, share in query.credits.items()]
        words, begins = self._words_of.of(rows)
        shared = np.add.reduceat(worth[words], begins)
        return np.asarray(np.minimum(shared / (query.length * self._word_length[rows]), 1.0), dtype=np.float32)


def _square_roots(rows: Longs, squares: NDArray[np.float64], size: int) -> Floats:
    return np.sqrt(np.bincount(rows, weights=squares, minlength=size)).astype(np.float32)
