"""What differs between two versions of the knowledge, record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from pydantic import BaseModel

    from bot.knowledge.snapshot import Knowledge

How = Literal["added", "changed", "removed"]
KINDS: Final = {
    "entries": "entry", "figures": "figure", "tables": "table", "credentials": "credential",
    "organizations": "organization", "code_sets": "code set", "guides": "guide", "publishers": "publisher",
    "social": "small talk", "elsewhere": "messages for others", "follow_ups": "follow-up question",
}  # fmt: skip
"""The lists of records that are compared, most asked-for first, and what one of each is called."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in both versions; None where it isn't given. Of lists, only what came and what went is there."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that is in one version only, or differs."""

    kind: str
    id: str
    how: How
    fields: tuple[FieldChange, ...] = ()


def compare(before: Knowledge, after: Knowledge) -> tuple[RecordChange, ...]:
    """Return the differences between two snapshots, in the order of `KINDS` and of the files."""
    changes: list[RecordChange] = []
    for name, kind in KINDS.items():
        changes += _records(kind, getattr(before, name), getattr(after, name))
    vocabulary = tuple(_fields(before.vocabulary, after.vocabulary))
    if vocabulary:
        changes.append(RecordChange("vocabulary", "vocabulary", "changed", vocabulary))
    return tuple(changes)


def _records(kind: str, before: Mapping[str, BaseModel], after: Mapping[str, BaseModel]) -> Iterator[RecordChange]:
    for name in dict.fromkeys((*after, *before)):
        if name not in before:
            yield RecordChange(kind, name, "added")
        elif name not in after:
            yield RecordChange(kind, name, "removed")
        elif before[name] != after[name]:
            yield RecordChange(kind, name, "changed", tuple(_fields(before[name], after[name])))


def _fields(before: BaseModel, after: BaseModel) -> Iterator[FieldChange]:
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    for name in new:
        if old[name] != new[name]:
            yield from _values(name, old[name], new[name])


def _values(name: str, before: Any, after: Any) -> Iterator[FieldChange]:  # noqa: ANN401 - JSON-like values
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for inner in dict.fromkeys((*after, *before)):
            if before.get(inner) != after.get(inner):
                yield from _values(f"{name}.{inner}", before.get(inner), after.get(inner))
    elif isinstance(before, list) and isinstance(after, list):
        went = [one for one in before if one not in after]
        came = [one for one in after if one not in before]
        yield FieldChange(name, went, came)
    else:
        yield FieldChange(name, before, after)
