"""The composition root: wires settings → knowledge → matcher → assistant → front end. Nothing else reads settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.assistant import Assistant
from bot.knowledge.loader import load
from bot.matching.matcher import Matcher
from bot.matching.meaning import UniversalSentenceEncoder

if TYPE_CHECKING:
    from bot.settings import Settings


def build_assistant(settings: Settings) -> Assistant:
    """Return an assistant on the configured knowledge.

    Raises:
        KnowledgeError: when the knowledge has errors.
    """
    knowledge = load(settings.knowledge_dir)
    return Assistant(knowledge, Matcher(knowledge, UniversalSentenceEncoder()))


def run_discord(settings: Settings) -> int:
    """Connect to Discord and serve until stopped; return the exit status."""
    from bot.frontends.discord.run import run_bot  # noqa: PLC0415 - only this command needs discord.py

    return run_bot(build_assistant(settings), settings)
