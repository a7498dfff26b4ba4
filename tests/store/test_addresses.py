"""DATABASE_URL as people write it, and what is said when it can't be used."""

from __future__ import annotations

import pytest

from bot.store.address import database_address
from bot.store.errors import StoreAddressError


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("postgres://bot:pw@db.example/bot", "postgresql+asyncpg://bot:pw@db.example/bot"),
        (" postgresql://bot@db:5433/bot\n", "postgresql+asyncpg://bot@db:5433/bot"),
        ("postgresql://db/bot?sslmode=require", "postgresql+asyncpg://db/bot?ssl=require"),
        ("postgresql://db/bot?sslmode=require&channel_binding=require", "postgresql+asyncpg://db/bot?ssl=require"),
        ("sqlite:////var/lib/bot.db", "sqlite+aiosqlite:////var/lib/bot.db"),
        ("sqlite+aiosqlite:///bot.db", "sqlite+aiosqlite:///bot.db"),
    ],
)
def test_addresses_as_hosting_providers_give_them(written, understood):
    """Old names and libpq's parameters are understood."""
    assert database_address(written).render_as_string(hide_password=False) == understood


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "no database address"),
        ("not an address: secret", "no database address"),
        ("postgresql://bot:secret@db:port/bot", "no database address"),
        ("mysql://bot:secret@db/bot", "mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql://bot:secret@db/bot?sslrootcert=/x", "sslrootcert"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(written, says):
    """The reason is told, the password isn't."""
    with pytest.raises(StoreAddressError, match=says) as refused:
        database_address(written)

    assert "secret" not in str(refused.value)
