"""Settings → knowledge → matcher → assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from bot.answering.assistant import Assistant
from bot.matching.fitting import fitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings


def build_assistant(settings: Settings, before_fitting: Callable[[], None] | None = None) -> Assistant:
    """Return an assistant on the configured knowledge: from the cache when nothing has changed, else fitted afresh.

    Fitting takes long, so `before_fitting` is called first, for a word to whoever waits.

    Raises:
        KnowledgeError: when the knowledge has errors.
    """
    knowledge, matcher = fitted(settings.knowledge_dir, settings.cache_dir, before_fitting)
    threadpool_limits(
        limits=1, user_api="blas"
    )  # answering is many small products: threads would only wait for each other
    return Assistant(knowledge, matcher)
