"""What Alembic runs: the steps, on the connection and in the transaction that the caller has opened."""

from __future__ import annotations

from alembic import context

from bot.store.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
