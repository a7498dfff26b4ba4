"""The assistant follows its knowledge folder: good edits are in service at once, broken ones change nothing."""

from __future__ import annotations

import asyncio

import pytest
from served import TAUGHT, edit, teach

from bot.knowledge.layout import folder_digest
from bot.knowledge.loader import FolderReader
from bot.live import Reloaded


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


def test_a_folder_read_again_has_the_digest_of_its_bytes(folder):
    """Whether files were parsed or remembered."""
    reader = FolderReader(folder)
    for _ in range(2):
        knowledge, problems = reader.inspect()
        assert not problems
        assert knowledge.digest == folder_digest(folder)
    teach(folder)
    assert reader.inspect()[0].digest == folder_digest(folder)
