"""`career-bot check`: every problem of a knowledge folder, for people, programs, pull requests and code scanning."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - Typer reads annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

from bot.frontends.terminal import exits
from bot.frontends.terminal.startup import GlobalOptions, give_up, settings_for, start_assistant

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.assistant import Assistant
    from bot.knowledge.problems import Problem

_FIXING_ROUNDS = 5
"""Fixes that touch each other take a round each; more than these few would be fixes that undo each other."""


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def check(  # noqa: PLR0913, PLR0917 - Typer's way of declaring options
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Knowledge folder to check, if not that of --knowledge.")
    ] = None,
    output: Annotated[
        Format, typer.Option("--format", help="text for people, json for programs, github and sarif for CI.")
    ] = Format.TEXT,
    guides: Annotated[
        Path | None,
        typer.Option("--guides", metavar="DIR", help="Also look every figure up in the guide texts in this folder."),
    ] = None,
    questions: Annotated[
        bool, typer.Option("--questions", help="Also ask every test question of the entries; takes up to a minute.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Put right what can be without changing what is meant.")] = False,
    per_file: Annotated[
        int, typer.Option("--per-file", min=0, help="Show at most this many problems of each file; 0 shows all.")
    ] = 20,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="RULE", help="Say what a rule is about, with examples.")
    ] = None,
) -> None:
    """Check the knowledge.

    Exit status 0 if it is clean (advice doesn't count), 1 with errors or warnings, 2 if it could not be checked.
    """
    from bot.frontends.terminal.reports import REPORTS, Report  # noqa: PLC0415 - only `check` needs the formats

    if explain is not None:
        typer.echo(_explained(explain))
        return
    if folder is not None:
        context.obj = GlobalOptions(knowledge=folder)
    folder = settings_for(context).knowledge_dir
    if guides is not None and not guides.is_dir():
        give_up(f"there is no folder of guide texts at {guides}")
    assistant = (lambda: start_assistant(context)) if questions else None
    try:
        problems, fixed = _found(folder, guides, assistant, fix=fix)
    except OSError as error:
        give_up(f"the knowledge in {folder} can't be read or written: {error}")
    colour = output is Format.TEXT and wants_colour()
    report = Report(tuple(problems), folder, colour, per_file, tuple(fixed))
    typer.echo(REPORTS[output.value](report), color=report.colour)
    if report.counts["error"] or report.counts["warning"]:
        raise typer.Exit(exits.PROBLEMS_FOUND)


def _found(
    folder: Path, guides: Path | None, assistant: Callable[[], Assistant] | None, *, fix: bool
) -> tuple[list[Problem], list[Problem]]:
    """Return the problems that are left, and those that were put right."""
    from bot.composition.checks import find_problems  # noqa: PLC0415 - loads pydantic, which `--help` doesn't need
    from bot.knowledge.fixing import fix_files  # noqa: PLC0415

    fixed: list[Problem] = []
    for _ in range(_FIXING_ROUNDS if fix else 0):
        done = fix_files(folder, find_problems(folder))
        if not done:
            break
        fixed += done
    return find_problems(folder, guides=guides, assistant=assistant), fixed


def _explained(rule_id: str) -> str:
    from bot.knowledge.near_names import did_you_mean  # noqa: PLC0415
    from bot.knowledge.rules.catalogue import rules  # noqa: PLC0415
    from bot.knowledge.rules.pages import as_text  # noqa: PLC0415

    rule = rules().get(rule_id)
    if rule is None:
        hint = did_you_mean(rule_id, rules()) or f"the rules are: {', '.join(rules())}"
        give_up(f"there is no rule '{rule_id}'; {hint}")
    return as_text(rule)


def wants_colour() -> bool:
    """Say whether standard output is a terminal that shows colours, and nobody has asked for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
