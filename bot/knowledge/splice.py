"""Changes to a knowledge file that touch the lines meant and no others: comments, blanks and order stay as they are.

A change is cut into the text at the marks of its parts, the result is read again and compared with what was meant. If
it isn't exactly that, nothing has changed and a `SpliceError` says why.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from difflib import unified_diff
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.knowledge import yaml_writing
from bot.knowledge.yaml_source import YamlSource, parse

if TYPE_CHECKING:
    from bot.knowledge.yaml_source import Path
    from bot.knowledge.yaml_writing import Value


class SpliceError(Exception):
    """The change can't be made in the text as it is; the message says why, and the text is unchanged."""


@dataclass(frozen=True)
class KnowledgeText:
    """The text of one knowledge file. Every change returns a new one; paths are those of `YamlSource`."""

    file: str
    text: str

    @cached_property
    def source(self) -> YamlSource:
        """The parsed text.

        Raises:
            SpliceError: when the text has problems; those have to be mended by hand first.
        """
        source = parse(self.file, self.text)
        if source.problems:
            raise SpliceError(source.problems[0].as_text())
        return source

    # ── what can be changed ───────────────────────────────────────────────────────────────────────────────────────
    def set(self, path: Path, value: str | bool) -> KnowledgeText:
        """Give a field or an item that is one text, or true or false, another value.

        A `|` block stays one, and ends with a line end as blocks do.
        """
        old = self.value(path)
        if isinstance(old, dict | list):
            raise SpliceError(f"{_name(path)} is more than one text")
        start, end = self.source.span(path)
        written = self.text[start:end]
        if isinstance(value, str) and written[:1] in {"|", ">"}:
            value = value.rstrip("\n") + "\n"
            new = self._block(path, value)
            end = self._content_end(path)
        else:
            new = self._one_value(path, value)
            if written[:1] in {'"', "'"} and isinstance(value, str) and not new.startswith("|"):
                new = yaml_writing.quoted(value)
            new = new if end > start else f" {new}"
        return self._changed(start, end, new, _with(self.source.data, path, value))

    def add(self, path: Path, value: Value) -> KnowledgeText:
        """Put a value at the end of a list, in the list's own style."""
        listed = self.value(path)
        if not isinstance(listed, list):
            raise SpliceError(f"{_name(path)} is no list")
        meant = _with(self.source.data, path, [*listed, value])
        start, end = self.source.span(path)
        if self._is_flow(path):
            inner = yaml_writing.flow(value)
            if not listed:
                return self._changed(start, end, f"[{inner}]", meant)
            behind = self.source.span((*path, len(listed) - 1))[1]
            return self._changed(behind, behind, f", {inner}", meant)
        where = self._content_end(path)
        lines = yaml_writing.item(value, self.source.values[path].column - 1)
        gap = [""] if isinstance(value, dict) and self._items_are_apart(path) else []
        return self._changed(where, where, self._as_lines([*gap, *lines], where), meant)

    def set_field(self, path: Path, name: str, value: Value) -> KnowledgeText:
        """Give a record a field that it doesn't have yet, behind its last one."""
        record = self.value(path)
        if not isinstance(record, dict) or name in record:
            what = f"has a field '{name}' already" if isinstance(record, dict) else "is no record"
            raise SpliceError(f"{_name(path)} {what}")
        meant = _with(self.source.data, (*path, name), value)
        if self._is_flow(path):
            behind = self.source.span((*path, list(record)[-1]))[1]
            return self._changed(behind, behind, f", {name}: {yaml_writing.flow(value)}", meant)
        where = self._content_end(path)
        first = next(at for key, at in self.source.keys.items() if key[:-1] == path)
        lines = yaml_writing.field(name, value, first.column - 1)
        return self._changed(where, where, self._as_lines(lines, where), meant)

    def remove(self, path: Path) -> KnowledgeText:
        """Take an item out of its list, or a field out of its record, with a remark that stands on its lines."""
        parent, step = path[:-1], path[-1]
        siblings = self.value(parent)
        self.value(path)
        meant = _without(self.source.data, path)
        if len(siblings) == 1:
            if not isinstance(step, int):
                raise SpliceError(f"{_name(path)} is the only field of its record")
            return self._emptied(parent, meant)
        if self._is_flow(parent):
            return self._changed(*self._flow_part(path), "", meant)
        start = self.source.offset(self._first_line(path), 1)
        before = self.text[start : self._mark(path)]
        if before.strip(" ") not in {"", "-"} or (isinstance(step, str) and "-" in before):
            raise SpliceError(f"{_name(path)} shares its line with what it belongs to")
        end = self.source.offset(self._last_line(path) + 1, 1)
        apart = start > 0 and not self.source.line(self._first_line(path) - 1).strip()
        if apart and self.source.line(self._last_line(path) + 1).strip() == "" and end < len(self.text):
            end = self.source.offset(self._last_line(path) + 2, 1)  # of two empty lines around it, one goes with it
        return self._changed(start, end, "", meant)

    # ── where things stand ────────────────────────────────────────────────────────────────────────────────────────
    def find(self, listed: str, record_id: str) -> Path:
        """Return the path of a record by its id; SpliceError when the file has no such record."""
        for index, record in enumerate((self.source.data or {}).get(listed) or []):
            if isinstance(record, dict) and record.get("id") == record_id:
                return (listed, index)
        raise SpliceError(f"{self.file} has no '{record_id}' under {listed}")

    def value(self, path: Path) -> Any:  # noqa: ANN401 - YAML data is any JSON-like value
        """Return what stands at a path; SpliceError where nothing does."""
        value = self.source.data
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                raise SpliceError(f"{self.file} has nothing at {_name(path)}") from None
        return value

    def lines_of(self, listed: str, record_id: str) -> tuple[int, int]:
        """Return between which lines (from 0, the last excluded) a record stands, with the line above and below it.

        All lines, where the file has no such record.
        """
        records = self.value((listed,)) if listed in (self.source.data or {}) else []
        starts = [self.source.values[listed, index].line for index in range(len(records))]
        for number, record in enumerate(records):
            if record.get("id") == record_id:
                return max(starts[number] - 3, 0), starts[number + 1] if number + 1 < len(starts) else len(
                    self.source.lines
                )
        return 0, len(self.source.lines)

    def diff(self, other: KnowledgeText) -> list[str]:
        """Return the lines that differ in another version of this file, as unified diffs show them."""
        before, after = (one.text.splitlines() for one in (self, other))
        return list(unified_diff(before, after, self.file, self.file, lineterm="", n=1))

    def _is_flow(self, path: Path) -> bool:
        """Say whether a list or record stands in brackets or braces, itself or within one that does."""
        return any(
            self.text[self.source.span(path[:depth])[0]] in "[{" for depth in range(1, len(path) + 1)
        )  # a block list begins with its dash, a block record with its first field

    def _mark(self, path: Path) -> int:
        """Return where a part begins, its name or dash included."""
        if isinstance(path[-1], str):
            key = self.source.keys[path]
            return self.source.offset(key.line, key.column)
        start = self.source.span(path)[0]
        return self.text.rindex("-", 0, start) if not self._is_flow(path[:-1]) else start

    def _first_line(self, path: Path) -> int:
        return self.source.at_offset(self._mark(path)).line

    def _last_line(self, path: Path) -> int:
        """Return the number of the last line that holds something of a part, remarks behind it not counted."""
        value = self.value(path)
        start, end = self.source.span(path)
        if isinstance(value, dict | list) and value and self.text[start] not in "[{":
            last = list(value)[-1] if isinstance(value, dict) else len(value) - 1
            return self._last_line((*path, last))
        if self.text[start : start + 1] in {"|", ">"} and not self._is_flow(path[:-1]):
            return self._last_of_block(start, end)
        return max(self._first_line(path), self.source.at_offset(max(start, end - 1)).line)

    def _last_of_block(self, start: int, end: int) -> int:
        """Return the last line of a `|` block; remarks below it that are indented less don't belong to it."""
        first = self.source.at_offset(start).line
        last_possible = self.source.at_offset(max(start, end - 1)).line
        lines = self.source.lines[first:last_possible]
        filled = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
        indentation = filled[0] if filled else 0
        last = first
        for number, line in enumerate(lines, start=first + 1):
            if line.strip() and len(line) - len(line.lstrip(" ")) >= indentation:
                last = number
        return last

    def _content_end(self, path: Path) -> int:
        """Return where the line ends that is the last of a part, before its line end."""
        number = self._last_line(path)
        return self.source.offset(number, len(self.source.line(number)) + 1)

    def _items_are_apart(self, path: Path) -> bool:
        """Say whether the items of a list are set apart by empty lines; of a single one, that they are to be."""
        items = len(self.value(path))
        last = self._first_line((*path, items - 1))
        return items == 1 or not self.source.line(last - 1).strip()

    # ── cutting ───────────────────────────────────────────────────────────────────────────────────────────────────
    @property
    def _line_end(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _as_lines(self, lines: list[str], where: int) -> str:
        """Return lines to put behind the end of a line; the file's last line gets its end, if it lacks one."""
        ended = self.text[where : where + 1] in {"\r", "\n"}
        return "".join(self._line_end + line for line in lines) + ("" if ended else self._line_end)

    def _one_value(self, path: Path, value: str | bool) -> str:
        """Return a value for the place of one: a `|` block if it has several lines and a field of its own."""
        if isinstance(value, str) and "\n" in value and isinstance(path[-1], str) and not self._is_flow(path[:-1]):
            lines = yaml_writing.block(value, self.source.keys[path].column - 1 + yaml_writing.STEP)
            if lines is not None and self.source.text[self.source.span(path)[1] :][:1] in {"\r", "\n", ""}:
                return self._line_end.join(lines)
        return yaml_writing.scalar(value, in_flow=self._is_flow(path[:-1]))

    def _block(self, path: Path, text: str) -> str:
        """Return a `|` block for the place of one, indented as that is."""
        first = self.source.values[path].line
        body = next((line for line in self.source.lines[first:] if line.strip()), "")
        lines = yaml_writing.block(text, len(body) - len(body.lstrip(" ")))
        return yaml_writing.quoted(text) if lines is None else self._line_end.join(lines)

    def _flow_part(self, path: Path) -> tuple[int, int]:
        """Return where an item or field in brackets begins and ends, with the comma that goes with it."""
        parent, step = path[:-1], path[-1]
        siblings = self.value(parent)
        steps: list[Any] = list(siblings) if isinstance(siblings, dict) else list(range(len(siblings)))
        at = steps.index(step)
        if at > 0:
            return self.source.span((*parent, steps[at - 1]))[1], self.source.span(path)[1]
        return self._mark(path), self._mark((*parent, steps[1]))

    def _emptied(self, path: Path, meant: object) -> KnowledgeText:
        """Return the text with a list's only item taken out; the list stays, empty."""
        start, end = self.source.span(path)
        if self._is_flow(path):
            return self._changed(start, end, "[]", meant)
        key = self.source.keys[path]
        colon = self.text.index(":", self.source.offset(key.line, key.column + key.length)) + 1
        behind = self.source.offset(key.line, len(self.source.line(key.line)) + 1)
        first, last = self._first_line((*path, 0)), self._last_line((*path, 0))
        kept = self.text[colon:behind] + self.text[behind : self.source.offset(first, 1)]
        return self._changed(colon, self.source.offset(last + 1, 1), f" []{kept}", meant)

    def _changed(self, start: int, end: int, new: str, meant: object) -> KnowledgeText:
        """Return the text with a part replaced, if it then says what is meant and nothing else."""
        result = KnowledgeText(self.file, self.text[:start] + new + self.text[end:])
        if result.source.data != meant:
            raise SpliceError(f"{self.file} can't be changed there without changing something else; edit it by hand")
        return result


def _with(data: Any, path: Path, value: object) -> Any:  # noqa: ANN401 - YAML data is any JSON-like value
    if not path:
        return value
    changed = copy.copy(data)
    if isinstance(changed, dict) and path[0] not in changed:
        changed[path[0]] = value
    else:
        changed[path[0]] = _with(data[path[0]], path[1:], value)
    return changed


def _without(data: Any, path: Path) -> Any:  # noqa: ANN401 - YAML data is any JSON-like value
    changed = copy.copy(data)
    if len(path) == 1:
        del changed[path[0]]
    else:
        changed[path[0]] = _without(data[path[0]], path[1:])
    return changed


def _name(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path) or "the file"
