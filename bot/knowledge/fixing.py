"""`career-bot check --fix`: puts right what can be put right without changing what is meant."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.atomic_file import write_atomically
from bot.knowledge.yaml_source import parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.knowledge.problems import Fix, Problem


def fix_files(folder: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Write the fixes of all problems that have one into their files; return the problems that are gone.

    Of fixes that touch each other only the first is made; the rest is found again by the next check. So is what was
    found in a text that the file has no longer, since somebody has saved another one meanwhile.

    Raises:
        OSError: when a file can't be read or written; what was written before stays.
    """
    by_file: dict[str, list[tuple[Problem, Fix]]] = defaultdict(list)
    for problem in problems:
        if problem.fix is not None:
            by_file[problem.file].append((problem, problem.fix))
    done: list[Problem] = []
    for file, found in by_file.items():
        path = folder.resolve().parent / file
        text = path.read_bytes().decode("utf-8", errors="replace") if path.exists() else ""
        fixed, made = apply(text, [one for one in found if one[1].of == text])
        if not made:
            continue
        if path.suffix == ".yaml" and parse(file, fixed).problems and not parse(file, text).problems:
            continue  # what was readable has to stay so; the problems are told, for somebody to look at
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, fixed.encode())
        done.extend(made)
    return done


def apply(text: str, found: Iterable[tuple[Problem, Fix]]) -> tuple[str, list[Problem]]:
    """Return the text with its fixes made, and the problems they were for."""
    pieces: list[str] = []
    made: list[Problem] = []
    at = 0
    for problem, fix in sorted(found, key=lambda one: (one[1].start, one[1].end)):
        if fix.start < at:
            continue
        pieces += [text[at : fix.start], fix.text]
        made.append(problem)
        at = fix.end
    return "".join([*pieces, text[at:]]), made
