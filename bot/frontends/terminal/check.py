"""`career-bot check`: every problem of a knowledge folder, for people, programs, pull requests and code scanning."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - Typer reads annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

from bot.frontends.terminal import exits
from bot.frontends.terminal.startup import give_up, settings_for

if TYPE_CHECKING:
    from bot.knowledge.problems import Problem


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def check(
    context: typer.Context,
    output: Annotated[
        Format, typer.Option("--format", help="text for people, json for programs, github and sarif for CI.")
    ] = Format.TEXT,
    guides: Annotated[
        Path | None,
        typer.Option("--guides", metavar="DIR", help="Also look every figure up in the guide texts in this folder."),
    ] = None,
) -> None:
    """Check the knowledge.

    Exit status 0 if it is clean (advice doesn't count), 1 with errors or warnings, 2 if it could not be checked.
    """
    from bot.frontends.terminal.reports import REPORTS, Report  # noqa: PLC0415 - only `check` needs the formats

    folder = settings_for(context).knowledge_dir
    if guides is not None and not guides.is_dir():
        give_up(f"there is no folder of guide texts at {guides}")
    try:
        problems = find_problems(folder, guides)
    except OSError as error:
        give_up(f"the knowledge in {folder} can't be read: {error}")
    report = Report(problems=tuple(problems), folder=folder, colour=output is Format.TEXT and _wants_colour())
    typer.echo(REPORTS[output.value](report), color=report.colour)
    if report.counts["error"] or report.counts["warning"]:
        raise typer.Exit(exits.PROBLEMS_FOUND)


def find_problems(folder: Path, guides: Path | None) -> list[Problem]:
    """Return all problems of a knowledge folder, and with guide texts also those of figures that don't stand there."""
    from bot.knowledge.guide_texts import check_guides  # noqa: PLC0415 - loads pydantic, which `--help` doesn't need
    from bot.knowledge.loader import inspect, read_folder  # noqa: PLC0415

    knowledge, problems = inspect(folder)
    if guides is None or knowledge is None:
        return problems
    return sorted([*problems, *check_guides(knowledge, guides, read_folder(folder).sources)])


def _wants_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
