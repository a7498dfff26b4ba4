"""Acknowledging in time: Discord takes no answer after three seconds, and people wonder after one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from bot.frontends.discord.replies import promise

if TYPE_CHECKING:
    import discord

ACKNOWLEDGE_SECONDS: Final = 0.7


def acknowledge_in_time(interaction: discord.Interaction[Any]) -> None:
    """Have Discord told that an answer is coming, privately, if there is none soon.

    For commands that wait for a database or for the checker; the others answer before they wait for anything.
    """

    def remind() -> None:
        if not interaction.response.is_done():
            # Held by the interaction, as the event loop holds no task of its own accord.
            interaction.extras["promising"] = asyncio.create_task(promise(interaction, private=True))

    asyncio.get_running_loop().call_later(ACKNOWLEDGE_SECONDS, remind)
