"""The whole check of a knowledge folder: what loading finds, and everything that could be better.

Loading runs the rules of level error, because they make knowledge unusable; warnings and advice are found only here.
What takes a matcher or composed answers is checked in the rooms that have them (`bot/composition/checks.py` adds them).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, get_args

from bot.garbage import collecting_paused
from bot.knowledge.figure_checks import disagreements
from bot.knowledge.guide_texts import check_guides
from bot.knowledge.layout import LAYOUT, knowledge_files
from bot.knowledge.loader import FolderReader
from bot.knowledge.near_names import did_you_mean
from bot.knowledge.phrasings import weaknesses
from bot.knowledge.prose import check_style
from bot.knowledge.records import EntriesFile, Record
from bot.knowledge.schema import check_schemas
from bot.knowledge.unused import loose_ends
from bot.knowledge.yaml_source import YamlSource
from bot.knowledge.yaml_text import ambiguous, untidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic import BaseModel

    from bot.knowledge.problems import Problem
    from bot.knowledge.snapshot import Knowledge


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the snapshot where there is one, the parsed files, and all problems in order."""

    knowledge: Knowledge | None
    sources: Sequence[tuple[YamlSource, BaseModel | None]]
    problems: list[Problem]


def check_folder(folder: Path, *, guides: Path | None = None, today: date | None = None) -> Checked:
    """Check a knowledge folder.

    Args:
        folder: the knowledge folder.
        guides: a folder of the guides' texts, to look every figure up in them.
        today: the day that dates are compared with; the present one if not given.

    Raises:
        OSError: when a file is there but can't be read.
    """
    folder = folder.resolve()
    with collecting_paused():
        reader = FolderReader(folder)
        knowledge, problems = reader.inspect()
        sources = reader.read().sources
        day = today or date.today()  # noqa: DTZ011 - dates in the files have no time zone either
        problems = [*problems, *_in_each_file(sources), *_in_the_folder(folder, sources)]
        if all(part is not None for _, part in sources):
            problems.extend((*weaknesses(sources), *disagreements(sources, day), *_past_review(sources, day)))
        if knowledge is not None and not any(problem.rule.startswith("unknown-") for problem in problems):
            problems.extend(loose_ends(knowledge, sources))  # a mistyped name leaves what it means unused
        if knowledge is not None and guides is not None:
            problems.extend(check_guides(knowledge, guides, sources))
        return Checked(knowledge, sources, sorted(problems))


def _in_each_file(sources: Sequence[tuple[YamlSource, BaseModel | None]]) -> Iterator[Problem]:
    for source, part in sources:
        if source.data is not None:
            yield from untidy(source)
        if part is not None:
            yield from ambiguous(source, _fields_of(bool), _fields_of(Decimal))
            yield from check_style(source, part)


def _in_the_folder(folder: Path, sources: Sequence[tuple[YamlSource, BaseModel | None]]) -> Iterator[Problem]:
    known = {path for _, path in knowledge_files(folder)}
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        inside = path.relative_to(folder)
        if path not in known and not any(part.startswith(".") for part in inside.parts):
            source = YamlSource(f"{folder.name}/{inside.as_posix()}", "")
            near = did_you_mean(inside.as_posix(), LAYOUT) if len(inside.parts) == 1 else None
            near = near or (
                f"did you mean '{inside.with_suffix('.yaml').as_posix()}'?" if path.suffix == ".yml" else None
            )
            yield source.problem((), "unknown-file", layout=", ".join(LAYOUT), hint=near)
    patterns = {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": pattern for pattern, path in knowledge_files(folder)
    }
    read = [(patterns[source.file], source) for source, _ in sources if source.file in patterns]
    yield from check_schemas(folder, read)


def _past_review(sources: Sequence[tuple[YamlSource, BaseModel | None]], today: date) -> Iterator[Problem]:
    for source, part in sources:
        for index, entry in enumerate(part.entries if isinstance(part, EntriesFile) else ()):
            if entry.review_by and entry.review_by < today:
                where = ("entries", index, "review_by")
                yield source.problem(where, "past-review", name=entry.id, date=entry.review_by)


@cache
def _fields_of(kind: type) -> frozenset[str]:
    """Return the names of the fields that hold a truth value, or a number, in any record."""
    return frozenset(
        name
        for record in Record.__subclasses__()
        for name, field in record.model_fields.items()
        if field.annotation is kind or kind in get_args(field.annotation)
    )
