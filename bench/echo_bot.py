"""A bare discord.py bot that says back what is said to it: what `gateway.py` measures ours against.

python bench/echo_bot.py <address of a stand-in of Discord> [--cards]
"""

from __future__ import annotations

import sys

import discord
import yarl
from discord import app_commands


def card(text: str) -> discord.ui.LayoutView:
    """Return what was said as a card of the size and the parts that ours usually have."""
    view = discord.ui.LayoutView(timeout=None)
    others = [
        discord.ui.Section(text, accessory=discord.ui.Button(label=f"Show {number}", custom_id=f"show:{number}"))
        for number in range(3)
    ]
    buttons = [discord.ui.Button(label=label, custom_id=label) for label in ("helpful", "not helpful", "delete")]
    view.add_item(
        discord.ui.Container(
            discord.ui.TextDisplay(f"### {text}\n" + " ".join([text] * 10)), discord.ui.Separator(),
            discord.ui.TextDisplay(" ".join([text] * 5)), discord.ui.Separator(), discord.ui.TextDisplay(text),
            *others, discord.ui.ActionRow(*buttons), accent_colour=discord.Colour(0x2F7F6F),
        )
    )  # fmt: skip
    return view


class EchoBot(discord.Client):
    """Replies with the message's own words, as they are or on a card."""

    def __init__(self, *, cards: bool) -> None:
        super().__init__(intents=discord.Intents.default(), max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self._cards = cards

    async def on_message(self, message: discord.Message) -> None:
        """Reply to everybody but bots."""
        if message.author.bot:
            return
        if self._cards:
            await message.reply(view=card(message.content))
        else:
            await message.reply(message.content)


def main() -> None:
    """Point discord.py at the stand-in and run."""
    url, *options = sys.argv[1:]
    discord.http.Route.BASE = f"{url}/api"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"{url}/gateway")
    bot = EchoBot(cards="--cards" in options)

    @bot.tree.command(name="ask", description="Say it back")
    async def ask(interaction: discord.Interaction[EchoBot], question: str) -> None:
        await interaction.response.send_message(question)

    @ask.autocomplete("question")
    async def complete(interaction: discord.Interaction[EchoBot], typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG001 - discord.py's signature
        """Offer what has been typed, as often as a list is long."""
        return [app_commands.Choice(name=f"{typed} {number}", value=typed) for number in range(25)]

    bot.run("a.good.token", log_handler=None)


if __name__ == "__main__":
    main()
