"""A change of one knowledge file that has been tried, as plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.answer import Answer
    from bot.knowledge.problems import Problem
    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.splice import KnowledgeText

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""A line as git counts them; Python's `splitlines` knows more ends."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that has been tried: a file's text before and after, and what a question gets then.

    `remarks` is what the checker would rather have otherwise; `knowledge` is what would be in service, as long as
    somebody needs it.
    """

    path: Path
    before: KnowledgeText
    after: KnowledgeText
    entry: str | None
    question: str | None = None
    answer_before: Answer | None = None
    answer_after: Answer | None = None
    remarks: tuple[Problem, ...] = ()
    knowledge: Knowledge | None = None

    @property
    def lines(self) -> list[str]:
        """The lines that change, as unified diffs show them."""
        return self.before.diff(self.after)

    @property
    def patch(self) -> str:
        """The change as `git apply` takes it, in the folder that the knowledge folder is in."""
        before, after = (_LINE.findall(one.text) for one in (self.before, self.after))
        lines = unified_diff(before, after, f"a/{self.before.file}", f"b/{self.after.file}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

    def does_as(self, other: Edit) -> bool:
        """Say whether another change does just what this one does, wherever in the file it stands."""
        return self._effect == other._effect

    @property
    def _effect(self) -> tuple[object, ...]:
        answers = (self.answer_before, self.answer_after)
        gets = tuple((one.outcome, one.entry, one.text) if one is not None else None for one in answers)
        touched = [line for line in self.lines[2:] if line[:1] != "@" and line[:1] != " "]
        return touched, gets, [problem.message for problem in self.remarks]

    @property
    def hunk(self) -> tuple[str, str]:
        """The lines that change with one line around them, before and after: what undoing goes by."""
        return _hunk(self.before.text, self.after.text)


def _hunk(before: str, after: str) -> tuple[str, str]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    changed = [code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    if not changed:
        return "", ""
    first, last = changed[0], changed[-1]
    start = max(first[1] - 1, 0)
    offset = first[3] - first[1]
    return "".join(old[start : last[2] + 1]), "".join(new[start + offset : last[4] + 1])
