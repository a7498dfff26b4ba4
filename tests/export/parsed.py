"""A site with its pages parsed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


@dataclass
class Site:
    """The files of a site. `pages` are its HTML pages as trees; parsing is strict, so a fault in them is an error."""

    files: dict[str, bytes]

    @cached_property
    def pages(self) -> dict[str, Element]:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        return {name: parser.parse(data) for name, data in self.files.items() if name.endswith(".html")}

    @property
    def search_index(self) -> dict[str, Any]:
        """What the page's search goes through."""
        script = self.files["search-index.js"].decode()
        index: dict[str, Any] = json.loads(script.removeprefix("window.faqIndex = ").removesuffix(";\n"))
        return index

    def text(self, name: str) -> str:
        """What a page says, without its scripts, in single blanks."""
        return said(self.pages[name].find("body"))

    def element(self, link: str) -> Element:
        """What a link within the site leads to."""
        page, _, anchor = link.partition("#")
        return next(one for one in self.pages[page].iter() if one.get("id") == anchor)


def said(element: Element) -> str:
    """The words in an element and those below it."""
    return " ".join(" ".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag in {"script", "style"}:
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
