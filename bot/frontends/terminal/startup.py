"""What every command does first: settings, then an assistant, or one readable reason why not and exit status 2."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, Final, NoReturn

import typer

from bot.frontends.terminal import exits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.answering.assistant import Assistant
    from bot.knowledge.snapshot import Knowledge
    from bot.settings import Settings

PATIENCE_SECONDS: Final = 1.0
PROGRESS: Final = "Working out the knowledge, once until it changes: half a minute or more ..."


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """What was given before the command."""

    knowledge: Path | None = None


def settings_for(context: typer.Context) -> Settings:
    """Return the settings from the environment, with the options given before the command laid over them."""
    from pydantic import ValidationError  # noqa: PLC0415 - keeps `--help` and `--version` quick

    from bot.settings import Settings  # noqa: PLC0415

    options = context.find_object(GlobalOptions) or GlobalOptions()
    try:
        settings = Settings(knowledge_dir=options.knowledge) if options.knowledge else Settings()
    except ValidationError as error:
        names = ", ".join(".".join(str(step) for step in detail["loc"]) for detail in error.errors())
        give_up(f"these settings can't be used: {names}")
    if not settings.knowledge_dir.is_dir():
        give_up(f"there is no knowledge folder at {settings.knowledge_dir}")
    return settings


def start_assistant(context: typer.Context) -> Assistant:
    """Build the assistant; unusable knowledge ends the command with its problems on standard error."""
    from bot.composition.assistant import build_assistant  # noqa: PLC0415 - loads the matcher, which `check` doesn't need
    from bot.garbage import pass_over_what_is_loaded  # noqa: PLC0415
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415

    settings = settings_for(context)
    try:
        with a_word_of_progress() as before_fitting:
            assistant = build_assistant(settings, before_fitting)
    except KnowledgeError as error:
        give_up(f"{error}\n\nThe knowledge in {settings.knowledge_dir} can't be used until this is mended.")
    pass_over_what_is_loaded()  # also when the command ends, which would take a tenth of a second
    return assistant


def read_knowledge(context: typer.Context) -> Knowledge:
    """Read the knowledge for commands that need no matcher; knowledge with errors ends the command as above."""
    from bot.knowledge.loader import load  # noqa: PLC0415
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415

    settings = settings_for(context)
    try:
        with a_word_of_progress():
            return load(settings.knowledge_dir)
    except KnowledgeError as error:
        give_up(f"{error}\n\nThe knowledge in {settings.knowledge_dir} can't be used until this is mended.")


@contextmanager
def a_word_of_progress(words: str = PROGRESS) -> Iterator[Callable[[], None]]:
    """Say what takes so long, when it does, to somebody at a terminal; the line goes away when it is done.

    Yields what to call before something that is sure to take long: where there is no terminal, only that is told, once.
    """
    shown: list[str] = []
    on_terminal = sys.stderr.isatty()

    def show() -> None:
        if not shown:
            shown.append(words)
            typer.echo(words, nl=not on_terminal, err=True)

    if not on_terminal:
        yield show
        return
    timer = Timer(PATIENCE_SECONDS, show)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: None  # the timer will tell
    finally:
        timer.cancel()
        timer.join()
        if shown:
            typer.echo("\n" if os.environ.get("TERM", "dumb") == "dumb" else "\r\x1b[K", nl=False, err=True)


def give_up(reason: str) -> NoReturn:
    """Say on standard error why nothing was done, and end with `COULD_NOT_RUN`."""
    tell(reason)
    raise typer.Exit(exits.COULD_NOT_RUN)


def tell(words: str) -> None:
    """Say a line on standard error in the command's name; several lines as they are."""
    typer.echo(f"career-bot: {words}" if "\n" not in words else words, err=True)
