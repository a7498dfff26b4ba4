"""The assistant follows its knowledge folder: good edits are in service at once, broken ones change nothing."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import threading
from pathlib import Path

import pytest
import yaml
from damage import damaged

from bot.answering.answer import Outcome
from bot.answering.assistant import Assistant
from bot.composition.assistant import build_assistant
from bot.knowledge.loader import FolderReader, folder_digest
from bot.knowledge.rules.catalogue import rules
from bot.live import LiveAssistant, Reloaded
from bot.matching.fitting import kept
from bot.matching.matcher import Matcher
from bot.matching.revised import RevisedMatcher
from bot.settings import Settings

SMALL = yaml.safe_load((Path(__file__).parent / "knowledge" / "small_knowledge.yaml").read_text(encoding="utf-8"))
SHIPPED = Path(__file__).parents[1] / "knowledge"
TAUGHT = "purple submarine tickets"


@pytest.fixture
def folder(tmp_path):
    """A small knowledge folder."""
    for name, text in SMALL.items():
        path = tmp_path / "knowledge" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "knowledge"


class Served:
    """A live assistant on a folder, with what it swapped in and told."""

    def __init__(self, folder, cache):
        settings = Settings(knowledge_dir=folder, CAREER_BOT_CACHE_DIR=cache)
        self.swapped, self.told = [], []
        self.live = LiveAssistant(settings, build_assistant(settings), self.swapped.append, self.told.append)

    def entry(self, question, conversation=None):
        answer = self.live.assistant.ask(question, conversation)
        return answer.entry if answer.outcome in {Outcome.ANSWERED, Outcome.NOT_COVERED} else None


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Where fitted states are kept, so that the same small folder is fitted once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def served(folder, cache):
    """A live assistant on the folder."""
    return Served(folder, cache)


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def teach(folder):
    edit(folder, "faq/herding.yaml", "phrasings: [", f"phrasings: [{TAUGHT}, ")


async def test_a_taught_phrasing_is_answered_in_the_next_message_and_taken_back_in_the_one_after(served, folder):
    """Before anything is fitted to it, with a slip of the finger, and after the fit."""
    before = served.entry(TAUGHT)
    teach(folder)
    entry = next(e for e in FolderReader(folder).inspect()[0].entries.values() if TAUGHT in e.phrasings).id
    assert before != entry
    assert (await served.live.reload()).swapped
    assert served.live.reloads.fitted == 0
    assert served.entry(TAUGHT) == entry
    assert served.entry(TAUGHT.replace("submarine", "submarien")) == entry
    await served.live.settled()
    assert served.live.reloads.fitted == 1
    assert served.entry(TAUGHT) == entry
    assert len(served.swapped) == 2
    edit(folder, "faq/herding.yaml", f"{TAUGHT}, ", "")
    await served.live.reload()
    assert served.entry(TAUGHT) == before
    await served.live.close()


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [("phrasings: [", "phrasings: [[", "yaml-syntax"), ("see: [fleas]", "see: [flees]", "unknown-entry")],
)
async def test_a_broken_edit_keeps_the_last_good_knowledge_and_is_told_once(served, folder, right, wrong, rule):
    """Whether it can't be read, or says what can't be; then it is mended, and served."""
    question = next(iter(served.live.assistant.knowledge.entries.values())).question
    good = served.live.assistant
    edit(folder, "faq/herding.yaml", right, wrong)
    for _ in range(2):
        result = await served.live.reload()
        assert result.refused
        assert not result.swapped
    assert served.live.assistant is good
    assert served.entry(question)
    assert len(served.told) == 1
    problem = served.told[0][0]
    assert (problem.file, problem.rule, problem.level) == ("knowledge/faq/herding.yaml", rule, "error")
    edit(folder, "faq/herding.yaml", wrong, right)
    teach(folder)
    assert (await served.live.reload()).swapped
    await served.live.close()


async def test_an_entry_that_is_removed_is_neither_answered_nor_followed_up(served, folder):
    """Nothing of it is left in a conversation."""
    served.live.assistant.show("fleas", "talk")
    assert served.entry("Do cats have fleas?") == "fleas"
    (folder / "faq" / "unknown.yaml").unlink()
    edit(folder, "faq/herding.yaml", "    see: [fleas]\n", "")
    result = await served.live.reload()
    assert result.swapped, result.problems
    for question in ("Do cats have fleas?", "and for cats?", "why"):
        assert served.live.assistant.ask(question, "talk").entry != "fleas"
    await served.live.close()


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


async def test_files_are_watched(served, folder):
    """A saved file is in service without anybody calling."""
    watching = asyncio.create_task(served.live.watch())
    await asyncio.sleep(0.5)
    teach(folder)
    for _ in range(100):
        if served.swapped:
            break
        await asyncio.sleep(0.1)
    watching.cancel()
    await served.live.close()
    assert served.swapped


async def test_a_folder_that_is_gone_changes_nothing(served, folder):
    """The last good knowledge goes on."""
    question = next(iter(served.live.assistant.knowledge.entries.values())).question
    folder.rename(folder.parent / "elsewhere")
    assert (await served.live.reload()).refused
    assert served.entry(question)


async def test_nothing_is_parsed_before_the_first_edit(served, folder, monkeypatch):
    """What is in service is what is in the folder, which the bytes of the files tell."""
    monkeypatch.setattr(FolderReader, "inspect", None)
    assert await served.live.reload() == Reloaded(swapped=False)
    monkeypatch.undo()
    teach(folder)
    assert (await served.live.reload()).swapped
    await served.live.close()


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


@pytest.mark.parametrize("seed", range(4))
async def test_a_thousand_corruptions_while_questions_are_asked(tmp_path, monkeypatch, assistant, seed):
    """Of the shipped files. Each is told with its place and what to do, or is right all the same and served whole."""
    monkeypatch.setattr(LiveAssistant, "_fit", lambda _self: asyncio.sleep(0))
    folder, told = tmp_path / "knowledge", []
    shutil.copytree(SHIPPED, folder)
    live = LiveAssistant(Settings(knowledge_dir=folder), assistant, lambda _: None, told.append)
    asked = []
    asking = asyncio.create_task(asked_all_the_while(live, random.Random(seed), asked))  # noqa: S311 - the same questions
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    files, refused = sorted(folder.rglob("*.yaml")), 0
    for _ in range(250):
        path = chance.choice(files)
        sound = path.read_bytes()
        path.write_bytes(damaged(sound, chance))
        before = live.assistant
        result = await live.reload()
        if result.refused:
            refused += 1
            assert live.assistant is before
            assert result.problems in told
        lines = path.read_bytes().decode("utf-8", "replace").count("\n") + 2
        for problem in result.problems:
            assert problem.rule in rules()
            assert problem.message
            assert problem.hint
            assert problem.column >= 1
            assert 1 <= problem.line <= lines or problem.file != f"knowledge/{path.relative_to(folder).as_posix()}"
        path.write_bytes(sound)
    assert refused > 100
    assert not (await live.reload()).problems
    assert live.assistant.knowledge.digest == folder_digest(folder) == assistant.knowledge.digest
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert len(asked) > 50


async def asked_all_the_while(live, chance, asked):
    """Ask until cancelled; each answer is whole by the knowledge of the assistant that gave it."""
    questions = [entry.question for entry in live.assistant.knowledge.entries.values()]
    while True:
        served, question = live.assistant, chance.choice(questions)
        answer = await asyncio.to_thread(served.ask, question)
        asked.append(question)
        await asyncio.sleep(0.01)
        knowledge = served.knowledge
        assert answer.text.strip(), question
        assert not re.search(r"[{}]", answer.text), question
        assert answer.entry is None or answer.entry in {*knowledge.entries, *knowledge.social}
        assert {figure.id for figure in answer.figures} <= knowledge.figures.keys()
        assert {source.guide for source in answer.citations} <= knowledge.guides.keys()


def test_a_folder_read_again_has_the_digest_of_its_bytes(folder):
    """Whether files were parsed or remembered."""
    reader = FolderReader(folder)
    for _ in range(2):
        knowledge, problems = reader.inspect()
        assert not problems
        assert knowledge.digest == folder_digest(folder)
    teach(folder)
    assert reader.inspect()[0].digest == folder_digest(folder)
