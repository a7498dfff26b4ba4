"""`career-bot store`: look after what the bot keeps: its tables, a copy of it, and deleting at somebody's wish."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.frontends.terminal.startup import give_up, settings_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from bot.store.store import Purged, Store

Result = TypeVar("Result")

store = typer.Typer(
    help="Look after what the bot keeps (in DATABASE_URL, or in a file of its own).",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Person = Annotated[
    int | None, typer.Option("--person", metavar="ID", min=1, help="Only what can be tied to this Discord user.")
]
Server = Annotated[int | None, typer.Option("--server", metavar="ID", min=1, help="Only what is of this server.")]


@store.command()
def migrate(context: typer.Context) -> None:
    """Bring the tables up to date; `run` does so by itself."""

    async def act(opened: Store) -> str:
        return await opened.database.migrate()

    typer.echo(f"The tables are at version {done_with_store(context, act)}.")


@store.command()
def export(context: typer.Context, person: Person = None, server: Server = None) -> None:
    """Print everything that is kept, one JSON object a line, or what is kept of one person or server."""
    if person is not None and server is not None:
        give_up("--person and --server can't be combined")

    async def act(opened: Store) -> None:
        if person is not None:
            await _find_votes(opened)
        async for row in _rows(opened, person, server):
            typer.echo(json.dumps(row, ensure_ascii=False))

    done_with_store(context, act)


@store.command()
def purge(
    context: typer.Context,
    person: Person = None,
    server: Server = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask first.")] = False,
) -> None:
    """Delete what is kept of one person (their votes) or one server (everything). It can't be undone."""
    if (person is None) == (server is None):
        give_up("say whose data is to be deleted: --person ID or --server ID")
    whose = f"person {person}" if person is not None else f"server {server}"
    if not yes and not typer.confirm(f"Delete what is kept of {whose}?"):
        give_up("nothing was deleted")

    async def act(opened: Store) -> Purged:
        if person is not None:
            await _find_votes(opened)
            return await opened.purge_person(person)
        return await opened.purge_server(server or 0)

    gone = done_with_store(context, act)
    typer.echo(
        f"Deleted of {whose}: {gone.unanswered} unanswered questions, {gone.votes} votes, {gone.settings} settings, "
        f"{gone.changes} changes in the log."
    )
    if gone.left_in_files:
        typer.echo(
            "The words can still be found in the database's files, which could not be written anew: somebody may be "
            "using them, or the disk is full. The next deletion, or a later round of the running bot, tries again.",
            err=True,
        )


async def _find_votes(opened: Store) -> None:
    """Refuse to look for a person's votes with the wrong key: nothing would be found, and seem to be all."""
    reason = await opened.why_votes_are_not_found()
    if reason is not None:
        give_up(reason)


def _rows(opened: Store, person: int | None, server: int | None) -> AsyncIterator[dict[str, Any]]:
    from bot.store.export import exported, exported_of_person  # noqa: PLC0415 - keeps other commands quick

    if person is not None:
        return exported_of_person(opened.votes, person)
    return exported(opened.database, server)


def done_with_store(context: typer.Context, act: Callable[[Store], Coroutine[Any, Any, Result]]) -> Result:
    """Do something with the configured store; a database that can't be used ends the command with its reason."""
    import asyncio  # noqa: PLC0415 - keeps other commands quick
    import logging  # noqa: PLC0415

    from bot.composition.store import build_store  # noqa: PLC0415
    from bot.store.errors import StoreAddressError, StoreError  # noqa: PLC0415

    logging.getLogger("bot.store").addHandler(logging.NullHandler())  # what it logs is said here, or in the reason

    async def acting() -> Result:
        opened = build_store(settings_for(context))
        try:
            return await act(opened)
        finally:
            await opened.database.close()

    try:
        return asyncio.run(acting())
    except StoreAddressError as error:
        give_up(str(error))
    except StoreError as error:
        give_up(f"the database can't be used: {error}")
