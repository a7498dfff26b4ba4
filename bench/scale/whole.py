"""The whole bot on the shipped knowledge: `ask`, autocomplete and start-up, as somebody meets them."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from scale.corpus import with_slip

from bot.answering.assistant import Assistant
from bot.composition import fitted
from bot.matching.completion import Completer
from bot.matching.matcher import Matcher, classes_of
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.knowledge.snapshot import Knowledge

_QUESTIONS = 1_000
_STARTS = 3


def timed(action: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """Return the milliseconds that an action takes on each text."""
    result: list[float] = []
    for text in texts:
        started = time.perf_counter()
        action(text)
        result.append((time.perf_counter() - started) * 1000)
    return result


def shipped_questions(knowledge: Knowledge) -> list[str]:
    """Return questions that the bot hasn't been fitted to letter by letter: asks, rejects, and phrasings with slips."""
    chooser = random.Random(2)  # noqa: S311 - repeatable, nothing secret
    texts = [text for entry in knowledge.entries.values() for text in (*entry.tests.asks, *entry.tests.rejects)]
    texts += [with_slip(text, chooser) for _, phrasings in classes_of(knowledge) for text in phrasings]
    return chooser.sample(list(dict.fromkeys(texts)), _QUESTIONS)


def asking() -> dict[str, list[float]]:
    """Return milliseconds of `Assistant.ask` with and without sentence vectors, and of autocomplete, as it is typed."""
    settings = Settings()
    knowledge, matcher = fitted(settings.knowledge_dir, settings.cache_dir)
    texts = shipped_questions(knowledge)
    with_meaning = Assistant(knowledge, matcher)
    without = Assistant(knowledge, Matcher(knowledge, None))
    for assistant in (with_meaning, without):
        timed(assistant.ask, texts[:20])  # what is loaded when first used
    completer = Completer(knowledge)
    typed = [text[:end] for text in texts[: _QUESTIONS // 10] for end in range(1, len(text) + 1)]
    return {
        "ask, with sentence vectors": timed(with_meaning.ask, texts),
        "ask, without": timed(without.ask, texts),
        "autocomplete, letter by letter": timed(lambda text: completer.complete(text, 25), typed),
    }


def starting() -> dict[str, list[float]]:
    """Return milliseconds of whole processes: importing what we stand on, and one answer, warm and with no cache."""
    command = [sys.executable, "-m", "bot", "ask", "what do coders earn in texas"]
    imports = [sys.executable, "-c", "import rapidfuzz, numpy, pydantic"]
    result: dict[str, list[float]] = {"imports only": [], "first answer, warm": [], "first answer, cold": []}
    for _ in range(_STARTS):
        with tempfile.TemporaryDirectory() as folder:
            result["first answer, cold"].append(_process(command, folder))
            result["first answer, warm"].append(_process(command, folder))
            result["imports only"].append(_process(imports, folder))
    return result


def _process(command: list[str], cache: str) -> float:
    started = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own command
        command, check=False, capture_output=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "CAREER_BOT_CACHE_DIR": cache},
    )  # fmt: skip
    return (time.perf_counter() - started) * 1000
