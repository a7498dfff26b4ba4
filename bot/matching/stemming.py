"""Light stemming: plurals, -ing and -ed, with guards. Only meant to make forms of one word meet."""

from __future__ import annotations

from functools import lru_cache

_KEEP = frozenset({
    "this", "his", "its", "was", "has", "is", "as", "us", "does", "yes", "bus", "gas", "plus", "less", "during",
    "thing", "something", "anything", "nothing", "everything", "morning", "evening", "ring", "bring", "need",
    "speed", "feed", "med", "ged", "species", "series", "news", "always", "perhaps", "business", "texas", "billing",
    "coding", "hundred", "bed", "red", "indeed", "rhis", "ceus",
})  # fmt: skip
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the word's stem."""
    if len(word) < 4 or word in _KEEP or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= 3 and _VOWELS & set(base):
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
                return base[:-1]
            return base
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
