"""Questions inside a message: where it asks several things, or asks one thing in the middle of much talk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.tokens import Token

MAX_PARTS = 6
_TWO_WORD_OPENERS = frozenset({"how", "what", "which", "who", "where", "when", "why"})
YES_OR_NO = frozenset({
    "is", "are", "do", "does", "did", "can", "could", "should", "will", "would", "am", "has", "have",
})  # fmt: skip
OPENERS = _TWO_WORD_OPENERS | YES_OR_NO | {"whose", "if"}
_PERFECT = frozenset({"have", "has"})
# after «is» or «are» somebody tells what he is at: «my son … and is considering a certificate»
_TOLD = frozenset({
    "considering", "thinking", "looking", "trying", "hoping", "planning", "going", "getting", "working", "studying",
    "taking", "wondering", "interested", "tired", "stuck",
})  # fmt: skip
# Where somebody begins to tell of himself.
TELLERS = frozenset({
    "i", "my", "we", "our", "just", "got", "asking", "because", "currently", "been", "worked", "working", "thinking",
    "considering", "trying", "looking", "graduating", "moving", "leaving", "quit", "retired",
})  # fmt: skip
_SPEAKER = frozenset({"i", "my", "we"})
_IS_TOLD = frozenset({
    "am", "have", "was", "live", "work", "worked", "got", "just", "currently", "hate", "type", "already", "husband",
    "wife", "mom", "sister", "kids", "only", "never", "used", "dropped", "finished", "graduated", "are", "were", "did",
    "do", "moved",
})  # fmt: skip
# Before «i have» and the like, where it belongs to what is asked.
_GOES_ON = frozenset({
    "if", "when", "that", "because", "since", "while", "after", "before", "once", "until", "unless", "than", "as",
    "and", "or", "but", "even", "though", "although", "considering", "given", "now", "so",
}) | YES_OR_NO | _TWO_WORD_OPENERS  # fmt: skip
_ASKED_OF = frozenset({"i", "we", "you", "they", "there", "it", "this", "the"})
_REQUESTS = frozenset({"list", "name", "explain", "describe", "give", "tell", "show"})
_WANTED = frozenset({"the", "all", "some", "me", "us", "what", "how"})
_SUBJECTS = frozenset({"you", "they", "any", "anyone", "anybody", "people", "we", "i"})
_ASKED_FOR = frozenset({"salary", "pay", "cost", "price", "requirements", "duties"})
_JOINERS = frozenset({"and", "also", "plus", "or", "but", "then", "so", "because", "anyway"})
_AFTER_A_STORY = frozenset({"anyway", "so"})
# «If i move up, how much is it», «once insurance pays, who follows up»: the first comma ends a condition, and no part.
_CONDITIONS = frozenset({"if", "once", "after", "before", "unless", "until", "suppose", "assuming"})
_KEEPS_TOGETHER = frozenset({
    "know", "me", "wonder", "wondering", "tell", "about", "of", "on", "explain", "understand", "see", "idea", "and",
    "or", "to", "out",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message; `asks` where it looks like a question."""

    text: str
    asks: bool


def _opens(words: list[str]) -> bool:
    """Say whether words begin like a question: «have you …» does, «can not» and «is trying» do not."""
    if words[0] in YES_OR_NO and words[1] == "not":
        return False
    if words[0] in _REQUESTS:
        return words[1] in _WANTED
    if words[0] in _PERFECT:
        return words[1] in _SUBJECTS
    return words[0] in OPENERS and not (words[0] in YES_OR_NO and words[1] in _TOLD)


def _asks_for(words: list[str]) -> bool:
    """Say whether a part asks by a noun: «salary for coders and how long is the school»."""
    return words[0] in _ASKED_FOR and words[1] in {"for", "of", "in", "to"}


def _looks_like_a_question(words: list[str]) -> bool:
    """Say whether a part asks, also where it leaves a story: «anyway do they pay more»."""
    said = words[1:] if words[0] in _AFTER_A_STORY and len(words) > 2 else words
    return _opens(said) or _asks_for(said)


def parts(tokens: Sequence[Token], *, unmarked: bool = False) -> list[Piece]:
    """Return the message's parts, at most six, questions kept first; [] when it is one piece.

    Parts end at punctuation, at a comma before a question and between one and what is told after it, and at «and how»,
    «but is» and the like, «or is» excepted; a condition goes with what is asked under it. With `unmarked` also where a
    new question seems to begin in mid-sentence, as in dictated messages.
    """
    pieces: list[tuple[list[str], bool]] = []
    current: list[str] = []
    under_condition = False  # what is asked under a condition has begun
    for index, token in enumerate(tokens):
        following = tokens[index + 1].text if index + 1 < len(tokens) else ""
        opens = _opens([following, tokens[index + 2].text if index + 2 < len(tokens) else ""])
        tells = following in TELLERS  # «how much do coders make, i live in texas»
        other_half = token.text == "or" and following in YES_OR_NO  # «can i still be one or will nobody hire me»
        if token.text in _JOINERS and not other_half and len(current) >= 3 and opens:
            pieces.append((current, under_condition))
            current, under_condition = [], False
            continue
        if (
            unmarked
            and len(current) >= 4
            and token.text in _TWO_WORD_OPENERS
            and following in {"is", "do", "does", "much", "long", "many", "are", "can", "would", "should"}
            and tokens[index - 1].text not in _KEEPS_TOGETHER
        ):
            pieces.append((current, under_condition))
            current, under_condition = [], False
        current.append(token.text)
        if token.mark == "," and opens and not under_condition and current[0] in _CONDITIONS and len(current) > 2:
            under_condition = True
        elif token.ends_sentence or (token.mark == "," and (opens or (tells and _opens([*current[:2], ""])))):
            pieces.append((current, under_condition or token.mark == "?"))
            current, under_condition = [], False
    if current:
        pieces.append((current, under_condition))
    kept = [(words, asks or _looks_like_a_question(words)) for words, asks in pieces if len(words) > 1]
    if len(kept) < 2:
        return []
    chosen = [index for index, (_, asks) in enumerate(kept) if asks][:MAX_PARTS]
    chosen += [index for index, (_, asks) in enumerate(kept) if not asks][: MAX_PARTS - len(chosen)]
    return [Piece(" ".join(kept[index][0]), kept[index][1]) for index in sorted(chosen)]


def told_and_asked(tokens: Sequence[Token]) -> list[Piece]:
    """Return what a message tells of somebody and what it asks with no mark between; [] where it doesn't.

    «im 45 years old do i need a degree for this», «how much do coders make i live in texas»
    """
    texts = [token.text for token in tokens]
    if any(token.ends_sentence for token in tokens[:-1]):
        return []
    asks_first = len(texts) > 1 and _opens(texts[:2])
    begins = _tells_at if asks_first else _asks_at
    at = next((at for at in range(3, len(texts) - 2) if begins(texts, at)), None)
    if at is None or not (asks_first or texts[0] in TELLERS):
        return []
    return [Piece(" ".join(texts[:at]), asks=asks_first), Piece(" ".join(texts[at:]), asks=not asks_first)]


def _asks_at(texts: list[str], at: int) -> bool:
    """Say whether a question begins at a word, after something told."""
    opens = texts[at] in _TWO_WORD_OPENERS or (texts[at] in YES_OR_NO and texts[at + 1] in _ASKED_OF)
    return opens and texts[at - 1] not in _KEEPS_TOGETHER


def _tells_at(texts: list[str], at: int) -> bool:
    """Say whether somebody begins to tell of himself at a word, after a question."""
    return texts[at] in _SPEAKER and texts[at + 1] in _IS_TOLD and texts[at - 1] not in _GOES_ON


def clauses(tokens: Sequence[Token]) -> list[str]:
    """Return what stands between a message's marks, where there are any."""
    found: list[list[str]] = [[]]
    for token in tokens:
        found[-1].append(token.text)
        if token.mark:
            found.append([])
    return [" ".join(words) for words in found if words] if len(found) > 1 else []
