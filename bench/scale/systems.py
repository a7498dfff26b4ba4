"""The ways to find a phrasing that are timed: each is built on texts and returns phrasing numbers, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from measuring.systems import Bm25, FullText, installed
from rapidfuzz import fuzz, process

from bot.matching.candidates import CandidateIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OURS = "ours (candidates)"
WRATIO = "rapidfuzz WRatio scan"


class Finder(Protocol):
    """One way to find the phrasing that a question was made from."""

    def find(self, text: str) -> Sequence[int]:
        """Return phrasing numbers, best first; none when nothing fits."""
        ...


class Ours:
    """The pruned index with rescoring."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._index = CandidateIndex(texts)

    def find(self, text: str) -> list[int]:
        numbers, _ = self._index.find(text)
        return [int(number) for number in numbers]


class Scan:
    """rapidfuzz's `extractOne` over all phrasings: its fastest way, because what can't win is cut short."""

    def __init__(self, texts: Sequence[str], scorer: Callable[..., float]) -> None:
        self._texts = list(texts)
        self._scorer = scorer

    def find(self, text: str) -> list[int]:
        found = process.extractOne(text, self._texts, scorer=self._scorer)
        return [found[2]] if found else []


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Texts under their numbers, in the form that the systems of bench/measuring take."""

    phrasings: list[tuple[str, str]]


class Measured:
    """A system of bench/measuring."""

    def __init__(self, texts: Sequence[str], system: type) -> None:
        self._system = system(_Numbered([(str(number), text) for number, text in enumerate(texts)]))

    def find(self, text: str) -> list[int]:
        return [int(label) for label in self._system.find([text])[0].labels]


class LetterVectors:
    """TF-IDF of letter groups inside words (scikit-learn), compared with all phrasings as sparse vectors (scipy)."""

    def __init__(self, texts: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - only where it is installed

        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32)
        self._columns = self._vectorizer.fit_transform(texts).T.tocsr()

    def find(self, text: str) -> list[int]:
        scores = (self._vectorizer.transform([text]) @ self._columns).toarray()[0]
        return [int(scores.argmax())]


def systems(phrasings: int) -> dict[str, Callable[[Sequence[str]], Finder] | str]:
    """Return name -> how to build it, or why it isn't measured with so many phrasings here."""
    missing = "not installed (see the group bench in pyproject.toml)"
    letters: Callable[[Sequence[str]], Finder] | str = LetterVectors
    if phrasings > 100_000:
        letters = "left out above 100,000: gigabytes"
    return {
        OURS: Ours,
        WRATIO: lambda texts: Scan(texts, fuzz.WRatio),
        "rapidfuzz token_set_ratio scan": lambda texts: Scan(texts, fuzz.token_set_ratio),
        "SQLite FTS5, porter": lambda texts: Measured(texts, FullText),
        "bm25s": (lambda texts: Measured(texts, Bm25)) if installed("bm25s") else missing,
        "character TF-IDF": letters if installed("sklearn") else missing,
    }
