"""Values as YAML text, written the way the knowledge files are: plain where that is safe, else in double quotes.

What is written here is read back by `yaml_source` as the same value; strings that other programs could take for
something else get quotes, and texts of several lines become `|` blocks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    Value = str | bool | Sequence["Value"] | Mapping[str, "Value"]

_PLAIN = re.compile(r"[^\W_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*")
_MISLEADING = re.compile(r"(?i:true|false|null|yes|no|on|off|y|n)|(?=.*\d)[-+.\d:,_eExXoOTZ ]+|0x[0-9a-fA-F]+")
_SIGNS_OF_YAML = (": ", " #", ":\t")
_ESCAPED = re.compile("[\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]")
_UNSEEN = re.compile(rf"[\x00-\x1f]|{_ESCAPED.pattern}")
_SHORTEST_BLOCK: Final = 2  # lines
STEP: Final = 2
"""Blanks by which lists and fields are indented below what they belong to."""


def scalar(value: str | bool, *, in_flow: bool = False) -> str:
    """Return a value that stands on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    safe = (
        _PLAIN.fullmatch(value) is not None
        and value == value.strip()
        and not value.endswith(":")
        and not any(sign in value for sign in _SIGNS_OF_YAML)
        and _MISLEADING.fullmatch(value) is None
        and not (in_flow and re.search(r"[,\[\]{}]|:$", value))
    )
    return value if safe else quoted(value)


def quoted(text: str) -> str:
    """Return a text in double quotes, as YAML and JSON both read it; what can't be seen is written as its number."""
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


def block(text: str, indentation: int) -> list[str] | None:
    """Return a text of several lines as a `|` block: its header and its lines, or None if it has to be quoted."""
    lines = text.split("\n")
    ends_with_newline = lines[-1] == ""
    lines = lines[:-1] if ends_with_newline else lines
    plain = all(line == line.rstrip() and not _UNSEEN.search(line) for line in lines)
    if not plain or not lines or lines[0].startswith(" ") or not lines[0] or not lines[-1]:
        return None
    header = "|" if ends_with_newline else "|-"
    return [header, *(f"{' ' * indentation}{line}" if line else "" for line in lines)]


def field(name: str, value: Value, indentation: int) -> list[str]:
    """Return a field of a record as lines, without line ends."""
    start = f"{' ' * indentation}{scalar(name)}:"
    if isinstance(value, str) and (value.count("\n") >= _SHORTEST_BLOCK or value.endswith("\n")):
        written = block(value, indentation + STEP)
        if written is not None:
            return [f"{start} {written[0]}", *written[1:]]
    if isinstance(value, str | bool):
        return [f"{start} {scalar(value)}"]
    if not value:
        return [f"{start} {'{}' if hasattr(value, 'items') else '[]'}"]
    if isinstance(value, Mapping):
        return [start, *record(value, indentation + STEP)]
    return [start, *(line for one in value for line in item(one, indentation + STEP))]


def item(value: Value, indentation: int) -> list[str]:
    """Return an item of a list as lines that begin with a dash; a record of short values stands in braces."""
    dash = f"{' ' * indentation}- "
    if isinstance(value, str | bool):
        return [f"{dash}{scalar(value)}"]
    parts = list(value.values()) if isinstance(value, Mapping) else list(value)
    if all(isinstance(one, str | bool) for one in parts) and not (isinstance(value, Mapping) and "id" in value):
        return [f"{dash}{flow(value)}"]
    lines = (
        record(value, indentation + STEP)
        if isinstance(value, Mapping)
        else [line for one in value for line in item(one, indentation + STEP)]
    )
    return [f"{dash}{lines[0].lstrip()}", *lines[1:]]


def record(fields: Mapping[str, Value], indentation: int) -> list[str]:
    """Return the fields of a record as lines."""
    return [line for name, value in fields.items() for line in field(name, value, indentation)]


def flow(value: Value) -> str:
    """Return a value in brackets and braces, on one line."""
    if isinstance(value, str | bool):
        return scalar(value, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(name, in_flow=True)}: {flow(one)}" for name, one in value.items()) + "}"
    return "[" + ", ".join(flow(one) for one in value) + "]"
