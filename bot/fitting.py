"""A knowledge folder and the matcher fitted to it: from the cache when nothing has changed, else fitted afresh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.loader import folder_digest, load
from bot.knowledge.problems import KnowledgeError, Problem
from bot.matching.cache import RememberingEncoder, StateCache, code_digest
from bot.matching.large import matcher_for
from bot.matching.meaning import SentenceEncoder

if TYPE_CHECKING:
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import MessageMatcher


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
        state = cache.load(key) or state  # read back, most of it is a file's
    found: tuple[Knowledge, MessageMatcher] = state
    return found
