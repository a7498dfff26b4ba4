"""Names that no list has, by their place in the sentence: «coder pay in wonderland», «cpc vs xyz».

What is asked about has to be understood as named, or the answer would be about something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.english import word_lists
from bot.matching.pay_words import PAY_WORDS
from bot.matching.places import Place

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from bot.matching.tokens import Token

_LONGEST = 3  # words in the name of a place
_LETTERS = range(3, 6)  # in the abbreviation of a certification


class UnknownNames:
    """Finds what stands where a place or a certification does, and is neither a usual word nor one of the FAQ's."""

    def __init__(self, usual: Container[str], faq: Container[str]) -> None:
        self._usual = usual
        self._faq = faq
        said = word_lists("unknown_names")
        self._in, self._ends, self._against, self._certifications = (
            said[name] for name in ("in", "ends", "against", "certifications")
        )

    def places(self, tokens: list[Token], named: Container[int]) -> Iterator[tuple[int, int, Place]]:
        """Yield (start, end, place) for unknown words after «in», where a message asks for pay."""
        texts = [token.text for token in tokens]
        if PAY_WORDS.isdisjoint(texts):
            return
        for before in (index for index, text in enumerate(texts) if text in self._in):
            end = start = before + 1
            while end < len(texts) and end not in named and texts[end] not in self._ends and self._is_name(tokens[end]):
                end += 1
                if tokens[end - 1].mark:
                    break
            closes = end == len(texts) or bool(tokens[end - 1].mark) or texts[end] in self._ends or end in named
            if end <= start + _LONGEST and closes and any(map(self._is_unknown, texts[start:end])):
                name = " ".join(token.text.title() if token.capital else token.text for token in tokens[start:end])
                yield start, end, Place(name, "city", "")

    def credentials(self, texts: list[str], known: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, abbreviation) for unknown letters that are set against a certification, or called one.

        `known` are the spans of the certifications that are named.
        """
        for index, text in enumerate(texts):
            if self._certifications & set(texts[index + 1 : index + 3]) and self._is_abbreviation(text):
                yield index, index + 1, text.upper()
        for start, end in known:
            if end + 1 < len(texts) and texts[end] in self._against:
                after = end + 1 + (texts[end + 1] == "the" and end + 2 < len(texts))
                if self._is_abbreviation(texts[after]):
                    yield after, after + 1, texts[after].upper()
            before = start - 1 - (start > 1 and texts[start - 1] == "the")
            if before >= 1 and texts[before] in self._against and self._is_abbreviation(texts[before - 1]):
                yield before - 1, before, texts[before - 1].upper()

    def _is_abbreviation(self, word: str) -> bool:
        return len(word) in _LETTERS and self._is_unknown(word)

    def _is_name(self, token: Token) -> bool:
        return self._is_unknown(token.text) or token.capital  # «Lake Wobegon»

    def _is_unknown(self, word: str) -> bool:
        return word.isalpha() and word not in self._usual and word not in self._faq
