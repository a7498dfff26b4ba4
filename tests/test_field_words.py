"""What the knowledge is about is said in the knowledge: the code says none of its words to itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[1]
ROOMS = ("knowledge", "matching", "answering")
LEFT = {
    "bot/matching/stemming.py": "words that English endings mustn't be cut from, whatever the field",
}


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of every string but docstrings."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield (
                node.lineno,
                re.sub(r"\s#.*|code set", "", node.value),
            )  # long patterns have comments; a code set is a kind of record


@pytest.fixture(scope="module")
def of_the_field(knowledge) -> re.Pattern[str]:
    """What trades with a name for who does them are called, what stands beside them, who certifies and how.

    And every word that `init` takes out of what it takes over.
    """
    trades = [word for trade in knowledge.vocabulary.trades for word in trade.words if trade.people]
    short = [one.abbreviation for one in (*knowledge.credentials.values(), *knowledge.organizations.values())]
    start = yaml.safe_load((PROJECT / "bot" / "knowledge" / "starting.yaml").read_text(encoding="utf-8"))
    taken_out = [*start["words_of_the_field"], *start["words_of_its_workplaces"]]
    words = "|".join(map(re.escape, filter(None, [*trades, *knowledge.vocabulary.beside_trades, *short, *taken_out])))
    return re.compile(rf"(?i)\b(?:{words})\b")


def test_no_word_of_the_field_is_typed_in_the_code(of_the_field):
    """Those of the files that are left are known, with a reason each, and each of them has some."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in sorted(file for room in ROOMS for file in (PROJECT / "bot" / room).rglob("*.py")):
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8"))):
            if of_the_field.search(text):
                found.setdefault(path.relative_to(PROJECT).as_posix(), []).append((line, text))
    assert {file: what for file, what in found.items() if file not in LEFT} == {}
    assert set(found) == set(LEFT)
