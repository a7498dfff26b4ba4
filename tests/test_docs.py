"""The documents say what the code says, and lead where they say they lead."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tools"))

from make_docs import written  # noqa: E402 - found where it stands

PAGES = sorted({*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")})
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(#[^)\s]*)?\)")


@pytest.mark.parametrize("path", sorted(written()), ids=lambda path: path.stem)
def test_what_is_written_from_the_code_is_up_to_date(path):
    """`python tools/make_docs.py` writes it anew."""
    assert path.read_text(encoding="utf-8") == written()[path]


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    outside = re.sub(r"^ *```.*?^ *```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", outside, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", one).lower()).replace(" ", "-")
        for one in headings
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_links_between_pages_lead_somewhere(path):
    """To a file that is there, and to a heading in it."""
    broken = []
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        there = (path.parent / target).resolve() if target else path
        if not there.exists() or (anchor and there.suffix == ".md" and anchor[1:] not in anchors(there)):
            broken.append(f"{target}{anchor}")
    assert broken == []


def test_every_page_is_found_from_the_index():
    """By one link each; the rules and decisions by their own lists."""
    index = (PROJECT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (PROJECT / "docs").glob("*.md")} - {"README.md"}
    pages |= {f"decisions/{path.name}" for path in (PROJECT / "docs" / "decisions").glob("*.md")} | {"rules/README.md"}
    assert {page for page in pages if f"]({page})" not in index} == set()
