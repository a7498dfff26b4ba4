"""What can be wrong with the knowledge, told to people who don't program: file:line:column, rule, message, hint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.knowledge.rules.catalogue import Level


@dataclass(frozen=True, slots=True)
class Fix:
    """What puts a problem right: the characters from `start` to `end` of the file's text become `text`.

    `of` is the text that these places were found in: in any other they mean nothing.
    """

    start: int
    end: int
    text: str
    of: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. Lines and columns count from 1; `file` is relative to the knowledge folder's parent."""

    file: str
    line: int
    column: int
    rule: str
    message: str
    hint: str | None = None
    level: Level = "error"
    excerpt: str = ""
    length: int = 1
    fix: Fix | None = field(default=None, compare=False)

    def as_text(self) -> str:
        """Return the finding as a terminal shows it, with the line it is about and a marker below the place."""
        lines = [f"{self.file}:{self.line}:{self.column}: {self.level} {self.rule}: {self.message}"]
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        if self.excerpt:
            gutter = f"  {self.line} | "
            lines.append(gutter + self.excerpt)
            below = "".join("\t" if sign == "\t" else " " for sign in self.excerpt[: self.column - 1])
            lines.append(" " * (len(gutter) - 2) + "| " + below.ljust(self.column - 1) + "^" * max(1, self.length))
        return "\n".join(lines)


class KnowledgeError(Exception):
    """The knowledge can't be used as it is; `problems` says why, in order of file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(problem.as_text() for problem in self.problems))
