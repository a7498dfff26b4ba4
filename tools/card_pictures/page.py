"""A card's components as Discord gets them in, a page that looks like Discord's out (`docs/cards/page.html`)."""

from __future__ import annotations

import html
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

from markup import as_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Component = Mapping[str, Any]

PAGE: Final = Path(__file__).parents[2] / "docs" / "cards" / "page.html"
_BUTTON_STYLES: Final = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}


def page(
    title: str, above: str, components: Sequence[Component], pictures: Mapping[str, str], *, language: str = "en"
) -> str:
    """Return a page with one message of the bot's.

    `above` is HTML that tells what it answers; `pictures` are the addresses of attachments by their file names.
    Raises ValueError for a kind of component that it can't draw.
    """
    drawn = "".join(_drawn(one, pictures) for one in components)
    message = (
        f'<div class="above">{above}</div><div class="avatar">CB</div>'
        '<div><span class="name">career-bot</span><span class="app">APP</span><span class="when">12:04</span></div>'
        f'<div class="body">{drawn}</div>'
    )
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        title=html.escape(title), message=message, language=language
    )


def asked_by_command(command: str) -> str:
    """Return the line above an answer to a command."""
    return f"<b>alice</b><span>used <code>/{html.escape(command)}</code></span>"


def asked_by_message(words: str) -> str:
    """Return the line above an answer to a message, with what Discord shows of it."""
    return f'<b>alice</b><span><span class="mention">@career-bot</span> {html.escape(words)}</span>'


def _drawn(one: Component, pictures: Mapping[str, str]) -> str:  # noqa: PLR0911 - one a kind of component
    inside = "".join(_drawn(child, pictures) for child in one.get("components", ()))
    match one["type"]:
        case 1:
            return f'<div class="row">{inside}</div>'
        case 2:
            return f'<span class="button {_BUTTON_STYLES[one["style"]]}">{html.escape(one["label"])}</span>'
        case 3 | 5 | 6 | 7 | 8:
            chosen = [option["label"] for option in one.get("options", ()) if option.get("default")]
            words = ", ".join(chosen) or one.get("placeholder") or ""
            return f'<div class="select">{html.escape(words)}<span>⌄</span></div>'
        case 9:
            return f'<div class="section"><div>{inside}</div>{_drawn(one["accessory"], pictures)}</div>'
        case 10:
            return f'<div class="text">{as_html(one["content"])}</div>'
        case 12:
            shown = (
                (pictures[item["media"]["url"].removeprefix("attachment://")], item["description"])
                for item in one["items"]
            )
            images = (f'<img src="{html.escape(url)}" alt="{html.escape(alt)}">' for url, alt in shown)
            return f'<div class="gallery">{"".join(images)}</div>'
        case 14:
            kind = ("wide " if one.get("spacing") == 2 else "") + ("" if one.get("divider", True) else "bare")
            return f'<hr class="{kind}">'
        case 17:
            colour = one.get("accent_color")
            look = f'class="card coloured" style="--accent: #{colour:06x}"' if colour is not None else 'class="card"'
            return f"<div {look}>{inside}</div>"
        case kind:
            raise ValueError(f"There is no drawing for components of type {kind}.")
