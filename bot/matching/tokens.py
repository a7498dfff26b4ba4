"""Clean a chat message and cut it into tokens. Pure text in, tokens out; nothing here knows the FAQ."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

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
    | & | %(?!\w)
    | [?!.,;:\n]
    """,
    re.VERBOSE,
)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_BREAKS = frozenset("?!.,;:\n")
_SENTENCE_END = frozenset("?!.;\n")
_DOMAINS = ("com", "org", "net", "gov", "fyi")


class Token(NamedTuple):
    """A word as it is matched (`text`), how it was written (first letter, in capitals), and the mark after it."""

    text: str
    capital: bool = False
    mark: str = ""
    capitals: bool = False

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence may end behind it."""
        return self.mark in _SENTENCE_END


def clean(text: str) -> str:
    """Return the message without links, mentions, emoji, markup and invisible characters; case is kept."""
    text = text[:MAX_CHARACTERS]
    if text.isascii():
        return _NOISE.sub(" ", text).translate(_ASCII)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    return "".join(map(_visible, _NOISE.sub(" ", text).translate(_QUOTES)))


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


# what `_QUOTES` and `_visible` make of ASCII, which most messages are
_ASCII = str.maketrans({chr(code): _visible(chr(code).translate(_QUOTES)) for code in range(128)})


def _small(cleaned: str) -> str:
    """Return a text in small letters, every character where it was."""
    small = cleaned.casefold()
    return small if len(small) == len(cleaned) else cleaned.lower()


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a message. Punctuation is kept as the `mark` of the token before it."""
    cleaned = clean(text)
    small = _small(cleaned)
    plain = cleaned in (small, cleaned.upper())  # in small letters, or shouted: capitals mean nothing
    tokens: list[Token] = []
    for match in _TOKEN.finditer(small):
        piece = match[0]
        if piece == "." and small.startswith(_DOMAINS, match.end()):
            continue  # inside the name of a website: nurse.org
        if piece in _BREAKS:
            if tokens and (piece == "?" or not tokens[-1].mark):
                tokens[-1] = tokens[-1]._replace(mark=piece)
        elif plain:
            tokens.append(Token(word_form(piece)))
        else:
            written = cleaned[match.start() : match.end()]
            tokens.append(Token(word_form(piece), written[:1].isupper(), "", written.isupper()))
    return tokens


def _twice(repeated: re.Match[str]) -> str:
    return repeated[1] * 2


def word_form(piece: str) -> str:
    """Return a token's matched form: no apostrophes or dots inside, no letter more than twice in a row."""
    if piece.isalpha():
        return _REPEATED.sub(_twice, piece)
    if piece[0].isdigit() or piece[0] == "$":
        return piece.replace(",", "").lstrip("$") or "$$$"
    if "." in piece:
        return piece.replace(".", "")
    piece = piece.replace("'", "").replace("-", "")
    return _REPEATED.sub(_twice, piece)


def words(text: str) -> tuple[str, ...]:
    """Return the matched forms of a short text, e.g. an alias."""
    return tuple(word_form(piece) for piece in _TOKEN.findall(_small(clean(text))) if piece not in _BREAKS)
