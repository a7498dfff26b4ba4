"""Problems as text, JSON, GitHub annotations and SARIF. Pure: a `Report` goes in, one string comes out."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from bot.knowledge.rules.catalogue import LEVELS, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.knowledge.problems import Problem

_COLOURS: Final = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "advice": "\x1b[1;36m"}
_PLAIN: Final = "\x1b[0m"
_GITHUB_COMMANDS: Final = {"error": "error", "warning": "warning", "advice": "notice"}
_SARIF_LEVELS: Final = {"error": "error", "warning": "warning", "advice": "note"}
_FIXED_LISTED: Final = 20
SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found in a knowledge folder, and what it put right.

    At most `per_file` problems of each file are shown, or all if it is 0. Programs get everything; the cap is for
    people, and for GitHub, which shows few annotations anyway.
    """

    problems: tuple[Problem, ...]
    folder: Path
    colour: bool = False
    per_file: int = 0
    fixed: tuple[Problem, ...] = ()

    def shown(self) -> Iterator[tuple[list[Problem], int]]:
        """Yield the problems of each file that are shown, the worst first to stay, and how many more there are."""
        for _, found in groupby(self.problems, key=lambda problem: problem.file):
            of_file = list(found)
            if not self.per_file or len(of_file) <= self.per_file:
                yield of_file, 0
                continue
            worst = sorted(of_file, key=lambda problem: LEVELS.index(problem.level))[: self.per_file]
            yield sorted(worst), len(of_file) - len(worst)

    @property
    def counts(self) -> dict[str, int]:
        """How many problems there are of each level."""
        found = Counter[str](problem.level for problem in self.problems)
        return {level: found[level] for level in LEVELS}

    def path_from_here(self, problem: Problem) -> str:
        """Return a problem's file relative to the working folder, as CI systems want it; else with its full path."""
        path = self.folder.resolve().parent / problem.file
        here = Path.cwd()
        return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def as_text(report: Report) -> str:
    """Return the problems as a moderator reads them, and one line that sums them up."""
    blocks: list[str] = []
    for problems, more in report.shown():
        blocks += [_painted(problem) if report.colour else problem.as_text() for problem in problems]
        if more:
            rest = f"{more:,} more {_plural('problem', more)} in this file"
            blocks.append(f"{problems[0].file}: {rest} (--per-file 0 shows all)")
    files = len({problem.file for problem in report.problems})
    counted = [f"{number} {_plural(level, number)}" for level, number in report.counts.items() if number]
    if counted:
        summary = f"{' and '.join(counted)} in {files} {_plural('file', files)} of {report.folder}"
    else:
        summary = f"{report.folder}: no problems"
    return "\n\n".join([*blocks, *_fixed(report), summary])


def _fixed(report: Report) -> list[str]:
    """Return what was put right, in one block."""
    if not report.fixed:
        return []
    lines = [f"  {problem.file}:{problem.line}: {problem.rule}" for problem in report.fixed[:_FIXED_LISTED]]
    if len(report.fixed) > _FIXED_LISTED:
        lines.append(f"  … and {len(report.fixed) - _FIXED_LISTED:,} more")
    number = len(report.fixed)
    return ["\n".join([f"{number:,} {_plural('problem', number)} put right:", *lines])]


def as_json(report: Report) -> str:
    """Return `{"problems": […], "summary": {…}}`; lines and columns count from 1."""
    fields = ("file", "line", "column", "rule", "level", "message", "hint")
    problems = [{name: value for name in fields for value in [asdict(problem)[name]]} for problem in report.problems]
    files = len({problem.file for problem in report.problems})
    summary = {**report.counts, "problems": len(problems), "files": files, "fixed": len(report.fixed),
               "folder": str(report.folder)}  # fmt: skip
    return json.dumps({"problems": problems, "summary": summary}, ensure_ascii=False, indent=2)


def as_github(report: Report) -> str:
    """Return workflow commands that annotate a pull request's lines, and the summary line for the log."""
    lines = []
    for problem in (one for problems, _ in report.shown() for one in problems):
        message = problem.message + (f"\nhint: {problem.hint}" if problem.hint else "")
        place = {
            "file": report.path_from_here(problem),
            "line": problem.line,
            "col": problem.column,
            "endColumn": problem.column + max(1, problem.length),
            "title": problem.rule,
        }
        properties = ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in place.items())
        lines.append(f"::{_GITHUB_COMMANDS[problem.level]} {properties}::{_escaped(message)}")
    left_out = sum(more for _, more in report.shown())
    closing = f"{len(lines)} annotations" + (f", {left_out:,} more left out" if left_out else "")
    return "\n".join([*lines, closing if lines else as_text(Report((), report.folder))])


def as_sarif(report: Report) -> str:
    """Return a SARIF 2.1.0 log, as code scanning services read it."""
    found = sorted({problem.rule for problem in report.problems})
    run = {
        "tool": {"driver": {"name": "career-bot check", "rules": [_sarif_rule(rule) for rule in found]}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(report, problem) for problem in report.problems],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


REPORTS: Final[Mapping[str, Callable[[Report], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _sarif_rule(rule_id: str) -> dict[str, Any]:
    rule = rules().get(rule_id)
    if rule is None:
        return {"id": rule_id}
    return {
        "id": rule_id,
        "shortDescription": {"text": rule.why.split(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.level]},
    }


def _sarif_result(report: Report, problem: Problem) -> dict[str, Any]:
    region = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endColumn": problem.column + max(1, problem.length),
    }
    location = {"artifactLocation": {"uri": quote(report.path_from_here(problem))}, "region": region}
    return {
        "ruleId": problem.rule,
        "level": _SARIF_LEVELS[problem.level],
        "message": {"text": problem.message + (f" (hint: {problem.hint})" if problem.hint else "")},
        "locations": [{"physicalLocation": location}],
    }


def _painted(problem: Problem) -> str:
    first, _, rest = problem.as_text().partition("\n")
    mark = f": {problem.level} "
    first = first.replace(mark, f": {_COLOURS[problem.level]}{problem.level}{_PLAIN} ", 1)
    return f"{first}\n{rest}" if rest else first


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 or noun == "advice" else f"{noun}s"


def _escaped(text: str, also: str = "") -> str:
    """Escape a value as GitHub's workflow commands want it; properties also can't hold a comma or a colon."""
    for sign in f"%\r\n{also}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
