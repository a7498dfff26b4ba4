"""Reading a message: tokens, spelling repaired, mentions found, synonyms unified, stems. What the matcher compares."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from bot.matching.amounts import STAND_IN, sums
from bot.matching.faq_words import SLOT, words_beside_places, words_of_phrasings
from bot.matching.mentions import Kind, Mention, MentionFinder
from bot.matching.places import words_of_our_cities
from bot.matching.sequences import Sequences
from bot.matching.spelling import WELL_KNOWN, Speller, WordSet, english_frequencies
from bot.matching.stemming import stem
from bot.matching.tokens import Token, tokenize, words
from bot.matching.trades import Trades
from bot.matching.unknown_names import UnknownNames

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from bot.knowledge.snapshot import Knowledge

# slot in a phrasing -> the marks that stand in its place; a mention of that kind leaves the same marks
SLOT_MARKS: dict[str, tuple[str, ...]] = {
    "state": ("‹place›", "‹state›"),
    "city": ("‹place›", "‹city›"),
    "country": ("‹place›", "‹country›"),
    "place": ("‹place›",),
    "industry": ("‹industry›",),
    "credential": ("‹credential›",),
    "organization": ("‹organization›",),
    "other_occupation": ("‹occupation›",),
    "year": ("‹year›",),
}
# what the sentence vectors see instead of a place or a year; of what else varies, the vocabulary has an example
_STANDS_FOR = {"state": "texas", "city": "chicago", "country": "germany", "place": "texas", "year": "2018"}
_USUAL = 5_000_000  # times that a word stands in a trillion: rarer ones may be somebody's name for a place
_CONNECTORS = frozenset({"i", "am", "and", "but", "also", "just", "really", "now", "then", "because", "that", "still"})
_ABBREVIATIONS = range(3, 6)  # letters of a word in capitals that stands for several, and is no slip
_FEWEST = 3  # words that a question has at least
_EXCLUDED_KINDS = {Kind.EXCLUDED_PLACE, Kind.EXCLUDED_INDUSTRY}  # the question is the same without them
SLOTTED = {Kind.PLACE, Kind.CREDENTIAL, Kind.ORGANIZATION, Kind.OTHER_OCCUPATION, Kind.YEAR, Kind.OTHER_CREDENTIAL}


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as the matcher sees it.

    `terms` are stems and slot marks in order; `plain` is the repaired text with places, years and credentials under
    one name each, for the sentence vectors.
    """

    tokens: tuple[Token, ...]
    terms: tuple[str, ...]
    plain: str
    mentions: tuple[Mention, ...]
    repaired: tuple[tuple[str, str], ...]

    def of_kind(self, kind: Kind) -> tuple[Mention, ...]:
        """Return the mentions of one kind."""
        return tuple(mention for mention in self.mentions if mention.kind is kind)


class Reader:
    """Reads messages in the FAQ's vocabulary. Built once; reading changes nothing but a cache of spellings."""

    def __init__(self, knowledge: Knowledge) -> None:
        vocabulary = knowledge.vocabulary
        counts = words_of_phrasings(knowledge)
        english = WordSet(english_frequencies())
        usual = WordSet(word for word, count in english_frequencies().items() if count >= _USUAL)
        self._replace: Sequences[tuple[str, ...]] = Sequences()
        for table in (vocabulary.shorthand, vocabulary.misspellings, vocabulary.phrases):
            for source, target in table.items():
                self._replace.add(words(source) or (source,), words(target))
        abbreviations = [credential.abbreviation for credential in knowledge.credentials.values()]
        abbreviations += [organization.abbreviation or "" for organization in knowledge.organizations.values()]
        for abbreviation in abbreviations:
            letters = tuple(abbreviation.casefold())
            if len(letters) > 2 and "".join(letters).isalpha():
                self._replace.add(letters, ("".join(letters),))  # «c p c», as dictated
        self._spanish: Sequences[tuple[str, ...]] = Sequences()
        for source, target in vocabulary.spanish.items():
            self._spanish.add(words(source), words(target))
        self._spanish_shorthand: Sequences[tuple[str, ...]] = Sequences()
        for source, target in vocabulary.spanish_shorthand.items():
            self._spanish_shorthand.add(words(source), words(target))
        self._left_alone = vocabulary.left_alone
        self._trades = Trades(vocabulary.trades)
        self._stands_for = _STANDS_FOR | {slot: name.casefold() for slot, name in vocabulary.examples.by_slot().items()}
        unknown = UnknownNames(usual, frozenset(counts))
        self._finder = MentionFinder(knowledge, english, words_beside_places(knowledge), unknown, self._spelled)
        self._synonyms: Sequences[tuple[str, ...]] = Sequences()
        for group in vocabulary.synonyms:
            for alias in group:
                self._synonyms.add(words(alias), words(group[0]))
        self._filler: Sequences[bool] = Sequences()
        for filler in vocabulary.filler:
            self._filler.add(words(filler), True)
        self._lead_ins = self._table(vocabulary.lead_ins)
        self._sign_offs = self._table(vocabulary.sign_offs)
        untouched = WordSet({*english_frequencies(), *words_of_our_cities()})
        self._speller = Speller(self._known_words(counts), untouched)

    def _table(self, said: Iterable[str]) -> Sequences[bool]:
        table: Sequences[bool] = Sequences()
        for one in said:
            table.add(self._spelled(one), True)
        return table

    def _spelled(self, name: str) -> tuple[str, ...]:
        """Return the words of a name with shorthand spelled out, as it will stand in a message that has been read."""
        return tuple(token.text for token in _replaced(tokenize(name), self._replace))

    def _known_words(self, faq: Counter[str]) -> dict[str, int]:
        counts: dict[str, int] = dict.fromkeys(chain(self._finder.words(), self._left_alone), WELL_KNOWN)
        for table in (self._replace, self._spanish, self._synonyms, self._lead_ins, self._sign_offs):
            for word in table.all_words():
                counts.setdefault(word, WELL_KNOWN)
        for word, count in faq.items():
            counts[word] = counts.get(word, 0) + count
        return counts

    def read(self, text: str) -> Reading:
        """Read a person's message."""
        tokens = self._expand(tokenize(text))
        repaired: list[tuple[str, str]] = []
        for index, token in enumerate(tokens):
            abbreviates = token.capitals and len(token.text) in _ABBREVIATIONS
            better = token.text if abbreviates else self._speller.repair(token.text)
            if better != token.text:
                repaired.append((token.text, better))
                tokens[index] = token._replace(text=better)
        if repaired:
            tokens = self._expand(tokens)
        tokens = self._trades.meant(tokens)
        mentions = self._finder.find(tokens)
        return self._reading(tokens, mentions, tuple(repaired))

    def read_phrasing(self, phrasing: str) -> Reading:
        """Read one of the FAQ's own phrasings, in which `{state}` and other slots may stand."""
        slots = SLOT.findall(phrasing)
        if not slots:
            return self.read(phrasing)
        pieces = SLOT.split(phrasing)
        terms: list[str] = []
        plain: list[str] = []
        mentions: list[Mention] = []
        tokens: list[Token] = []
        for index, piece in enumerate(pieces):
            if index % 2:
                terms.extend(SLOT_MARKS.get(piece, (f"‹{piece}›",)))
                plain.append(self._stands_for.get(piece, piece))
            else:
                reading = self.read(piece)
                terms.extend(reading.terms)
                plain.append(reading.plain)
                tokens.extend(reading.tokens)
                mentions.extend(reading.mentions)
        return Reading(tuple(tokens), tuple(terms), " ".join(filter(None, plain)), tuple(mentions), ())

    def _expand(self, tokens: list[Token]) -> list[Token]:
        texts = [token.text for token in tokens]
        found = (self._spanish.at(texts, start) for start in self._spanish.starts(texts))
        spanish = sum(match[0] for match in found if match)
        if spanish > 1:
            tokens = _replaced(_replaced(tokens, self._spanish_shorthand), self._spanish)
        return _replaced(tokens, self._replace)

    def _reading(
        self, tokens: list[Token], mentions: tuple[Mention, ...], repaired: tuple[tuple[str, str], ...]
    ) -> Reading:
        by_start: dict[int, Mention] = {m.start: m for m in mentions if _is_slotted(m) or m.kind in _EXCLUDED_KINDS}
        industries = {m.start for m in mentions if m.kind is Kind.INDUSTRY}
        texts = [token.text for token in tokens]
        terms: list[str] = []
        index, end = self._core(texts)
        of_pay = sums(texts)
        plain = _plain(texts, index, end, mentions, of_pay)
        while index < end:
            if index in industries:
                terms.append("‹industry›")
            mention = by_start.get(index)
            if mention is not None and mention.kind in _EXCLUDED_KINDS:
                index = mention.end
                continue
            if mention is not None:
                terms.extend(_marks(mention))
                index = mention.end
                continue
            filler = self._filler.at(texts, index)
            if filler is not None and end > filler[0] + 1:
                index += filler[0]
                continue
            if index in of_pay:
                terms.append("‹sum›")
                index = of_pay[index]
                continue
            match = self._synonyms.at(texts, index)
            length, replacement = match or (1, (texts[index],))
            terms.extend("‹number›" if word[0].isdigit() else stem(word) for word in replacement)
            index += length
        return Reading(tuple(tokens), tuple(terms), plain, mentions, repaired)

    def _core(self, texts: list[str]) -> tuple[int, int]:
        """Return where a message begins and ends without what people say before and after a question."""
        first = position = 0
        while position < len(texts):
            match = self._lead_ins.at(texts, position)
            if match:
                first = position = position + match[0]
            elif texts[position] in _CONNECTORS:
                position += 1
            else:
                break
        last = len(texts)
        closes = [False] * len(texts) + [True]  # whether nothing but sign-offs follows
        for start in range(len(texts) - 1, first, -1):
            match = self._sign_offs.at(texts, start)
            closes[start] = bool(match and closes[start + match[0]])
            closes[start] |= texts[start] in _CONNECTORS and closes[start + 1] and start + 1 < len(texts)
            if closes[start]:
                last = start
        if last - first >= _FEWEST:
            return first, last
        return (first, len(texts)) if len(texts) - first >= _FEWEST else (0, len(texts))


def _plain(texts: list[str], start: int, stop: int, mentions: tuple[Mention, ...], of_pay: Mapping[int, int]) -> str:
    replaced = {index: (end, STAND_IN) for index, end in of_pay.items()}
    replaced |= {
        m.start: (m.end, _stand_in(m)) for m in mentions if _is_slotted(m) and m.kind is not Kind.OTHER_OCCUPATION
    }
    replaced |= {m.start: (m.end, "") for m in mentions if m.kind in _EXCLUDED_KINDS}
    parts: list[str] = []
    index = start
    while index < stop:
        end, text = replaced.get(index, (index + 1, texts[index]))
        parts.append(text)
        index = end
    return " ".join(filter(None, parts))


def _is_slotted(mention: Mention) -> bool:
    home = mention.place is not None and mention.place.is_home
    return mention.kind in SLOTTED and not home


def _stand_in(mention: Mention) -> str:
    if mention.kind is Kind.PLACE and mention.place is not None:
        kind = mention.place.type
        return _STANDS_FOR["state" if kind in {"state", "district", "territory"} else kind]
    return _STANDS_FOR["year"] if mention.kind is Kind.YEAR else mention.id


def _marks(mention: Mention) -> tuple[str, ...]:
    if mention.kind is Kind.PLACE and mention.place is not None:
        kind = "state" if mention.place.type in {"state", "district", "territory"} else mention.place.type
        return SLOT_MARKS[kind]
    if mention.kind is Kind.OTHER_OCCUPATION:
        return SLOT_MARKS["other_occupation"]
    if mention.kind is Kind.YEAR:
        return SLOT_MARKS["year"]
    slot = {Kind.CREDENTIAL: "‹credential›", Kind.ORGANIZATION: "‹organization›"}.get(
        mention.kind, "‹other credential›"
    )
    return (slot, f"‹{mention.id}›")


def _replaced(tokens: list[Token], table: Sequences[tuple[str, ...]]) -> list[Token]:
    texts = [token.text for token in tokens]
    result: list[Token] = []
    done = 0  # tokens that stand in the result or have been replaced in it
    for start in table.starts(texts):
        match = table.at(texts, start) if start >= done else None
        if match is None:
            continue
        length, replacement = match
        result += tokens[done:start]
        done = start + length
        result += [tokens[start]._replace(text=word, mark="") for word in replacement]
        if replacement:
            result[-1] = result[-1]._replace(mark=tokens[done - 1].mark)
    return result + tokens[done:]
