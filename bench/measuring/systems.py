"""The systems that are compared: each is fitted to (label, text) and returns, for a text, labels and a confidence."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

import numpy as np
from rapidfuzz import fuzz, process

from bot.matching.classes import ELSEWHERE
from bot.matching.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bot.matching.meaning import Encoder
    from measuring.labelled import Labelled

_NEAREST = 60  # phrasings looked at for three different labels


@dataclass(frozen=True, slots=True)
class Found:
    """The labels a system thinks of, best first, how confident it is, and the probability if it states one."""

    labels: tuple[str, ...]
    confidence: float
    probability: float | None = None


class System(Protocol):
    """One way to find the label of a question."""

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Return what is found for each text."""
        ...


class Ours:
    """The shipped matcher, fitted to a labelled set."""

    def __init__(self, labelled: Labelled, encoder: Encoder | None) -> None:
        self._matcher = Matcher(labelled.knowledge, encoder)

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Match all texts; whatever is for somebody else counts as surely out of scope."""
        result: list[Found] = []
        for text in texts:
            match = self._matcher.match(text, limit=_NEAREST)
            labels = tuple(dict.fromkeys(candidate.group for candidate in match.candidates))
            result.append(_found(labels, match.probability, match.probability))
        return result


def _found(labels: tuple[str, ...], confidence: float, probability: float | None = None) -> Found:
    elsewhere = bool(labels) and labels[0].startswith(ELSEWHERE)
    return Found(labels[:3], -confidence if elsewhere else confidence, probability)


class Scan:
    """rapidfuzz over all phrasings, as most FAQ bots do it."""

    def __init__(self, labelled: Labelled, scorer: Callable[..., float]) -> None:
        self._labels = [label for label, _ in labelled.phrasings]
        self._texts = [text.lower() for _, text in labelled.phrasings]
        self._scorer = scorer

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Score every phrasing for every text."""
        result: list[Found] = []
        for text in texts:
            nearest = process.extract(text.lower(), self._texts, scorer=self._scorer, limit=_NEAREST)
            labels = tuple(dict.fromkeys(self._labels[row] for _, _, row in nearest))
            result.append(_found(labels, nearest[0][1] if nearest else 0.0))
        return result


class FullText:
    """SQLite FTS5, BM25 over porter stems, any word may match."""

    def __init__(self, labelled: Labelled) -> None:
        self._labels = [label for label, _ in labelled.phrasings]
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE phrasing USING fts5(text, tokenize='porter unicode61')")
        self._database.executemany("INSERT INTO phrasing(text) VALUES (?)", [(text,) for _, text in labelled.phrasings])

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Query the index with all words of each text."""
        result: list[Found] = []
        for text in texts:
            query = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", text.lower())))
            rows = self._database.execute(
                "SELECT rowid, bm25(phrasing) FROM phrasing WHERE phrasing MATCH ? ORDER BY 2 LIMIT ?",
                (query or '""', _NEAREST),
            ).fetchall()
            labels = tuple(dict.fromkeys(self._labels[row - 1] for row, _ in rows))
            result.append(_found(labels, -rows[0][1] if rows else 0.0))
        return result


class Bm25:
    """bm25s with its own tokenizer and English stop words."""

    def __init__(self, labelled: Labelled) -> None:
        import bm25s  # noqa: PLC0415 - only where it is installed

        self._bm25s = bm25s
        self._labels = [label for label, _ in labelled.phrasings]
        self._index = bm25s.BM25()
        self._index.index(self._tokens([text for _, text in labelled.phrasings]), show_progress=False)

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = self._bm25s.tokenize(
            list(texts), stopwords="en", return_ids=False, show_progress=False
        )
        return found

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Retrieve the best phrasings of each text."""
        result: list[Found] = []
        for tokens in self._tokens(texts):
            if not tokens:
                result.append(Found((), 0.0))
                continue
            rows, scores = self._index.retrieve([tokens], k=min(_NEAREST, len(self._labels)), show_progress=False)
            labels = tuple(dict.fromkeys(self._labels[int(row)] for row in rows[0]))
            result.append(_found(labels, float(scores[0][0])))
        return result


class Nearest:
    """The nearest phrasing by the cosine of vectors that `encode` makes."""

    def __init__(self, labelled: Labelled, encode: Callable[[Sequence[str]], NDArray[np.float32]]) -> None:
        self._labels = np.array([label for label, _ in labelled.phrasings])
        self._encode = encode
        self._rows = encode([text for _, text in labelled.phrasings])

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Compare each text with every phrasing."""
        result: list[Found] = []
        for scores in np.asarray(self._encode(texts) @ self._rows.T):
            order = np.argsort(-scores)[:_NEAREST]
            labels = tuple(dict.fromkeys(str(label) for label in self._labels[order]))
            result.append(_found(labels, float(scores[order[0]])))
        return result


def letters_encoder(labelled: Labelled) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    """Return TF-IDF vectors of the letters inside words, fitted to the phrasings."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - only where it is installed

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)
    vectorizer.fit([text for _, text in labelled.phrasings])
    return lambda texts: np.asarray(vectorizer.transform(texts).toarray(), dtype=np.float32)


def installed(package: str) -> bool:
    """Say whether a package can be imported."""
    return find_spec(package) is not None


def peers(minilm: Callable[[Sequence[str]], NDArray[np.float32]] | None) -> dict[str, Callable[[Labelled], System]]:
    """Return the systems to compare with that are installed here."""
    found: dict[str, Callable[[Labelled], System]] = {
        "rapidfuzz WRatio": lambda labelled: Scan(labelled, fuzz.WRatio),
        "rapidfuzz token_set_ratio": lambda labelled: Scan(labelled, fuzz.token_set_ratio),
        "SQLite FTS5, porter": FullText,
    }
    if installed("bm25s"):
        found["bm25s"] = Bm25
    if installed("sklearn"):
        found["character TF-IDF, nearest"] = lambda labelled: Nearest(labelled, letters_encoder(labelled))
    if minilm is not None:
        found["MiniLM, nearest"] = lambda labelled: Nearest(labelled, minilm)
    return found
