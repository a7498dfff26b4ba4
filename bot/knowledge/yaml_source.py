"""Strict YAML: text goes in, plain data and the position of every key and value come out.

PyYAML only composes the node tree (so marks are kept); types are decided here. Every scalar stays a string unless it
is a plain `true`, `false` or empty, so `no`, `12:30` and `010` mean what they say. Duplicate keys, anchors, aliases,
merge keys, tags and second documents are refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from bot.knowledge.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a key or value stands: line and column from 1, and its length on that line."""

    line: int
    column: int
    length: int = 1


@dataclass(slots=True)
class YamlSource:
    """One parsed file: its text, its data, and where each part of the data stands."""

    file: str
    text: str
    data: Any = None
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, number: int) -> str:
        """Return line `number` (from 1), or an empty string past the end."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def position(self, path: Path) -> Position:
        """Return the nearest known position: the value's own, else that of the first ancestor which has one."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return Position(1, 1)

    def problem(self, path: Path, rule: str, message: str, **extra: Any) -> Problem:  # noqa: ANN401 - Problem's fields
        """Return a problem at the value under `path`."""
        return self.problem_at(self.position(path), rule, message, **extra)

    def problem_at(self, where: Position, rule: str, message: str, **extra: Any) -> Problem:  # noqa: ANN401
        """Return a problem at a position of this file, with the line as excerpt."""
        return Problem(
            file=self.file, line=where.line, column=where.column, length=where.length, rule=rule, message=message,
            excerpt=self.line(where.line), **extra,
        )  # fmt: skip

    def find_in_value(self, path: Path, needle: str) -> Position:
        """Return where `needle` stands inside the (possibly multi-line) value under `path`."""
        start = self.position(path)
        lines = self.text.splitlines()
        for number in range(start.line, len(lines) + 1):
            column = lines[number - 1].find(needle, start.column - 1 if number == start.line else 0)
            if column >= 0:
                return Position(number, column + 1, len(needle))
        return start


def parse(file: str, text: str) -> YamlSource:
    """Parse one document strictly; what is wrong is listed in the result's `problems`."""
    source = YamlSource(file, text)
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        source.problems.append(source.problem_at(where, "yaml-syntax", _plain_words(error), hint=_syntax_hint(error)))
        return source
    except yaml.YAMLError as error:
        source.problems.append(
            source.problem_at(Position(1, 1), "yaml-syntax", f"this file is no readable text: {error}")
        )
        return source
    for event_problem in _forbidden(source):
        source.problems.append(event_problem)
    if node is not None and not source.problems:
        source.data = _construct(source, node, ())
    return source


def _forbidden(source: YamlSource) -> Iterator[Problem]:
    if "&" not in source.text and "*" not in source.text and "!" not in source.text:
        return
    for token in yaml.scan(source.text, Loader=_Loader):
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)):
            kind = {"AnchorToken": "anchor (&…)", "AliasToken": "alias (*…)", "TagToken": "tag (!…)"}[
                type(token).__name__
            ]
            where = Position(token.start_mark.line + 1, token.start_mark.column + 1)
            yield source.problem_at(
                where, "yaml-anchor-or-tag", f"YAML reads this as an {kind}, which isn't allowed here",
                hint="put the text in double quotes",
            )  # fmt: skip


def _construct(source: YamlSource, node: Any, path: Path) -> Any:  # noqa: ANN401 - YAML data is any JSON-like value
    start, end = node.start_mark, node.end_mark
    length = max(1, end.column - start.column) if end.line == start.line else 1
    source.values[path] = Position(start.line + 1, start.column + 1, length)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(source, item, (*path, index)) for index, item in enumerate(node.value)]
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_position = Position(
            key_node.start_mark.line + 1, key_node.start_mark.column + 1,
            max(1, key_node.end_mark.column - key_node.start_mark.column),
        )  # fmt: skip
        if not isinstance(key_node, yaml.ScalarNode):
            source.problems.append(source.problem_at(key_position, "yaml-syntax", "a key has to be a word, not a list"))
            continue
        key = str(key_node.value)
        if key in data:
            source.problems.append(
                source.problem_at(
                    key_position,
                    "duplicate-key",
                    f"'{key}' stands twice in the same item, so one would be lost",
                    hint="keep one of them, or merge the two",
                )
            )
            continue
        source.keys[(*path, key)] = key_position
        data[key] = _construct(source, value_node, (*path, key))
    return data


def _scalar(node: yaml.ScalarNode) -> str | bool | None:
    value = str(node.value)
    if not node.style:  # plain, without quotes
        if value in {"true", "false"}:
            return value == "true"
        if value in {"", "null", "~"}:
            return None
    return value


def _plain_words(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "the text can't be read as YAML"
    known = {
        "mapping values are not allowed": "there is a colon too many in this line",
        "could not find expected ':'": "a colon is missing after a field's name, here or in the line above",
        "did not find expected key": "the indentation or a quote is off, here or in the lines above",
        "did not find expected '-' indicator": "this line is not indented like the list it belongs to",
        "found unexpected end of stream": "a quote or bracket is opened and never closed",
        "cannot start any token": "this character can't stand here without quotes",
        "expected a single document": "a line with --- starts a second document",
    }
    return next((plain for sign, plain in known.items() if sign in f"{problem} {error.context}"), problem)


def _syntax_hint(error: yaml.MarkedYAMLError) -> str:
    if "mapping values" in (error.problem or ""):
        return "put the whole text in double quotes"
    if "cannot start any token" in (error.problem or ""):
        return "use spaces instead of tabs, and put text that starts with a special sign in double quotes"
    return "compare the indentation and the quotes with the lines above"
