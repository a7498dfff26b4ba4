"""Which version a database's tables have, without loading Alembic."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import inspect, text

if TYPE_CHECKING:
    from sqlalchemy import Connection


def current_revision(connection: Connection) -> str | None:
    """Return the revision that Alembic has written down; None when there are no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return cast("str | None", connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
