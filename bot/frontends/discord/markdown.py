"""Text in, text out that Discord shows as it is: nothing pings, links, formats or looks like another message."""

from __future__ import annotations

import re

from bot.frontends.discord.limits import characters

_MARKUP = re.compile(r"([\\*_~`|\[\]])")
_LINE_STARTS = re.compile(r"^(\s*)(#{1,3} |-# |>)", re.MULTILINE)
_MENTIONS = re.compile(r"@(?=everyone|here)|<(?=[@#:/at!&]|id:)", re.IGNORECASE)
_LINKS = re.compile(r"(?i)://|(discord\.gg|discord\.com/invite)/")  # also in the middle of a word
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")
_JOINER = "\u200b"


def literal(text: str) -> str:
    """Return text that Discord shows character by character, without formatting it or pinging anybody."""
    text = _MARKUP.sub(r"\\\1", text)
    text = _LINE_STARTS.sub(r"\1\\\2", text)
    return _MENTIONS.sub(lambda found: found[0] + _JOINER, text)


def one_line(text: str) -> str:
    """Return the text with all white space, line breaks too, as single spaces."""
    return " ".join(text.split())


def quoted(text: str, limit: int) -> str:
    """Return somebody's words on one line, at most `limit` characters of them, as text that can do nothing."""
    line = literal(shortened(one_line(_INVISIBLE.sub("", text)), limit))
    return _LINKS.sub(lambda found: found[0].replace("://", f":{_JOINER}//").replace(".", f"{_JOINER}."), line)


def monospaced(text: str) -> str:
    """Return text for a code block, which it cannot end."""
    return text.replace("`", "'")


def code_block(text: str, limit: int, language: str = "") -> str:
    """Return text as a code block, of at most `limit` characters of it."""
    clean = monospaced(_INVISIBLE.sub("", text))
    return f"```{language}\n{clean if characters(clean) <= limit else clean[: limit - 2].rstrip() + ' …'}\n```"


def shortened(text: str, limit: int) -> str:
    """Return the text, or as many whole words of it as fit in `limit` characters with an ellipsis."""
    if characters(text) <= limit:
        return text
    if limit < 1:
        return ""
    kept = text[: limit - 1]
    while characters(kept) > limit - 1:
        kept = kept[:-1]
    at_word, _, _ = kept.rpartition(" ")
    # A single very long word is cut where it is.
    return (at_word if len(at_word) > limit // 2 else kept).rstrip(" ,;:.-") + "…"
