"""The whole bot on the shipped knowledge: `ask`, autocomplete and start-up, as somebody meets them."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.assistant import Assistant
from bot.matching.classes import classes_of
from bot.matching.completion import Completer
from bot.matching.fitting import fitted
from bot.matching.matcher import Matcher
from bot.settings import Settings
from scale.corpus import with_slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.knowledge.snapshot import Knowledge

_QUESTIONS = 1_000
_STARTS = 5
_IMPORTS = "import rapidfuzz, numpy, pydantic"
Times = tuple[list[float], list[float]]


def timed(action: Callable[[str], object], texts: Iterable[str]) -> Times:
    """Return the milliseconds that an action takes on each text: by the clock, and of the processor."""
    clock: list[float] = []
    processor: list[float] = []
    for text in texts:
        started, started_processor = time.perf_counter(), time.thread_time()
        action(text)
        processor.append((time.thread_time() - started_processor) * 1000)
        clock.append((time.perf_counter() - started) * 1000)
    return clock, processor


def shipped_questions(knowledge: Knowledge) -> list[str]:
    """Return questions that the bot hasn't been fitted to letter by letter: asks, rejects, and phrasings with slips."""
    chooser = random.Random(2)  # noqa: S311 - repeatable, nothing secret
    texts = [text for entry in knowledge.entries.values() for text in (*entry.tests.asks, *entry.tests.rejects)]
    texts += [with_slip(text, chooser) for _, phrasings in classes_of(knowledge) for text in phrasings]
    return chooser.sample(list(dict.fromkeys(texts)), _QUESTIONS)


def asking() -> dict[str, Times]:
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


def starting() -> dict[str, Times]:
    """Return milliseconds of whole processes: importing what we stand on, and one answer, warm and with no cache.

    They run in a copy of the code and the knowledge, so that nobody's edit meanwhile makes a warm start a cold one.
    """
    project = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("bot", "knowledge", "guides"):
            if (project / part).is_dir():
                shutil.copytree(project / part, copy / part)
        answer, imports = ["-m", "bot", "ask", "what do coders earn in texas"], ["-c", _IMPORTS]
        runs = {"first answer, cold": [_process(answer, copy)], "first answer, warm": [], "imports only": []}
        for _ in range(_STARTS):
            runs["first answer, warm"].append(_process(answer, copy))
            runs["imports only"].append(_process(imports, copy))
    return {name: ([clock for clock, _ in run], [busy for _, busy in run]) for name, run in runs.items()}


def _process(arguments: list[str], folder: Path) -> tuple[float, float]:
    environment = {**os.environ, "CAREER_BOT_CACHE_DIR": str(folder / "cache")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *arguments], check=True, capture_output=True, cwd=folder, env=environment
    )
    clock = (time.perf_counter() - started) * 1000
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
