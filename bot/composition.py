"""The composition root: wires settings → knowledge → matcher → assistant → front end. Nothing else reads settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from bot.answering.assistant import Assistant
from bot.knowledge.loader import folder_digest, load
from bot.knowledge.problems import KnowledgeError, Problem
from bot.matching.cache import RememberingEncoder, StateCache, code_digest
from bot.matching.large import matcher_for
from bot.matching.meaning import SentenceEncoder

if TYPE_CHECKING:
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import MessageMatcher
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


def fitted(knowledge_dir: Path, cache_dir: Path) -> tuple[Knowledge, MessageMatcher]:
    """Return the knowledge of a folder and a matcher fitted to it."""
    if not knowledge_dir.is_dir():
        raise KnowledgeError([Problem(str(knowledge_dir), 1, 1, "missing-folder", "there is no such knowledge folder")])
    bot = Path(__file__).parent
    cache = StateCache(cache_dir)
    key = f"{folder_digest(knowledge_dir)[:32]}-{code_digest(bot / 'knowledge', bot / 'matching')[:32]}"
    state = cache.load(key)
    if state is None:
        knowledge = load(knowledge_dir)
        encoder = SentenceEncoder()
        state = knowledge, matcher_for(knowledge, encoder, RememberingEncoder(encoder, cache_dir))
        cache.save(key, state)
    found: tuple[Knowledge, MessageMatcher] = state
    return found


def run_discord(settings: Settings) -> int:
    """Connect to Discord and serve until stopped; return the exit status."""
    from bot.frontends.discord.run import run_with  # noqa: PLC0415 - only this command needs discord.py
    from bot.live import LiveAssistant  # noqa: PLC0415
    from bot.store_composition import build_store  # noqa: PLC0415 - nor does any other need the database's libraries

    return run_with(settings, build_assistant, LiveAssistant if settings.watch_knowledge else None, build_store)
