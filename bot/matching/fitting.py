"""A knowledge folder and the matcher fitted to it: from the cache when nothing has changed, else fitted afresh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.layout import folder_digest
from bot.knowledge.problems import KnowledgeError, Problem
from bot.matching.cache import StateCache, code_digest
from bot.matching.large import matcher_for
from bot.matching.matcher import Matcher
from bot.matching.meaning import SentenceEncoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import MessageMatcher
    from bot.matching.meaning import Encoder

    Fitted = tuple[Knowledge, MessageMatcher]


def fitted(knowledge_dir: Path, cache_dir: Path, before_fitting: Callable[[], None] | None = None) -> Fitted:
    """Return the knowledge of a folder and a matcher fitted to it; where that isn't kept, `before_fitting` is told."""
    return _fitted(knowledge_dir, StateCache(cache_dir), before_fitting)[1]


def fitted_for_another(knowledge_dir: Path, cache_dir: Path) -> tuple[str, Fitted | None]:
    """Return the key under which `kept` finds what is fitted to a folder; itself as well where it can't be kept.

    For another process: read back, most of it is files that processes share; handed over, all of it takes memory.
    """
    cache = StateCache(cache_dir)
    key, state = _fitted(knowledge_dir, cache)
    return key, state if cache.load(key) is None else None


def kept(key: str, cache_dir: Path) -> Fitted:
    """Return what was fitted under a key. Raises LookupError when it is gone."""
    state: Fitted | None = StateCache(cache_dir).load(key)
    if state is None:
        raise LookupError(key)
    return state


def _fitted(
    knowledge_dir: Path, cache: StateCache, before_fitting: Callable[[], None] | None = None
) -> tuple[str, Fitted]:
    if not knowledge_dir.is_dir():
        raise KnowledgeError([Problem(str(knowledge_dir), 1, 1, "missing-folder", "there is no such knowledge folder")])
    bot = Path(__file__).parents[1]
    code = code_digest(bot / "knowledge", bot / "matching")[:32]
    key = f"{folder_digest(knowledge_dir)[:32]}-{code}"
    state: Fitted | None = cache.load(key)
    if state is None:
        from bot.knowledge.loader import load  # noqa: PLC0415 - what is kept needs nothing that reads YAML

        knowledge = load(knowledge_dir)
        if before_fitting is not None:
            before_fitting()
        state = knowledge, matcher_for(knowledge, _encoder_of(cache.latest(code)))
        cache.save(key, state)
        state = cache.load(key) or state
    return key, state


def _encoder_of(earlier: Fitted | None) -> Encoder:
    """Return the encoder of what was fitted before, which knows most words already; a new one takes seconds to make."""
    encoder = earlier[1].encoder if earlier is not None and isinstance(earlier[1], Matcher) else None
    return encoder or SentenceEncoder()
