"""`career-bot export`: everything the bot knows, as a website, as Markdown or as JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.frontends.terminal.startup import give_up, read_knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.export.contents import Contents

export = typer.Typer(
    help="Write everything the bot knows into files.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

STANDARD_OUTPUT = Path("-")
Title = Annotated[
    str, typer.Option("--title", metavar="TEXT", help="What to call it; without, it is named after the occupation.")
]


@export.command()
def site(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or that of an earlier export.")],
    title: Title = "",
) -> None:
    """Write a website that needs no server: open its index.html, or put the folder on any web space."""
    from bot.export.site.pages import KIND, site_files  # noqa: PLC0415 - what `--help` doesn't need, it doesn't load

    _refuse_early(folder, KIND)
    _write(folder, KIND, site_files(_contents(context, title)))
    typer.echo(f"Wrote the site to {folder}; start at {folder / 'index.html'}.", err=True)


@export.command()
def markdown(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR|-]", help="A folder for a file a topic, or - to print one document.")
    ] = STANDARD_OUTPUT,
    title: Title = "",
) -> None:
    """Print it as one Markdown document, or write a folder with a file a topic."""
    from bot.export.markdown_text import KIND, markdown_document, markdown_files  # noqa: PLC0415

    if folder == STANDARD_OUTPUT:
        typer.echo(markdown_document(_contents(context, title)), nl=False)
        return
    _refuse_early(folder, KIND)
    _write(folder, KIND, markdown_files(_contents(context, title)))
    typer.echo(f"Wrote it to {folder}; start at {folder / 'README.md'}.", err=True)


@export.command()
def json(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="[FILE|-]", help="A file, or - to print it.")] = STANDARD_OUTPUT,
    title: Title = "",
) -> None:
    """Print it as one JSON object, or write it to a file."""
    from bot.atomic_file import write_atomically  # noqa: PLC0415
    from bot.export.json_text import json_text  # noqa: PLC0415

    if file != STANDARD_OUTPUT and file.is_dir():
        give_up(f"can't write {file}: it is a folder")
    text = json_text(_contents(context, title))
    if file == STANDARD_OUTPUT:
        typer.echo(text, nl=False)
        return
    try:
        write_atomically(file, text.encode())
    except OSError as error:
        give_up(f"can't write {file}: {error.strerror or error}")
    typer.echo(f"Wrote it to {file}.", err=True)


def _contents(context: typer.Context, title: str) -> Contents:
    from bot.export.contents import gather  # noqa: PLC0415

    return gather(read_knowledge(context), date.today(), title)  # noqa: DTZ011 - the reader's day, as in answers


def _refuse_early(folder: Path, kind: str) -> None:
    """End the command before any work where the folder can't be written to anyway."""
    from bot.export.folder import FolderRefusedError, refuse_others_files  # noqa: PLC0415

    try:
        refuse_others_files(folder.resolve(), kind)
    except FolderRefusedError as refused:
        give_up(str(refused))


def _write(folder: Path, kind: str, files: Mapping[str, bytes]) -> None:
    from bot.export.folder import FolderRefusedError, write_folder  # noqa: PLC0415

    try:
        write_folder(folder, kind, files)
    except FolderRefusedError as refused:
        give_up(str(refused))
