"""`career-bot init`: starts a knowledge folder for another field."""

from __future__ import annotations

import re
from pathlib import Path  # noqa: TC003 - Typer reads annotations at run time
from typing import Annotated

import typer

from bot.frontends.terminal.startup import give_up

_LONGEST = 100
_SUBJECT = re.compile(rf"[^\d{{}}<>@\n]{{1,{_LONGEST}}}")
_WRITTEN = """\
{folder} holds a knowledge about {about}. Next:
  career-bot --knowledge {folder} check        tells what is wrong with it: nothing so far
  career-bot --knowledge {folder} new entry    asks for a question and its answer, and writes them
  career-bot --knowledge {folder} chat         talks to you from it
guides.yaml lists what you draw from; faq/ has the questions; elsewhere.yaml what is not for the bot."""


def _new_or_empty(folder: Path) -> Path:
    """End the command, before it asks anything, where nothing can be written anyway."""
    if folder.is_dir() and any(folder.iterdir()):
        give_up(f"{folder} is not empty")
    if folder.exists() and not folder.is_dir():
        give_up(f"{folder} is a file")
    return folder


def _short_and_plain(about: str) -> str:
    """End the command where a subject would not fit into the texts."""
    if not _SUBJECT.fullmatch(about.strip()):
        give_up(f"say what it is about in at most {_LONGEST} characters, without digits and braces")
    return about


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", callback=_new_or_empty, is_eager=True, help="The folder to make; it must be new or empty."
        ),
    ],
    about: Annotated[
        str,
        typer.Option(
            "--about",
            callback=_short_and_plain,
            prompt="What is it about? «Ask me about …»",
            help="What it is about, in a few words.",
        ),
    ],
    guide: Annotated[
        str, typer.Option("--guide", prompt="The title of what you draw from", help="The title of your first source.")
    ],
) -> None:
    """Start a new knowledge folder, for another field: how people talk, and two questions to change."""
    from bot.knowledge.splice import SpliceError  # noqa: PLC0415 - loads pydantic, which `--help` doesn't need
    from bot.knowledge.starting import Start, starting_files  # noqa: PLC0415
    from bot.settings import shipped_knowledge  # noqa: PLC0415

    try:
        files = starting_files(Start(" ".join(about.split()), " ".join(guide.split())), shipped_knowledge())
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except (SpliceError, OSError) as error:
        give_up(f"{folder} can't be made: {error}")
    typer.echo(_WRITTEN.format(folder=folder, about=about))
