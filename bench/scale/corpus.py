"""Phrasings in any number, made from the shipped ones: the same ones every time."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from bot.matching.classes import classes_of
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.snapshot import Knowledge

_SLOT = re.compile(r"\{[a-z_]+\}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NOISE_SHARE = 0.15  # of made-up phrasings with a slip of the fingers in them


def shipped_phrasings(knowledge: Knowledge) -> list[str]:
    """Return all phrasings in lower case without punctuation, each once, in a fixed order."""
    phrasings = (phrasing for _, listed in classes_of(knowledge) for phrasing in listed)
    texts = (" ".join(words(_SLOT.sub("texas", phrasing))) for phrasing in phrasings)
    return [text for text in dict.fromkeys(texts) if len(text.split()) > 1]


def made_up(shipped: Sequence[str], count: int, seed: int = 0) -> list[str]:
    """Return `count` different phrasings: shipped ones, then beginnings of one with endings of another, some noised."""
    chooser = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    shuffled = list(shipped)
    chooser.shuffle(shuffled)
    texts = dict.fromkeys(shuffled[:count])
    split = [text.split() for text in shuffled]
    while len(texts) < count:
        first, second = chooser.choice(split), chooser.choice(split)
        joined = first[: chooser.randint(1, len(first))] + second[chooser.randint(0, len(second) - 1) :]
        text = " ".join(joined[:30])
        texts.setdefault(with_slip(text, chooser) if chooser.random() < _NOISE_SHARE else text)
    return list(texts)


def with_slip(text: str, chooser: random.Random) -> str:
    """Return the text with one letter dropped, doubled, changed or swapped, inside a word of four letters or more."""
    places = [found.start() + at for found in re.finditer(r"[a-z]{4,}", text) for at in range(1, len(found[0]) - 1)]
    if not places:
        return text
    at = chooser.choice(places)
    letter = chooser.choice(_LETTERS)
    middle = chooser.choice(("", text[at] * 2, letter, text[at + 1] + text[at]))
    return text[:at] + middle + text[at + (2 if len(middle) == 2 and middle[0] != middle[1] else 1) :]


def questions(phrasings: Sequence[str], count: int, seed: int = 1) -> list[tuple[str, int]]:
    """Return (phrasing with one slip, number of that phrasing), drawn evenly from all phrasings."""
    chooser = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    numbers = [chooser.randrange(len(phrasings)) for _ in range(count)]
    return [(with_slip(phrasings[number], chooser), number) for number in numbers]
