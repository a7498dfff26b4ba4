"""Settings → assistant, kept up to date, and store → the bot on Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.composition.assistant import build_assistant
from bot.composition.store import build_store
from bot.frontends.discord.run import run_with
from bot.live import LiveAssistant

if TYPE_CHECKING:
    from bot.settings import Settings


def run_discord(settings: Settings) -> int:
    """Connect to Discord and serve until stopped; return the exit status."""
    return run_with(settings, build_assistant, LiveAssistant if settings.watch_knowledge else None, build_store)
