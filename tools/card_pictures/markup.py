"""Discord's markdown in, HTML out: as much of it as the bot writes."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPED: Final = re.compile(r"\\([^\w\s]|_)")
_KEPT: Final = 0xE000  # escaped characters wait here, in Unicode's private area, until the signs have been read
_INLINE: Final = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*(.+?)\*"), r"<em>\1</em>"),
    (re.compile(r"&lt;@(\d+)&gt;"), r'<span class="mention">@somebody</span>'),
)


def as_html(text: str) -> str:
    """Return a text display's content as HTML."""
    return "\n".join(_blocks(_kept(text).split("\n")))


def _blocks(lines: list[str]) -> Iterator[str]:
    while lines:
        line = lines.pop(0)
        if line.startswith("```"):
            code = []
            while lines and lines[0] != "```":
                code.append(lines.pop(0))
            del lines[:1]
            shown = _restored(html.escape("\n".join(code)), escapes=True)
            yield f"<pre>{shown}</pre>"
        elif line.startswith("- "):
            items = [line]
            while lines and lines[0].startswith("- "):
                items.append(lines.pop(0))
            yield f"<ul>{''.join(f'<li>{_inline(item[2:])}</li>' for item in items)}</ul>"
        elif heading := re.match(r"(#{1,3}) (.*)", line):
            level = len(heading[1])
            yield f"<h{level}>{_inline(heading[2])}</h{level}>"
        elif line.startswith("-# "):
            yield f"<small>{_inline(line[3:])}</small>"
        else:
            yield f"<p>{_inline(line)}</p>" if line.strip() else '<div class="blank"></div>'


def _inline(text: str) -> str:
    text = html.escape(text)
    for pattern, written in _INLINE:
        text = pattern.sub(written, text)
    return _restored(text)


def _kept(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(_KEPT + ord(found[1])) if found[1].isascii() else found[0], text)


def _restored(text: str, *, escapes: bool = False) -> str:
    """Put escaped characters back; in code Discord shows the backslash, too."""
    before = "\\" if escapes else ""
    kept = (html.escape(before + chr(ord(sign) - _KEPT)) if _KEPT <= ord(sign) < _KEPT + 128 else sign for sign in text)
    return "".join(kept)
