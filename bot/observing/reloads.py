"""How often the knowledge was read anew, counted by whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.knowledge.problems import Problem


@dataclass(slots=True)
class Reloads:
    """How often the knowledge was read anew, by what came of it."""

    swapped: int = 0
    refused: int = 0
    fitted: int = 0
    failed_fits: int = 0
    problems: tuple[Problem, ...] = field(default=())
