"""What the YAML parser says of a text that it can't read, in words for people who don't program."""

from __future__ import annotations

_NEEDS_QUOTES = "a * or & at the beginning of a text needs quotes (it is read as an alias)"
_PLAIN_WORDS = {
    "mapping values are not allowed": "there is a colon too many in this line",
    "could not find expected ':'": "a colon is missing after a field's name, here or in the line above",
    "did not find expected key": "the indentation or a quote is off, here or in the lines above",
    "did not find expected '-' indicator": "this line is not indented like the list it belongs to",
    "found unexpected end of stream": "a quote or bracket is opened and never closed",
    "did not find expected ',' or": "a bracket is opened and never closed, or a comma is missing in the list",
    "did not find expected node content": "a comma or bracket stands where a word is expected",
    "block sequence entries are not allowed": "a list can't begin here; its dash belongs on a line of its own",
    "did not find expected alphabetic or numeric": _NEEDS_QUOTES,
    "found undefined alias": _NEEDS_QUOTES,
    "found unknown escape character": "a backslash in double quotes means something of its own; write it twice",
    "found a tab character": "a tab stands where only blanks may",
    "found undefined tag handle": "an exclamation mark at the beginning of a text needs quotes (it is read as a tag)",
    "cannot start any token": "this character can't stand here without quotes",
    "expected a single document": "a line with --- starts a second document",
    "did not find expected <document start>": "this line doesn't belong to what stands above it",
}
"""What the parser says, and what people understand; the first that is part of it counts."""


def in_plain_words(told: str) -> str | None:
    """Return what is wrong, given what the parser told; None where that is none of the usual mistakes."""
    return next((plain for sign, plain in _PLAIN_WORDS.items() if sign in told), None)


def hint_for(told: str) -> str | None:
    """Return what to do about what the parser told, or None where nothing more can be said."""
    if "mapping values" in told or "alphabetic" in told or "alias" in told or "tag handle" in told:
        return "put the whole text in double quotes"
    if "cannot start any token" in told:
        return "use spaces instead of tabs, and put text that starts with a special sign in double quotes"
    return None
