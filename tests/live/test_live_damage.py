"""A thousand ways to break the files while questions are asked: nothing that is broken is served."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
from pathlib import Path

import pytest
from damage import damaged

from bot.knowledge.layout import folder_digest
from bot.knowledge.rules.catalogue import rules
from bot.live import LiveAssistant
from bot.settings import Settings

SHIPPED = Path(__file__).parents[2] / "knowledge"


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
