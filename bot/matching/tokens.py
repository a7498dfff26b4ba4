"""Clean a chat message and cut it into tokens. Pure text in, tokens out; nothing here knows the FAQ."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

MAX_CHARACTERS = 4_000

_NOISE = re.compile(
    r"""
    ```.*?```            # code blocks
    | https?://\S+ | www\.\S+
    | <a?:\w+:\d+>       # custom emoji
    | <[@#][!&]?\d+>     # mentions of people, roles and channels
    | <t:\d+(?::\w)?>    # timestamps
    """,
    re.VERBOSE | re.DOTALL,
)
_TOKEN = re.compile(
    r"""
    \$+(?=\s|$|[a-z?!.,])          # "$$$" meaning money
    | (?:19|20)?\d0s(?![a-z])       # the 90s
    | \$?\d[\d,]*(?:\.\d+)?(?:[%k](?![a-z]))?
    | (?:[a-z]\.){2,}[a-z]?        # d.c., u.s.a.
    | w/o | w/(?=\s|[a-z])
    | [a-z]{3,4}-[a-z](?![a-z])    # cpc-a
    | [^\W\d_]+(?:'[^\W\d_]+)*     # words with apostrophes
    | &
    | [?!.,;:\n]
    """,
    re.VERBOSE,
)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_BREAKS = frozenset("?!.,;:\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is matched (`text`), how it was written (first letter, in capitals), and the mark after it."""

    text: str
    capital: bool = False
    mark: str = ""
    capitals: bool = False


def clean(text: str) -> str:
    """Return the message without links, mentions, emoji, markup and invisible characters; case is kept."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]))
    text = _NOISE.sub(" ", text).translate(_QUOTES)
    return "".join(_visible(character) for character in text)


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    if character in "\n\t":
        return character
    category = unicodedata.category(character)
    if category in {"Cf", "Cc", "Mn", "Me", "Co", "Cs"}:
        return ""
    if category in {"So", "Sk"} or character in "*_~|>#":
        return " "
    return character


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a message. Punctuation is kept as the `mark` of the token before it."""
    cleaned = clean(text)
    shouting = cleaned.upper() == cleaned
    tokens: list[Token] = []
    for match in (
        _TOKEN.finditer(cleaned.casefold())
        if len(cleaned.casefold()) == len(cleaned)
        else _TOKEN.finditer(cleaned.lower())
    ):
        piece = match[0]
        if piece in _BREAKS:
            if tokens and not tokens[-1].mark:
                tokens[-1] = replace(tokens[-1], mark=piece)
            elif tokens and piece == "?":
                tokens[-1] = replace(tokens[-1], mark="?")
            continue
        written = cleaned[match.start() : match.end()]
        tokens.append(
            Token(word_form(piece), not shouting and written[:1].isupper(), "", not shouting and written.isupper())
        )
    return tokens


def word_form(piece: str) -> str:
    """Return a token's matched form: no apostrophes or dots inside, no letter more than twice in a row."""
    if piece[0].isdigit() or piece[0] == "$":
        return piece.replace(",", "").lstrip("$") or "$$$"
    if "." in piece:
        return piece.replace(".", "")
    piece = piece.replace("'", "").replace("-", "")
    return _REPEATED.sub(r"\1\1", piece)


def words(text: str) -> tuple[str, ...]:
    """Return the matched forms of a short text, e.g. an alias."""
    return tuple(token.text for token in tokenize(text))
