"""How people really type: slips of the fingers, and chat shorthand. Deterministic by the text."""

from __future__ import annotations

import random
import re
import zlib

from scale.corpus import with_slip

_SHORTHAND = {
    "you": "u", "your": "ur", "are": "r", "please": "plz", "what": "wat", "how": "hw", "to": "2", "for": "4",
    "because": "cuz", "people": "ppl", "before": "b4", "and": "n", "about": "abt", "with": "w/", "without": "w/o",
    "though": "tho", "something": "smth", "really": "rly", "why": "y", "be": "b", "much": "mch", "whats": "wats",
    "between": "btwn", "month": "mo", "months": "mos", "years": "yrs", "year": "yr", "thanks": "thx", "know": "kno",
    "good": "gud", "want": "wanna", "going": "goin", "getting": "gettin", "working": "workin", "make": "mke",
}  # fmt: skip


def with_typos(text: str) -> str:
    """Return the text with one slip, or two in a longer one, inside words of four letters or more."""
    chooser = random.Random(zlib.crc32(text.encode()))  # noqa: S311 - repeatable, nothing secret
    for _ in range(1 if len(text.split()) < 6 else 2):
        text = with_slip(text, chooser)
    return text


def in_shorthand(text: str) -> str:
    """Return the text as in a hurried chat: small letters, no punctuation, short forms."""
    words = re.sub(r"[^\w\s$%'-]", "", text.lower().replace("'", "")).split()
    return " ".join(_SHORTHAND.get(word, word) if index or len(word) > 2 else word for index, word in enumerate(words))


CONDITIONS = {"clean": str, "typos": with_typos, "shorthand": in_shorthand}
