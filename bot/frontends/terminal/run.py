"""`career-bot run`: the Discord bot, wired by the composition root."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.frontends.terminal.startup import give_up, settings_for


def run(
    context: typer.Context,
    shards: Annotated[
        str | None,
        typer.Option(
            metavar="SHARDS", help="Serve a part of all servers: 0-15/64, 3/64, or auto by POD_INDEX (or SHARDS)."
        ),
    ] = None,
) -> None:
    """Run the Discord bot.

    The token comes from DISCORD_TOKEN, or from the file that DISCORD_TOKEN_FILE names.
    """
    from bot.composition.discord_bot import run_discord  # noqa: PLC0415 - discord.py is loaded for this command only
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415
    from bot.shards import ShardsError  # noqa: PLC0415
    from bot.store.errors import StoreAddressError  # noqa: PLC0415

    settings = settings_for(context)
    if shards is not None:
        settings = settings.model_copy(update={"shards": shards})
    try:
        status = run_discord(settings)
    except KnowledgeError as error:
        give_up(f"{error}\n\nThe knowledge in {settings.knowledge_dir} can't be used until this is mended.")
    except (ShardsError, StoreAddressError) as error:
        give_up(str(error))
    raise typer.Exit(status)
