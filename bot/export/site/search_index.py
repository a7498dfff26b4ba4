"""The words by which the site's own search finds questions: how each weighs, from 1 to 9, for each question.

People's own words are in the phrasings, so these count beside the question and its answer. `search.js` cuts a text into
words as `words_of` does.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.answering.answer import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.export.contents import Contents
    from bot.export.site.places import Places

_SLOT: Final = re.compile(r"\{[^{}]*\}")
_WORD: Final = re.compile(r"[a-z0-9]+")
_QUESTION, _ANSWER, _PHRASINGS = 4.0, 1.0, 5.0
_OFTEN: Final = 0.2
"""A word that this share of a question's phrasings have counts in full."""
_FEW: Final = 8
"""Of fewer phrasings each word counts; of more, only those that stand in two of them."""
_RARE: Final = 10
"""So few questions may have a word for it to count even where it is said by the way."""
_HEAVIEST: Final = 9


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters and without marks."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "")).lower()
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def search_index(contents: Contents, places: Places) -> str:
    """Return the index as a script that sets `faqIndex`.

    `pages` are file names and `things` what can be found: page, anchor, title, and whether it is a known gap. `words`
    has for each word a list of `step × 10 + weight`, where steps lead from one thing to the next.
    """
    pages: dict[str, int] = {}
    things: list[tuple[int, str, str, int]] = []
    weights: list[dict[str, int]] = []

    def add(link: str, title: str, phrasings: Iterable[str], text: str, *, is_gap: bool = False) -> None:
        page, _, anchor = link.partition("#")
        things.append((pages.setdefault(page, len(pages)), anchor, title, int(is_gap)))
        weights.append(_weights(title, phrasings, text))

    for topic in contents.topics:
        for answer in topic.answers:
            entry = contents.knowledge.entries[answer.entry or ""]
            is_gap = answer.outcome is Outcome.NOT_COVERED
            add(places.entry(entry.id), entry.question, entry.phrasings, answer.text, is_gap=is_gap)
    for card in contents.credentials:
        said = " ".join(sentence for aspect in card.aspects for sentence in aspect.sentences)
        other_names = contents.knowledge.credentials[card.id].alternate_names
        add(places.credential(card.id), f"{card.abbreviation}: {card.name}", other_names, said)
    index = {"pages": list(pages), "things": things, "words": _by_word(weights)}
    return f"window.faqIndex = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"


def _weights(title: str, phrasings: Iterable[str], text: str) -> dict[str, int]:
    asked = [set(words_of(_SLOT.sub(" ", phrasing))) for phrasing in phrasings]
    often = Counter(word for phrasing in asked for word in phrasing)
    weights = {
        word: _PHRASINGS * min(1.0, count / len(asked) / _OFTEN)
        for word, count in often.items()
        if count > 1 or len(asked) < _FEW
    }
    for share, words in ((_QUESTION, words_of(title)), (_ANSWER, words_of(text))):
        for word in set(words):
            weights[word] = weights.get(word, 0.0) + share
    return {word: max(1, min(_HEAVIEST, round(weight))) for word, weight in weights.items()}


def _by_word(weights: list[dict[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for thing, words in enumerate(weights):
        for word, weight in words.items():
            found.setdefault(word, []).append((thing, weight))
    return {word: _in_steps(_without_chance_words(found[word])) for word in sorted(found)}


def _without_chance_words(things: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those that a word says something of: not where many have it, and this one only by the way."""
    return things if len(things) <= _RARE else [(thing, weight) for thing, weight in things if weight > 1]


def _in_steps(things: list[tuple[int, int]]) -> list[int]:
    before = 0
    steps = []
    for thing, weight in things:
        steps.append((thing - before) * 10 + weight)
        before = thing
    return steps
