"""What is asked of a certification that is named, where its name alone would lead to what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.follow_up import content
from bot.answering.plain_pay import PAY_WORDS
from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from bot.matching.reading import Reading

_WHAT = frozenset({"what", "whats"})
_IS = frozenset({"is", "are", "the", "a", "an", "this", "these", "even", "exactly", "actually"})
# «Can you explain cmrs to me like im 5»
_EXPLAIN = frozenset({"explain", "define", "describe", "about"})
_PLEASE = _IS | {"can", "could", "you", "someone", "somebody", "please", "tell", "me", "what", "to"}
_SIMPLY = frozenset(
    {"to", "me", "like", "i", "am", "5", "five", "please", "is", "simply", "in", "simple", "terms", "words"}
)
# After the name, «what is this cpc everyone talks about», or nothing.
_EVERYONE = frozenset({"everyone", "everybody", "people", "folks", "yall", "you", "they", "that", "thing", "he", "she"})
_SOMETHING_OF_IT = PAY_WORDS | {"cost", "costs", "fee", "need", "needs", "require", "exam", "test", "pass", "worth"}
_WHAT_THAT_IS = frozenset({("what", "is", "that"), ("what", "is", "it"), ("whats", "that"), ("whats", "it")})
_ASKING = frozenset({"how", "what", "which", "who", "where", "when", "why", "do", "does", "is", "are", "can", "should"})
_HOLDERS = frozenset({"holder", "holders", "someone", "somebody", "make", "makes", "job", "jobs"})


def asks_what_it_is(reading: Reading) -> bool:
    """Say whether a message names one certification and asks what that is, whatever it tells besides."""
    texts = [token.text for token in reading.tokens]
    if len(reading.mentions) != 1 or not (named := reading.of_kind(Kind.CREDENTIAL)):
        return False
    before, after = texts[: named[0].start], texts[named[0].end :]
    opens = before[:1] and before[0] in _WHAT and set(before[1:]) <= _IS
    told_before = not _ASKING & set(before)
    if _EXPLAIN & set(before) and set(before) <= _EXPLAIN | _PLEASE and set(after) <= _SIMPLY:
        return True
    talk = {*after[:1]} <= _EVERYONE and not _SOMETHING_OF_IT & set(after)
    return (bool(opens) and talk) or (told_before and ends_asking(reading))


def ends_asking(reading: Reading) -> bool:
    """Say whether the end asks what that is, and nothing else was named or asked after the certification."""
    named = reading.of_kind(Kind.CREDENTIAL)
    texts = [token.text for token in reading.tokens[named[0].end :]] if named else ["and"]
    return "and" not in texts and any(
        tuple(texts[-len(end) :]) == end and not _ASKING & set(texts[: -len(end)]) for end in _WHAT_THAT_IS
    )


def asks_pay(reading: Reading) -> bool:
    """Say whether a message names one certification and says nothing besides but that it is about pay: «ccs salary»."""
    asked_for = set(content(reading))
    only_named = len(reading.mentions) == 1 and bool(reading.of_kind(Kind.CREDENTIAL))
    return only_named and bool(asked_for & PAY_WORDS) and asked_for <= PAY_WORDS | _HOLDERS
