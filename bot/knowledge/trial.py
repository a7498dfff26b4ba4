"""What the checker would say to a change, before anything is written."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.checker import check_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.problems import Problem
    from bot.knowledge.snapshot import Knowledge


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying: the knowledge as it would be, all its problems, and those that the change brings."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]
    new: tuple[Problem, ...]


def try_text(folder: Path, name: str, text: str) -> Tried:
    """Return what a knowledge folder would be if a file had another text.

    Args:
        folder: the knowledge folder; it is not touched.
        name: the file inside it, such as `faq/pay.yaml`; it may be a new one.
        text: what would stand in the file.
    """
    before = {_what(problem) for problem in check_folder(folder).problems}
    with changed_copy(folder, name, text) as copy:
        checked = check_folder(copy)
    new = tuple(problem for problem in checked.problems if _what(problem) not in before)
    return Tried(checked.knowledge, tuple(checked.problems), new)


@contextmanager
def changed_copy(folder: Path, name: str, text: str) -> Iterator[Path]:
    """Give a copy of a knowledge folder, of the same name, in which one file has another text."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / folder.resolve().name
        shutil.copytree(folder, copy)
        path = copy / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        yield copy


def _what(problem: Problem) -> tuple[str, str, str, str]:
    """Return what makes a problem the same although it has moved to another line."""
    return problem.file, problem.rule, problem.message, problem.excerpt
