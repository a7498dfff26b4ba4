"""A bare discord.py bot that says back what is said to it: what `gateway.py` measures ours against.

python bench/echo_bot.py <address of a stand-in of Discord>
"""

from __future__ import annotations

import sys

import discord
import yarl
from discord import app_commands


class EchoBot(discord.Client):
    """Replies with the message's own words."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), max_messages=None)
        self.tree = app_commands.CommandTree(self)

    async def on_message(self, message: discord.Message) -> None:
        """Reply to everybody but bots."""
        if not message.author.bot:
            await message.reply(message.content)


def main() -> None:
    """Point discord.py at the stand-in and run."""
    url = sys.argv[1]
    discord.http.Route.BASE = f"{url}/api"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"{url}/gateway")
    bot = EchoBot()

    @bot.tree.command(name="ask", description="Say it back")
    async def ask(interaction: discord.Interaction[EchoBot], question: str) -> None:
        await interaction.response.send_message(question)

    bot.run("a.good.token", log_handler=None)


if __name__ == "__main__":
    main()
