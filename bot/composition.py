"""The composition root: wires settings → knowledge → matcher → assistant → front end. Nothing else reads settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from bot.answering.assistant import Assistant
from bot.fitting import fitted

if TYPE_CHECKING:
    from bot.settings import Settings


def build_assistant(settings: Settings) -> Assistant:
    """Return an assistant on the configured knowledge: from the cache when nothing has changed, else fitted afresh.

    Raises:
        KnowledgeError: when the knowledge has errors.
    """
    knowledge, matcher = fitted(settings.knowledge_dir, settings.cache_dir)
    threadpool_limits(
        limits=1, user_api="blas"
    )  # answering is many small products: threads would only wait for each other
    return Assistant(knowledge, matcher)


def run_discord(settings: Settings) -> int:
    """Connect to Discord and serve until stopped; return the exit status."""
    from bot.frontends.discord.run import run_with  # noqa: PLC0415 - only this command needs discord.py
    from bot.live import LiveAssistant  # noqa: PLC0415
    from bot.store_composition import build_store  # noqa: PLC0415 - nor does any other need the database's libraries

    return run_with(settings, build_assistant, LiveAssistant if settings.watch_knowledge else None, build_store)
