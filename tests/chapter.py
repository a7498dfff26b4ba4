"""CONTRIBUTING.md as its tests read it: the blocks of a part, and the same part with what is really said in them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTRIBUTING = Path(__file__).parents[1] / "CONTRIBUTING.md"
_BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
QUESTION = "would a lone wolf fit in"
"""What somebody asks in vain in the chapter."""


def part(title: str) -> str:
    """Return a part from its heading up to the next heading."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    start = text.index(f"### {title}\n")
    return text[start : text.index("\n## ", start)].split("\n### ", 1)[0]


def blocks(title: str) -> list[tuple[str, str]]:
    """Return the kind and text of each block of a part."""
    return [(found["kind"], found["text"]) for found in _BLOCK.finditer(part(title))]


def agrees(title: str, real: Iterable[str]) -> None:
    """Compare the blocks of a part with what they really are, or write that into them where that is asked for."""
    old, texts = part(title), iter(real)
    new = _BLOCK.sub(lambda found: f"```{found['kind']}\n{next(texts)}```", old)
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        CONTRIBUTING.write_text(CONTRIBUTING.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert _stable(old) == _stable(new)


def _stable(text: str) -> str:
    """Leave out what the last bits of a processor's sums decide: third decimals, and which unsure questions move."""
    text = re.sub(r"\d\.\d{3}\b", "#", text)
    return re.sub(r"\d+( of [\d,]+ known questions go elsewhere:).*?(?=```)", r"#\1\n", text, flags=re.DOTALL)
