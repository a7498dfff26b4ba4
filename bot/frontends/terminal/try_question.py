"""`career-bot try`: one question, what it gets, and why; the same as `ask --explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.frontends.terminal.ask import ask


def try_question(
    context: typer.Context,
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="What people would ask.")],
) -> None:
    """Show what a question gets, and why it goes where it goes."""
    ask(context, question, explain=True)
