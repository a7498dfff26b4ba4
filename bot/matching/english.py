"""Words of general English that tell what a name stands for, whatever the field: the lists of english.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def word_lists(part: str) -> Mapping[str, frozenset[str]]:
    """Return the lists that one file reads, by their names; KeyError where there are none for it."""
    return all_word_lists()[part]


@cache
def all_word_lists() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Return the lists by the file that reads them and their names."""
    parts = tomllib.loads((files("bot.matching") / "english.toml").read_text(encoding="utf-8"))
    return {part: {name: frozenset(said) for name, said in lists.items()} for part, lists in parts.items()}
