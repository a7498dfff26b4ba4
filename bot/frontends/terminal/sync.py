"""`career-bot sync`: registers the bot's commands with Discord by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.frontends.terminal import exits
from bot.frontends.terminal.startup import give_up, settings_for, tell


def sync(
    context: typer.Context,
    guild: Annotated[
        int | None,
        typer.Option("--guild", metavar="ID", help="Register for this server alone, where it shows at once."),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Only say what would be registered: what is new (+), there already (=) and gone (-). "
            "Without a token, the commands that the bot has.",
        ),
    ] = False,
) -> None:
    """Register the commands with Discord.

    The bot does so by itself when they have changed. Commands registered for one server stand beside those for all.
    """
    from bot.frontends.discord.login import DiscordRefusedError, DiscordUnreachableError, NoTokenError  # noqa: PLC0415
    from bot.frontends.discord.registering import (  # noqa: PLC0415 - loads discord.py
        commands_without_discord,
        register_commands,
    )

    try:
        done = register_commands(settings_for(context), guild, dry_run=dry_run)
    except NoTokenError as missing:
        if not dry_run:
            give_up(str(missing))
        typer.echo("\n".join(commands_without_discord()))
        tell("Nothing was registered. These are the bot's commands; which of them are new takes a token to say.")
        return
    except DiscordRefusedError as refused:
        give_up(str(refused))
    except DiscordUnreachableError as unreachable:
        tell(str(unreachable))
        raise typer.Exit(exits.PROBLEMS_FOUND) from unreachable
    for sign, names in (("+", done.new), ("=", done.written_again), ("-", done.gone)):
        for name in names:
            typer.echo(f"{sign} {name}")
    where = f"server {guild}" if guild is not None else "all servers"
    typer.echo(
        f"Nothing was registered; this is what would be, for {where}." if dry_run else f"Registered for {where}."
    )
