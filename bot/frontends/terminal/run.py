"""`career-bot run`: the Discord bot, wired by the composition root."""

from __future__ import annotations

import typer

from bot.frontends.terminal.startup import give_up, settings_for


def run(context: typer.Context) -> None:
    """Run the Discord bot.

    The token comes from DISCORD_TOKEN, or from the file that DISCORD_TOKEN_FILE names.
    """
    from bot.composition import run_discord  # noqa: PLC0415 - discord.py is loaded for this command only
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415
    from bot.store.errors import StoreAddressError  # noqa: PLC0415

    settings = settings_for(context)
    try:
        status = run_discord(settings)
    except KnowledgeError as error:
        give_up(f"{error}\n\nThe knowledge in {settings.knowledge_dir} can't be used until this is mended.")
    except StoreAddressError as error:
        give_up(str(error))
    raise typer.Exit(status)
