"""Keeping the assistant up to date with the knowledge folder while it serves.

An edit that checks is in service at once: texts and figures wholly, new phrasings in the words they are written in
(matching/revised.py). The matcher is fitted to it in a process of its own and swapped in when it is ready. An edit with
errors changes nothing: the last good knowledge stays in service, and the problems are told.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from watchfiles import awatch

from bot.knowledge.layout import folder_digest
from bot.knowledge.loader import FolderReader
from bot.knowledge.problems import Problem
from bot.matching.fitting import fitted, fitted_for_another, kept
from bot.matching.revised import RevisedMatcher
from bot.observing.faults import Fault, told
from bot.observing.reloads import Reloads

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.assistant import Assistant
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import MessageMatcher
    from bot.settings import Settings

_log = logging.getLogger(__name__)

_AGAIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What came of a reload: whether the knowledge in service is a new one, and the problems of what was read."""

    swapped: bool
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether what was read has errors, so that the last good knowledge stays in service."""
        return any(problem.level == "error" for problem in self.problems)


class LiveAssistant:
    """Holds the assistant in service; `on_swap` gets each new one, `on_problems` what is wrong with an edit."""

    def __init__(
        self,
        settings: Settings,
        assistant: Assistant,
        on_swap: Callable[[Assistant], None],
        on_problems: Callable[[tuple[Problem, ...]], None] = lambda _problems: None,
    ) -> None:
        self.assistant = assistant
        self.reloads = Reloads()
        self._settings = settings
        self._on_swap = on_swap
        self._on_problems = on_problems
        self._reader = FolderReader(settings.knowledge_dir)
        self._fitted_to: Knowledge = assistant.knowledge
        self._fitted = assistant.matcher
        self._reloading = asyncio.Lock()
        self._fitting: asyncio.Task[None] | None = None

    async def watch(self) -> None:
        """Reload whenever a file of the folder changes; runs until it is cancelled."""
        while True:
            try:
                await self.reload()  # of what was edited before the watch began
                async for _ in awatch(self._settings.knowledge_dir, debounce=300, step=50, rust_timeout=1_000):
                    await self.reload()
            except (OSError, RuntimeError) as problem:  # the folder is gone, or out of reach
                _log.error("The knowledge folder can't be watched (%s); trying again soon.", problem)
            await asyncio.sleep(_AGAIN_SECONDS)

    async def reload(self) -> Reloaded:
        """Read the folder; put what is new into service, or tell what is wrong with it.

        Nothing is parsed before the first edit: most processes never see one, and what the reader keeps of the files
        takes 24 MB.
        """
        async with self._reloading:
            try:
                digest = await asyncio.to_thread(folder_digest, self._settings.knowledge_dir)
                if digest == self.assistant.knowledge.digest:
                    self.reloads.problems = ()
                    return Reloaded(False)
                knowledge, problems = await asyncio.to_thread(self._reader.inspect)
            except OSError as problem:
                folder = str(self._settings.knowledge_dir)
                knowledge, problems = (
                    None,
                    [Problem(folder, 1, 1, "unreadable", f"the folder can't be read: {problem}")],
                )
            result = Reloaded(False, tuple(problems))
            if knowledge is None or result.refused:
                self._refuse(result)
            elif knowledge.digest != self.assistant.knowledge.digest:
                result = Reloaded(True, tuple(problems))
                matcher = await asyncio.to_thread(RevisedMatcher, self._fitted, self._fitted_to, knowledge)
                self._swap(await asyncio.to_thread(self.assistant.renewed, knowledge, matcher))
                self.reloads.swapped += 1
                _log.info("The knowledge has changed and is in service; the matcher is being fitted to it.")
                if self._fitting is None or self._fitting.done():
                    self._fitting = asyncio.create_task(self._fit(), name="fit the matcher")
            if not result.refused:
                self.reloads.problems = ()
            return result

    async def settled(self) -> None:
        """Wait until the matcher is fitted to the knowledge in service."""
        if self._fitting is not None:
            await self._fitting

    async def close(self) -> None:
        """Give up fitting."""
        if self._fitting is not None:
            self._fitting.cancel()

    def _refuse(self, result: Reloaded) -> None:
        self.reloads.refused += 1
        if result.problems != self.reloads.problems:  # told once, however often the file is saved
            self.reloads.problems = result.problems
            _log.error(
                "The knowledge can't be used; the last good one stays in service.\n%s",
                "\n".join(problem.as_text() for problem in result.problems),
                extra=told(Fault.REFUSED_KNOWLEDGE),
            )
            self._on_problems(result.problems)

    async def _fit(self) -> None:
        """Fit to what is in service, again if that has changed meanwhile."""
        while (wanted := self.assistant.knowledge).digest != self._fitted_to.digest:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
                try:
                    knowledge, matcher = await self._fitted_in(worker)
                    await asyncio.to_thread(matcher.get_ready)
                except asyncio.CancelledError:
                    for process in list((worker._processes or {}).values()):  # noqa: SLF001 - a fit of a quarter of a minute isn't waited for
                        process.kill()
                    raise
                except Exception:  # noqa: BLE001 - whatever it is, the older matcher goes on
                    self.reloads.failed_fits += 1
                    _log.exception("The matcher couldn't be fitted; new phrasings are found in their own words only.")
                    return
            served = self.assistant.knowledge
            # the same records, not their copies from the other process: what is the same needn't be compared
            self._fitted, self._fitted_to = matcher, served if served.digest == knowledge.digest else knowledge
            if knowledge.digest == served.digest:
                renewed = await asyncio.to_thread(self.assistant.renewed, served, matcher)
                if self.assistant.knowledge is served:  # not edited again meanwhile
                    self._swap(renewed)
                    self.reloads.fitted += 1
                    _log.info("The matcher is fitted to the changed knowledge.")
            elif knowledge.digest != wanted.digest:
                return  # edited while it was read, and not in service yet: the watcher calls again

    async def _fitted_in(self, worker: ProcessPoolExecutor) -> tuple[Knowledge, MessageMatcher]:
        """Return the folder's knowledge and a matcher fitted to it in another process, whatever that raises."""
        loop, folder, cache = asyncio.get_running_loop(), self._settings.knowledge_dir, self._settings.cache_dir
        key, state = await loop.run_in_executor(worker, fitted_for_another, folder, cache)
        if state is not None:
            return state
        try:
            return await asyncio.to_thread(kept, key, cache)
        except LookupError:  # deleted or damaged since it was kept, perhaps by a process that shares the cache
            _log.warning("The fitted matcher is no longer in %s; having it fitted again and handed over.", cache)
            return await loop.run_in_executor(worker, fitted, folder, cache)

    def _swap(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._on_swap(assistant)
