"""Fixtures shared by all rooms: the shipped knowledge and one assistant on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from filelock import FileLock

from bot.composition.assistant import build_assistant
from bot.knowledge.loader import load
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant
    from bot.knowledge.snapshot import Knowledge

SHIPPED = Path(__file__).parent.parent / "knowledge"
SMALL = Path(__file__).parent / "knowledge" / "small_knowledge.yaml"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped knowledge."""
    return load(SHIPPED)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant on the shipped knowledge, fitted once and cached like any other start: by one worker for all."""
    with FileLock(tmp_path_factory.getbasetemp().parent / "fitting.lock"):
        return build_assistant(Settings(knowledge_dir=SHIPPED))


@pytest.fixture(scope="session")
def shown(assistant) -> dict[str, Answer]:
    """Every shipped entry's own answer, by id."""
    return {entry: assistant.show(entry) for entry in assistant.knowledge.entries}


@pytest.fixture
def small_folder() -> Callable[[Path], Path]:
    """Write the small knowledge folder of the knowledge's own tests into a folder; return where it is."""

    def write(folder: Path) -> Path:
        small = yaml.safe_load(SMALL.read_text(encoding="utf-8"))
        for name, text in small.items():
            path = folder / "knowledge" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder / "knowledge"

    return write
