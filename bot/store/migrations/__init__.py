"""How the tables came to be, a file a step. Steps only add, so that two versions of the bot can share a database."""

from __future__ import annotations

from typing import Final

NEWEST: Final = "0001"
"""The revision of the last step, so that a database that is up to date needs no Alembic at every start."""
