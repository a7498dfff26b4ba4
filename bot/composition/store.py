"""Settings → store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.store.address import database_address, sqlite_address
from bot.store.errors import StoreAddressError
from bot.store.retention import Ages
from bot.store.store import Store
from bot.store.voting_key import SHORTEST_KEY, key_in

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import SecretStr

    from bot.settings import Settings


def build_store(settings: Settings) -> Store:
    """Return the configured store. Whether its database can be reached shows later.

    Raises:
        StoreAddressError: when DATABASE_URL, VOTING_KEY or a file that they are in can't be used.
    """
    address = _secret("DATABASE_URL", settings.database_url, settings.database_url_file)
    url = database_address(address) if address else sqlite_address(settings.data_dir / "career-bot.db")
    kept = timedelta(days=settings.keep_days)
    return Store(url, voting_key=_voting_key(settings), ages=Ages(unanswered=kept, votes=kept))


def _voting_key(settings: Settings) -> bytes | None:
    words = _secret("VOTING_KEY", settings.voting_key, settings.voting_key_file)
    if not words:
        return key_in(settings.data_dir / "voting.key")
    key = words.encode()
    if len(key) < SHORTEST_KEY:
        raise StoreAddressError(f"VOTING_KEY is too short to hide anything: it needs {SHORTEST_KEY} characters")
    return key


def _secret(name: str, value: SecretStr | None, file: Path | None) -> str:
    """Return a secret from the environment, or from the file named there; empty when there is neither."""
    if value is not None and value.get_secret_value().strip():
        return value.get_secret_value().strip()
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not text"
        raise StoreAddressError(f"{name}_FILE names {file}, which cannot be read: {reason}") from problem
