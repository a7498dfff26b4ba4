"""Fixtures shared by all rooms: the shipped knowledge and one assistant on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.composition import build_assistant
from bot.knowledge.loader import load
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.answering.assistant import Assistant
    from bot.knowledge.snapshot import Knowledge

SHIPPED = Path(__file__).parent.parent / "knowledge"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped knowledge."""
    return load(SHIPPED)


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """An assistant on the shipped knowledge, fitted once and cached like any other start."""
    return build_assistant(Settings(knowledge_dir=SHIPPED))
