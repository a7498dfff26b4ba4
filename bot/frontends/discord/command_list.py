"""Every command of the bot, for the tree that answers them and for `career-bot sync`, which only registers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord.about import ABOUT
from bot.frontends.discord.answer_this import answer_this
from bot.frontends.discord.ask import ask
from bot.frontends.discord.faq import faq
from bot.frontends.discord.lookups import LOOKUPS

if TYPE_CHECKING:
    from discord import app_commands


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    """Put them into a tree."""
    for command in (ask, *LOOKUPS, *ABOUT):
        tree.add_command(command)
    tree.add_command(answer_this)
    tree.add_command(faq)
