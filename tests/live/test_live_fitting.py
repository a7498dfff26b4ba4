"""What is fitted to an edit takes its place beside the answers, and never an older one's."""

from __future__ import annotations

import asyncio
import threading

from served import TAUGHT, Served, edit, teach

from bot.answering.assistant import Assistant
from bot.knowledge.layout import folder_digest
from bot.matching.fitting import kept
from bot.matching.matcher import Matcher
from bot.matching.revised import RevisedMatcher


async def test_what_an_edit_takes_keeps_nobody_waiting(served, folder, monkeypatch):
    """Reading, building and the swap to a fitted matcher: the loop that answers only exchanges one reference."""
    where, renewed = [], Assistant.renewed

    def seen(assistant, *arguments):
        where.append(threading.current_thread() is threading.main_thread())
        return renewed(assistant, *arguments)

    monkeypatch.setattr(Assistant, "renewed", seen)
    monkeypatch.setattr(RevisedMatcher, "__init__", noting(RevisedMatcher.__init__, where))
    teach(folder)
    await served.live.reload()
    await served.live.settled()
    assert where == [False, False, False]
    await served.live.close()


def noting(made, where):
    def make(*arguments):
        where.append(threading.current_thread() is threading.main_thread())
        return made(*arguments)

    return make


async def test_an_edit_while_a_fitted_matcher_is_put_into_service_is_not_undone(served, folder, monkeypatch):
    """The newest knowledge stays, and is fitted to as well."""
    teach(folder)
    await served.live.reload()
    loop, renewed, edited = asyncio.get_running_loop(), Assistant.renewed, []

    def edit_meanwhile(assistant, knowledge, matcher):
        if not isinstance(matcher, RevisedMatcher) and not edited:
            edited.append(edit(folder, "faq/herding.yaml", TAUGHT, "orange zeppelin vouchers"))
            asyncio.run_coroutine_threadsafe(served.live.reload(), loop).result(30)
        return renewed(assistant, knowledge, matcher)

    monkeypatch.setattr(Assistant, "renewed", edit_meanwhile)
    await served.live.settled()
    assert edited
    assert served.entry("orange zeppelin vouchers") is not None
    assert served.live.assistant.knowledge.digest == folder_digest(folder)
    await served.live.close()


async def test_a_fitted_matcher_is_ready_before_it_is_put_into_service(served, folder, monkeypatch):
    """So that the first question with a new word waits for nothing."""
    renewed, done = Assistant.renewed, []

    def seen(assistant, knowledge, matcher):
        done.append(type(matcher))
        return renewed(assistant, knowledge, matcher)

    monkeypatch.setattr(Assistant, "renewed", seen)
    monkeypatch.setattr(Matcher, "get_ready", lambda _self: done.append("ready"))
    teach(folder)
    await served.live.reload()
    await served.live.settled()
    await served.live.close()

    assert done == [RevisedMatcher, "ready", Matcher]


async def test_a_fit_that_was_kept_and_is_gone_is_fitted_again(folder, tmp_path, monkeypatch, caplog):
    """Whatever deletes it before it is read back, the matcher is fitted to the edit."""
    served = Served(folder, tmp_path / "cache")
    deleted = []

    def delete_and_read(key, cache):
        for path in cache.glob("*.state"):
            path.unlink()
            deleted.append(path)
        return kept(key, cache)

    monkeypatch.setattr("bot.live.kept", delete_and_read)
    teach(folder)
    await served.live.reload()
    await served.live.settled()
    assert deleted
    assert (served.live.reloads.fitted, served.live.reloads.failed_fits) == (1, 0)
    assert not isinstance(served.live.assistant.matcher, RevisedMatcher)
    assert "no longer in" in caplog.text
    await served.live.close()
