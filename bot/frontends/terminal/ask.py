"""`career-bot ask`: one question for people (or `--json`), a stream of them for programs (`--jsonl`)."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.frontends.terminal.plain import answer_text
from bot.frontends.terminal.questions import why_refused
from bot.frontends.terminal.startup import give_up, start_assistant

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant


def ask(
    context: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(metavar="QUESTION", help="What you want to know.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as one JSON object.")] = False,
    as_jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read one question a line (text or JSON) and print one JSON object a line.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show why the question got this answer.")] = False,
) -> None:
    """Answer a question, with the guides it comes from."""
    asked = " ".join(question or ())
    if as_jsonl:
        if asked or as_json or explain:
            give_up("--jsonl reads its questions from standard input and takes nothing beside it")
        _answer_standard_input(start_assistant(context))
        return
    refusal = why_refused(asked)
    if refusal:
        give_up(f"{refusal} (try: career-bot ask 'What can you tell me?')" if not asked.strip() else refusal)
    assistant = start_assistant(context)
    reasons = assistant.explain(asked).lines() if explain else None
    answer = assistant.ask(asked)
    if as_json:
        _print_json(answer, reasons)
    else:
        print_for_people(answer, reasons)


def _print_json(answer: Answer, reasons: list[str] | None) -> None:
    from bot.frontends.terminal.jsonl import as_line  # noqa: PLC0415 - what the other forms don't need, they don't load

    extra = {} if reasons is None else {"explanation": reasons}
    typer.echo(as_line({**answer.as_json(), **extra}), nl=False)


def print_for_people(answer: Answer, reasons: list[str] | None = None) -> None:
    """Print an answer: drawn on a terminal, plain when piped; with the reasons for it below, if given."""
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        from bot.frontends.terminal.drawing import draw_answer, screen  # noqa: PLC0415 - rich is slow to load

        screen().print(draw_answer(answer))
    else:
        typer.echo(answer_text(answer))
    if reasons is not None:
        typer.echo("\nWhy:\n" + "\n".join(f"  {line}" for line in reasons))


def _answer_standard_input(assistant: Assistant) -> None:
    from bot.frontends.terminal.jsonl import answer_stream  # noqa: PLC0415

    assistant.matcher.get_ready()  # first, so that no line waits for it
    try:
        answer_stream(assistant, sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:  # whoever was reading has seen enough, as in `… | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
