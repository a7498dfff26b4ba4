"""Puts the checks of all rooms together: what the files say, what answers become of them, where questions go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.checker import check_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from bot.answering.assistant import Assistant
    from bot.knowledge.problems import Problem


def find_problems(
    folder: Path,
    *,
    guides: Path | None = None,
    assistant: Callable[[], Assistant] | None = None,
    today: date | None = None,
) -> list[Problem]:
    """Return all problems of a knowledge folder in the order of files and lines.

    Args:
        folder: the knowledge folder.
        guides: a folder of the guides' texts, to look every figure up in them.
        assistant: makes an assistant on the same folder, to put all test questions to; called only if it can be made.
        today: the day that dates are compared with; the present one if not given.

    Raises:
        OSError: when a file is there but can't be read.
    """
    from bot.answering.answer_checks import cut_answers, failing_questions  # noqa: PLC0415 - not for knowledge with errors
    from bot.frontends.discord.budget import overflow  # noqa: PLC0415

    checked = check_folder(folder, guides=guides, today=today)
    problems = list(checked.problems)
    if checked.knowledge is not None and not any(problem.level == "error" for problem in problems):
        problems.extend(cut_answers(checked, overflow))
        if assistant is not None:
            problems.extend(failing_questions(checked, assistant()))
    return sorted(problems)
