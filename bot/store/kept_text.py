"""What is kept of what people write: one spelling of it, without what could tell who they are."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_PRIVATE: Final = (
    (re.compile(r"<(?:@[!&]?|#)\d+>"), " "),
    (re.compile(r"<a?:\w+:\d+>"), " "),
    (re.compile(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*+://\S+|\bwww\.\S+", re.IGNORECASE), "[link]"),
    (re.compile(r"(?<![^\s@<>])[^\s@<>]++@[^\s@<>]+\.[^\s@<>.?!,]+"), "[email]"),
    (re.compile(r"(?<!\w)@[\w.]{2,32}"), "[name]"),
    (re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,}"), "[number]"),
)
"""Mentions and emoji go; links, addresses, handles and numbers of seven digits become what they were.

Each begins at the beginning of a word and never gives back what it has taken, so that no text takes long.
"""
_AFTER = "?!.,;: "
_READ_AT_MOST: Final = 1_000
"""Characters looked at; more can't become part of what is kept."""


@lru_cache(1_000)
def kept_question(text: str, length: int) -> str:
    """Return a question in small letters on one line, at most `length` characters, so that equal ones are equal."""
    return _shortened(_without_private(text).casefold().strip(_AFTER), length)


def kept_words(text: str, length: int) -> str:
    """Return a remark as it was written, on one line, at most `length` characters."""
    return _shortened(_without_private(text), length)


def storable(text: str) -> str:
    """Return a text without what no database takes: NUL and halves of surrogate pairs. Line breaks stay."""
    return text.replace("\0", "").encode("utf-8", errors="ignore").decode("utf-8")


def _without_private(text: str) -> str:
    if len(text) > _READ_AT_MOST:
        text = "".join(text[:_READ_AT_MOST].rsplit(maxsplit=1)[:1])  # a half word may be half an address
    kept = unicodedata.normalize("NFKC", text)
    kept = "".join(" " if character.isspace() else character for character in kept if _is_shown(character))
    for pattern, instead in _PRIVATE:
        kept = pattern.sub(instead, kept)
    return " ".join(kept.split())


def _is_shown(character: str) -> bool:
    """Say whether a character is more than an invisible mark; spaces and line breaks count as shown."""
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
