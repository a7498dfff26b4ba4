"""`career-bot diff`: what a change of the knowledge does, record by record and question by question."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.frontends.terminal.startup import a_word_of_progress, give_up, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.answering.outcomes import KnownQuestion, OutcomeChange
    from bot.knowledge.comparison import FieldChange, RecordChange
    from bot.settings import Settings

_PROGRESS = "Asking the questions before and after; this takes a minute or two ..."
_LONGEST_VALUE = 70
_CONTEXT = 12  # characters in common that are shown before a difference


class Format(StrEnum):
    """How differences are printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    context: typer.Context,
    revision: Annotated[
        str, typer.Argument(metavar="REV", help="The git revision to compare with, such as main or HEAD~3.")
    ] = "HEAD",
    recorded: Annotated[
        Path | None,
        typer.Option(
            "--questions",
            metavar="FILE",
            help="Ask these questions, too, one a line as `ask --jsonl` takes them; - reads.",
        ),
    ] = None,
    no_questions: Annotated[
        bool,
        typer.Option(
            "--no-questions",
            help="Leave out the knowledge's own questions, up to two minutes of work; with --questions ask only those.",
        ),
    ] = False,
    output: Annotated[Format, typer.Option("--format", help="text for people, markdown for pull requests, json.")] = (
        Format.TEXT
    ),
) -> None:
    """Compare the knowledge with a git revision: what is added, changed and removed, and where questions now go."""
    settings = settings_for(context)
    more = _read(recorded) if recorded is not None else []
    with tempfile.TemporaryDirectory() as folder:
        records, outcomes, asked = _compared(settings, revision, Path(folder), more, only_those=no_questions)
    if output is Format.JSON:
        import json  # noqa: PLC0415 - what the other forms don't need, they don't load

        told: dict[str, Any] = {
            "records": [asdict(change) for change in records],
            "questions": [asdict(change) for change in outcomes],
            "asked": asked,
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        lines = as_markdown if output is Format.MARKDOWN else as_text
        typer.echo("\n".join(lines(records, outcomes, asked)))


def _read(file: Path) -> list[KnownQuestion]:
    """Return the questions of a file, each known by its line; one that can't be read ends the command."""
    from bot.answering.outcomes import KnownQuestion  # noqa: PLC0415 - loads what `--help` doesn't need
    from bot.frontends.terminal.jsonl import Refused, parse, read_lines  # noqa: PLC0415

    found: list[KnownQuestion] = []
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as source:
            for line in read_lines(source):
                parsed = parse(line)
                if isinstance(parsed, Refused):
                    give_up(f"{file}:{line.number}: {parsed.error}")
                if parsed is not None:
                    found.append(KnownQuestion(parsed.question, f"line {line.number} of {file}"))
    except OSError as error:
        give_up(f"{file} can't be read: {error.strerror}")
    return found


def _compared(
    settings: Settings, revision: str, folder: Path, more: Sequence[KnownQuestion], *, only_those: bool
) -> tuple[tuple[RecordChange, ...], list[OutcomeChange], int]:
    from bot.knowledge.comparison import compare  # noqa: PLC0415 - loads pydantic, which `--help` doesn't need
    from bot.knowledge.loader import load  # noqa: PLC0415
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415
    from bot.knowledge.revisions import RevisionError, write_revision  # noqa: PLC0415

    try:
        old_folder = write_revision(settings.knowledge_dir, revision, folder)
        before, after = load(old_folder), load(settings.knowledge_dir)
    except RevisionError as error:
        give_up(f"there is nothing to compare with: {error}")
    except KnowledgeError as error:
        give_up(f"{error}\n\nKnowledge with errors can't be compared.")
    records = compare(before, after)
    if not records or (only_those and not more):
        return records, [], 0
    from bot.answering.outcomes import changed_outcomes, known_questions  # noqa: PLC0415 - loads the matcher
    from bot.composition.assistant import build_assistant  # noqa: PLC0415

    with a_word_of_progress(_PROGRESS) as before_fitting:
        known = more if only_those else (*known_questions(after, before), *more)
        asked = list({question.text: question for question in reversed(known)}.values())[::-1]  # each text once
        old = build_assistant(settings.model_copy(update={"knowledge_dir": old_folder}), before_fitting)
        return records, changed_outcomes(old, build_assistant(settings, before_fitting), asked), len(asked)


def as_text(records: Sequence[RecordChange], outcomes: Sequence[OutcomeChange], asked: int) -> Iterator[str]:
    """Yield the differences line by line, for a terminal."""
    if not records:
        yield "The knowledge is the same."
    for change in records:
        yield f"{change.how} {change.kind} {change.id}"
        for field in change.fields:
            yield from (f"    {line}" for line in _field(field))
    if not asked:
        return
    from bot.answering.outcomes import summed_up  # noqa: PLC0415 - loaded already, where there are outcomes

    yield ""
    yield summed_up(outcomes, asked)
    width = max((len(str(moved.before)) for moved in outcomes), default=0)
    for moved in outcomes:
        yield f"  «{moved.question.text}» ({moved.question.known_as})"
        yield f"      {moved.before!s:<{width}}  →  {moved.after}"


def as_markdown(records: Sequence[RecordChange], outcomes: Sequence[OutcomeChange], asked: int) -> Iterator[str]:
    """Yield the differences as tables, for a pull request."""
    yield "### What this changes"
    yield ""
    if not records:
        yield "The knowledge is the same."
        return
    yield "| what | how | fields |"
    yield "|---|---|---|"
    for change in records:
        fields = ", ".join(field.name for field in change.fields)
        yield f"| {change.kind} `{change.id}` | {change.how} | {fields} |"
    if not asked:
        return
    from bot.answering.outcomes import summed_up  # noqa: PLC0415 - loaded already, where there are outcomes

    yield ""
    yield summed_up(outcomes, asked)
    if outcomes:
        yield ""
        yield "| question | before | after |"
        yield "|---|---|---|"
    for moved in outcomes:
        question = f"{moved.question.text} ({moved.question.known_as})".replace("|", "\\|")
        yield f"| {question} | {moved.before} | {moved.after} |"


def _field(change: FieldChange) -> Iterator[str]:
    if isinstance(change.before, list) and isinstance(change.after, list):
        if not change.before and not change.after:
            yield f"{change.name}: in another order"
        yield from (f"{change.name} - {_short(one)}" for one in change.before)
        yield from (f"{change.name} + {_short(one)}" for one in change.after)
    else:
        before, after = _from_where_they_differ(change.before, change.after)
        yield f"{change.name}: {_short(before)}  →  {_short(after)}"


def _from_where_they_differ(before: object, after: object) -> tuple[object, object]:
    """Return two texts without most of what they begin with in common; anything else as it is."""
    if not isinstance(before, str) or not isinstance(after, str):
        return before, after
    pairs = zip(before, after, strict=False)
    common = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
    start = before.rfind(" ", 0, max(0, common - _CONTEXT)) + 1
    return (f"… {before[start:]}", f"… {after[start:]}") if start else (before, after)


def _short(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        value = ", ".join(f"{name} {one}" for name, one in value.items() if one not in (None, [], False))
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]} …"
