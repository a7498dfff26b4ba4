"""The `career-bot` command in a process of its own, and an assistant that says what a test wants it to say."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from bot.answering.answer import Answer, Bullets, Note, Outcome, Paragraph, Row, ShownFigure, Source, Suggestion, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROJECT = Path(__file__).parents[3]

FULL_ANSWER = Answer(
    question="what does it pay",
    outcome=Outcome.ANSWERED,
    entry="pay",
    confidence=0.93,
    title="What does it pay?",
    blocks=(
        Paragraph("On average $48,780 a year [gross]."),
        Bullets(("first point", "second point")),
        Table("By state", (Row("Alaska", "$58,620 a year", "mean"), Row("Minnesota", "$55,450 a year"))),
        Note("These are older figures."),
    ),
    citations=(
        Source("guide-one", "The First Guide", "Salary", "BLS", "pay-alaska"),
        Source("guide-one", "The First Guide", "Salary", "Nurse.org", "pay-minnesota"),
        Source("guide-two", "The Second Guide", "Outlook"),
    ),
    figures=(ShownFigure("pay-alaska", 58620, "USD/year", "mean", "Alaska", "2021", "guide-one"),),
    related=(Suggestion("pay-by-city", "Which cities pay best?"), Suggestion("outlook", "How is the outlook?")),
)


@dataclass
class ScriptedAssistant:
    """Answers every question with its own words; `fails_on` makes one of them raise."""

    fails_on: str = ""
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    knowledge: object = None

    def __post_init__(self) -> None:
        entries = {
            name: SimpleNamespace(id=name, question=f"About {name}?", covered=name != "gap")
            for name in ("pay", "pay-by-city", "outlook", "gap")
        }
        topics = {"pay-and-more": ("pay", "pay-by-city"), "the-future": ("outlook",), "gaps": ("gap",)}
        guides = {"guide-one": SimpleNamespace(title="The First Guide", publisher=None)}
        self.knowledge = SimpleNamespace(
            entries=entries, topics=topics, guides=guides, subject=lambda: "cats",
            figures_of=lambda _: (), follow_ups={},
        )  # fmt: skip

    def get_ready(self) -> None:
        pass

    def ask(self, question: str, conversation: str | None = None) -> Answer:
        self.asked.append((question, conversation))
        if self.fails_on and self.fails_on in question:
            raise RuntimeError("this question trips the bot")
        if question == "what does it pay":
            return FULL_ANSWER
        return Answer(question, Outcome.ANSWERED, "echo", 0.5, "", (Paragraph(f"You said: {question}"),))

    def show(self, entry_id: str) -> Answer | None:
        if entry_id == "outlook":
            return None
        return Answer(entry_id, Outcome.ANSWERED, entry_id, 1.0, "", (Paragraph(f"This is {entry_id}."),))

    def complete(self, typed: str, limit: int = 25) -> tuple[Suggestion, ...]:
        return (Suggestion("pay", f"{typed} does it pay?"),)[:limit]

    def explain(self, question: str) -> SimpleNamespace:
        return SimpleNamespace(lines=lambda: [f"normalised: {question}"])


@pytest.fixture
def scripted() -> ScriptedAssistant:
    """An assistant that echoes."""
    return ScriptedAssistant()


@pytest.fixture(scope="session")
def career_bot() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the command as a shell would, in a folder that is not the project's."""

    def run(
        *arguments: str | Path,
        given: bytes = b"",
        environment: dict[str, str] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "bot"),
    ) -> subprocess.CompletedProcess[bytes]:
        kept = {name: value for name, value in os.environ.items() if name not in {"KNOWLEDGE_DIR", "NO_COLOR"}}
        return subprocess.run(  # noqa: S603 - our own command
            [*command, *map(str, arguments)],
            input=given,
            capture_output=True,
            env=kept | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"} | (environment or {}),
            timeout=600,  # a machine that is busy with other things is no failure
            check=False,
        )

    return run
