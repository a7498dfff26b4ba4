"""Random changes to knowledge files: the same ones every time for the same seed."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

WORDS = [
    "pay",
    "what",
    "is",
    "it?",
    "#1",
    "a:",
    "b",
    '"so"',
    "'so'",
    "yes",
    "no",
    "off",
    "12:30",
    "010",
    "2015",
    "48,780",
    "{state}",
    "[x]",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "-",
    "--",
    "ñandú",
    "💰",
    "C:\\n",
    "\\",
    "été",
    "~",
    "null",
    "true",
    ",",
    ";",
    "=",
    "how",
    "much,",
    "really:",
    "{figure:pay-alaska}",
    "#hash",
    "'",
    '"',
    "tab\there",
    "un\u200bseen",
    "\xa0",
    "\u2028",
    "\x07",
    "",
    "",
]


def text(chance: random.Random) -> str:
    """Return a text of one to eight odd words; one in eight has several lines."""
    words = [chance.choice(WORDS) for _ in range(chance.randint(1, 8))]
    joiner = "\n" if chance.random() < 1 / 8 else " "
    return joiner.join(words)


def paths(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return every path of a document with its value."""
    found = [(path, data)] if path else []
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        found += paths(value, (*path, step))
    return found


def value_at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def changed(data: Any, kind: str, path: tuple[str | int, ...], *arguments: Any) -> Any:
    """Return what a document should be after a change, made without looking at its text."""
    result = copy.deepcopy(data)
    if kind == "add":
        value_at(result, path).append(arguments[0])
        return result
    if kind == "set_field":
        value_at(result, path)[arguments[0]] = arguments[1]
        return result
    parent = value_at(result, path[:-1])
    if kind == "remove":
        del parent[path[-1]]
    else:
        parent[path[-1]] = arguments[0]
    return result


def record(chance: random.Random) -> dict[str, Any]:
    """Return an entry made of odd texts."""
    return {
        "id": f"made-up-{chance.randrange(10**9)}",
        "question": text(chance),
        "covered": False,
        "phrasings": [text(chance) for _ in range(chance.randint(1, 4))],
        "answer": "\n".join(text(chance) for _ in range(chance.randint(1, 3))),
        "citations": [{"guide": "cats", "section": "pay"}],
        "tests": {"asks": [text(chance)], "rejects": []},
    }
