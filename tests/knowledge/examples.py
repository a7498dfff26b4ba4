"""The small knowledge folder of the tests, and the rules' own examples written into it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import yaml

from bot.answering.answer import Answer, Outcome
from bot.answering.understood import Bands
from bot.composition.checks import find_problems
from bot.knowledge.layout import LAYOUT
from bot.knowledge.loader import load
from bot.knowledge.schema import schema_files, schema_line
from bot.knowledge.yaml_source import parse

if TYPE_CHECKING:
    from bot.knowledge.problems import Problem
    from bot.knowledge.rules.catalogue import Example
    from bot.knowledge.snapshot import Knowledge

HERE = Path(__file__).parent
SMALL: dict[str, str] = yaml.safe_load((HERE / "small_knowledge.yaml").read_text(encoding="utf-8"))
GUIDE = "What Herders Earn\nThey earn $48,780.\nWhat Herders Do\nThey herd for nine months, with four kittens each.\n"
TODAY = date(2026, 1, 1)


def small_folder(folder: Path, *, with_schema: bool = False, **changed: str | bytes | None) -> Path:
    """Write the small knowledge folder, with some files changed; None leaves a file out."""
    texts: dict[str, str | bytes | None] = dict(SMALL)
    if with_schema:
        patterns = {name: next(pattern for pattern in LAYOUT if Path(name).match(pattern)) for name in SMALL}
        texts = {name: f"{schema_line(patterns[name])}\n{text}" for name, text in SMALL.items()} | schema_files()
    for name, text in (texts | changed).items():
        path = folder / "knowledge" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / "knowledge"


def shown_by(folder: Path, example: Example, *, good: bool) -> list[Problem]:
    """Write an example into a small knowledge folder and return what the checker finds there."""
    written = small_folder(folder, with_schema=example.needs == "schema")
    path = written / example.file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    old = example.good if example.instead_of is None else example.instead_of
    assert text.count(old) == 1 or not text, f"{example.file} has {text.count(old)} times: {old}"
    if not good and example.bad is None:
        path.unlink()
    elif not good or example.instead_of is not None:
        new = example.good if good else (example.bad or "") * example.times
        path.write_bytes(text.replace(old, new, 1).encode(example.encoding))
    if good and not path.read_bytes():
        path.unlink()
    (folder / "guides").mkdir(exist_ok=True)
    (folder / "guides" / "cats.txt").write_text(GUIDE, encoding="utf-8")
    guides = folder / "guides" if example.needs == "guides" else None

    def assistant() -> ScriptedAssistant:
        return ScriptedAssistant(load(written))

    asks = assistant if example.needs == "questions" else None
    return find_problems(written, guides=guides, assistant=asks, today=TODAY)


class ScriptedAssistant:
    """Answers the questions of the small knowledge and of the examples as they mean to be answered, and no others.

    What a fitted matcher makes of so few phrasings would be chance; the real one is asked in the tests of the command.
    """

    bands = Bands()
    _CERTAIN: ClassVar = {"what do herders do then": "what-is-it"}
    _UNSURE: ClassVar = {"i wonder who herds": "what-is-it"}

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        topics = [parse(name, text).data for name, text in SMALL.items() if name.startswith("faq/")]
        small = [entry for topic in topics for entry in topic["entries"]]
        self._certain = self._CERTAIN | {ask: entry["id"] for entry in small for ask in entry["tests"]["asks"]}

    def ask(self, question: str) -> Answer:
        """Answer from the script."""
        entry = self._certain.get(question) or self._UNSURE.get(question)
        outcome = Outcome.UNMATCHED
        if entry is not None:
            outcome = Outcome.ANSWERED if self.knowledge.entries[entry].covered else Outcome.NOT_COVERED
        confidence = self.bands.answer + 0.01 if question in self._UNSURE else 1.0
        return Answer(question, outcome, entry, confidence, "", ())
