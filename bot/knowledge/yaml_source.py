"""Strict YAML: text goes in, plain data and the position of every key and value come out.

PyYAML only composes the node tree (so marks are kept); types are decided here. Every scalar stays a string unless it
is a plain `true`, `false` or empty, so `no`, `12:30` and `010` mean what they say. Duplicate keys, anchors, aliases,
merge keys, tags and second documents are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from bot.knowledge.problems import Fix, Problem
from bot.knowledge.rules.catalogue import rules
from bot.knowledge.yaml_syntax import hint_for, in_plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

_PlainLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_PlainLoader):  # type: ignore[misc]
    """Composes without asking what a value may be: that is decided here, and asking takes a fifth of the time."""

    @staticmethod
    def resolve(*_: object) -> str:
        """Return no tag."""
        return ""

    @staticmethod
    def descend_resolver(*_: object) -> None:
        """Keep no record of where the composer is."""

    ascend_resolver = descend_resolver


_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|\Z)")
"""A line as YAML counts them."""
_BRACKET = re.compile(r"[\[\]{}]")
_DEEP_IN_BLOCKS = re.compile(r"^ {40}|(?:[-?][ \t]+){10}", re.MULTILINE)
DEEPEST = 40
"""How deep brackets and lists may nest: the files need 8, and a thousand of them would exhaust the parser."""


class Position(NamedTuple):
    """Where a key or value stands: line and column from 1, and its length on that line."""

    line: int
    column: int
    length: int = 1


@dataclass
class YamlSource:
    """One parsed file: its text, its data, and where each part of the data stands."""

    file: str
    text: str
    data: Any = None
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    ends: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Line and column behind the values that don't end on their line, or are empty."""
    plain: set[Path] = field(default_factory=set)
    """The values that stand without quotes on one line."""
    cited: tuple[tuple[Path, str, str], ...] = ()
    """Every citation in the file: its path, the guide and the section; gathered once the data has become records."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, each with its end."""
        return [found for found in _LINE.findall(self.text) if found] or [""]

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in the text, and where the text ends."""
        return [0, *accumulate(len(line) for line in self.lines)]

    @cached_property
    def first_keys(self) -> dict[Path, Position]:
        """Where the first field of each record stands, by the record's path."""
        return {key[:-1]: at for key, at in reversed(self.keys.items())}

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its end, or an empty string past the end."""
        return self.lines[number - 1].rstrip("\n\r\x85\u2028\u2029") if 0 < number <= len(self.lines) else ""

    def offset(self, line: int, column: int) -> int:
        """Return how many characters stand before a place."""
        return self.starts[line - 1] + column - 1 if line <= len(self.lines) else len(self.text)

    def at_offset(self, offset: int, length: int = 1) -> Position:
        """Return the position of a place in the text."""
        from bisect import bisect_right  # noqa: PLC0415 - one use

        line = min(bisect_right(self.starts, offset), len(self.lines))
        return Position(line, offset - self.starts[line - 1] + 1, length)

    def span(self, path: Path) -> tuple[int, int]:
        """Return where the value under `path` begins and ends in the text."""
        where = self.values[path]
        end = self.ends.get(path, (where.line, where.column + where.length))
        return self.offset(where.line, where.column), self.offset(*end)

    def position(self, path: Path) -> Position:
        """Return the nearest known position: the value's own, else that of the first ancestor which has one."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return Position(1, 1)

    def problem(
        self, where: Path | Position, rule: str, *, hint: str | None = None, fix: Fix | None = None, **facts: object
    ) -> Problem:
        """Return a finding of a rule at a value or a place of this file, with the line as excerpt.

        Args:
            where: the path of the value, or the place.
            rule: the rule's id in the catalogue, which has its level and words.
            hint: what to say instead of the rule's own hint.
            fix: what `check --fix` would do about it.
            facts: what the rule's words have places for.
        """
        told = rules()[rule]
        at = where if isinstance(where, Position) else self.position(where)
        fix = replace(fix, of=self.text) if fix is not None else None
        own_hint = told.hint.format(**facts) if told.hint and hint is None else None
        return Problem(
            file=self.file, line=at.line, column=at.column, length=at.length, rule=rule, level=told.level,
            message=told.message.format(**facts), hint=hint or own_hint or None, excerpt=self.line(at.line), fix=fix,
        )  # fmt: skip

    def find_in_value(self, path: Path, needle: str) -> Position:
        """Return where `needle` stands inside the (possibly multi-line) value under `path`."""
        if path not in self.values:
            return self.position(path)
        start, end = self.span(path)
        found = self.text.find(needle, start, end)
        return self.at_offset(found, len(needle)) if found >= 0 else self.position(path)


def parse(file: str, text: str) -> YamlSource:
    """Parse one document strictly; what is wrong is listed in the result's `problems`."""
    source = YamlSource(file, text)
    try:
        _refuse_deep_nesting(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        source.problems.extend(_forbidden(source))
    except yaml.MarkedYAMLError as error:
        source.problems.append(_syntax_problem(source, error))
        return source
    except yaml.YAMLError as error:
        what = f"this file is no readable text: {error}"
        source.problems.append(source.problem(Position(1, 1), "yaml-syntax", what=what))
        return source
    except RecursionError:
        what = f"brackets or lists stand more than {DEEPEST} deep in each other"
        source.problems.append(source.problem(Position(1, 1), "yaml-syntax", what=what))
        return source
    if node is not None and not source.problems:
        source.data = _construct(source, node, ())
    return source


def _refuse_deep_nesting(text: str) -> None:
    """Raise RecursionError for what would exhaust the composer's stack, which nothing could catch."""
    if not _may_be_deep(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise RecursionError
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _may_be_deep(text: str) -> bool:
    """Say, cheaply, whether a text could nest deeper than is allowed; quotes are not looked at."""
    if _DEEP_IN_BLOCKS.search(text):
        return True
    depth = 0
    for sign in _BRACKET.findall(text):
        depth = depth + 1 if sign in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            return True
    return False


def _forbidden(source: YamlSource) -> Iterator[Problem]:
    if "&" not in source.text and "*" not in source.text and "!" not in source.text:
        return
    for token in yaml.scan(source.text, Loader=_Loader):
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)):
            kind = {"AnchorToken": "an anchor (&…)", "AliasToken": "an alias (*…)", "TagToken": "a tag (!…)"}[
                type(token).__name__
            ]
            where = Position(token.start_mark.line + 1, token.start_mark.column + 1)
            yield source.problem(where, "yaml-anchor-or-tag", what=kind)


def _construct(source: YamlSource, node: Any, path: Path) -> Any:  # noqa: ANN401 - YAML data is any JSON-like value
    start, end = node.start_mark, node.end_mark
    line, column = start.line, start.column
    length = end.column - column if end.line == line else 0
    source.values[path] = Position(line + 1, column + 1, length or 1)
    if not length:
        source.ends[path] = end.line + 1, end.column + 1
    if isinstance(node, yaml.ScalarNode):
        if length and not node.style:
            source.plain.add(path)
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
            what = "a key has to be a word, not a list"
            source.problems.append(source.problem(key_position, "yaml-syntax", what=what))
            continue
        key = str(key_node.value)
        if key in data:
            source.problems.append(source.problem(key_position, "duplicate-key", name=key))
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


def _syntax_problem(source: YamlSource, error: yaml.MarkedYAMLError) -> Problem:
    told = f"{error.problem or ''} {error.context or ''}"
    mark = error.problem_mark or error.context_mark
    began_before = mark is None or not source.line(mark.line + 1).strip() or "quoted" in told or "alias" in told
    if error.context_mark is not None and began_before:
        mark = error.context_mark  # what was opened there is the mistake, not where the search for its end was given up
    where = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
    line = source.line(where.line)
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in indentation and where.column <= len(indentation) + 1:
        return source.problem(Position(where.line, indentation.index("\t") + 1), "tab-indentation")
    what = in_plain_words(told) or error.problem or "the text can't be read as YAML"
    return source.problem(where, "yaml-syntax", what=what, hint=hint_for(told))
