"""Every server's settings in memory, so that reading them never waits; the last good ones when the database is away."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError
from sqlalchemy import delete, insert, select, update

from bot.store.errors import SettingsConflictError, StoreRefusedError
from bot.store.notices import SETTINGS, tell_others
from bot.store.portions import in_portions
from bot.store.server_settings import DEFAULT_SETTINGS, ServerSettings
from bot.store.tables import ServerSettingsRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.store.counters import StoreCounters
    from bot.store.database import Database

_log = logging.getLogger(__name__)

NEVER_SAVED: Final = 0
"""The revision of a server's settings as long as it has saved none."""


@dataclass(frozen=True, slots=True)
class SavedSettings:
    """Settings with the number that tells whether somebody has saved others since."""

    settings: ServerSettings
    revision: int


class SettingsRegister:
    """The settings of all servers. `of` answers from memory; the other methods raise StoreError."""

    def __init__(self, database: Database, counters: StoreCounters, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._counters = counters
        self._clock = clock
        self._known: dict[int, SavedSettings] = {}
        self.loaded = False
        """Whether the database has been read; before that, every server seems to have the defaults."""

    def of(self, guild_id: int | None) -> ServerSettings:
        """Return a server's settings as last seen; the defaults for a server that has saved none."""
        saved = self._known.get(guild_id) if guild_id is not None else None
        return saved.settings if saved is not None else DEFAULT_SETTINGS

    def known(self) -> dict[int, ServerSettings]:
        """Return the settings of all servers that have saved some, as last seen."""
        return {guild_id: saved.settings for guild_id, saved in self._known.items()}

    async def read(self, guild_id: int) -> SavedSettings:
        """Return a server's settings from the database, for somebody who is about to change them."""
        row = ServerSettingsRow
        async with self._database.reading() as connection:
            query = select(row.document, row.revision).where(row.guild_id == guild_id)
            found = (await connection.execute(query)).one_or_none()
        if found is None:
            self._known.pop(guild_id, None)
            return SavedSettings(DEFAULT_SETTINGS, NEVER_SAVED)
        return self._remember(guild_id, found.document, found.revision)

    async def save(self, guild_id: int, settings: ServerSettings, *, seen: int) -> SavedSettings:
        """Save settings over those of revision `seen`.

        Raises:
            SettingsConflictError: when somebody else has saved others since.
        """
        row = ServerSettingsRow
        revision = secrets.randbelow(2**62) + 1
        values = {
            "document": settings.model_dump(mode="json", exclude_defaults=True),
            "revision": revision,
            "changed_at": self._clock(),
        }
        try:
            async with self._database.writing() as connection:
                if seen == NEVER_SAVED:
                    await connection.execute(insert(row).values(guild_id=guild_id, **values))
                else:
                    where = (row.guild_id == guild_id) & (row.revision == seen)
                    if (await connection.execute(update(row).where(where).values(**values))).rowcount != 1:
                        raise SettingsConflictError(_CONFLICT)
                await tell_others(connection, SETTINGS)
        except StoreRefusedError as refused:
            raise SettingsConflictError(_CONFLICT) from refused
        self._known[guild_id] = SavedSettings(settings, revision)
        return self._known[guild_id]

    async def purge_server(self, guild_id: int) -> int:
        """Delete a server's settings; return how many there were."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(ServerSettingsRow).where(ServerSettingsRow.guild_id == guild_id))
            await tell_others(connection, SETTINGS)
        self._known.pop(guild_id, None)
        return gone.rowcount

    async def refresh(self) -> None:
        """Take over what other processes have changed; only what is new is read in full.

        What is saved here while the database is being read stays: it is newer than what was read.
        """
        row, before = ServerSettingsRow, dict(self._known)
        async with self._database.reading() as connection:
            found = await connection.execute(select(row.guild_id, row.revision))
            revisions = {saved.guild_id: saved.revision for saved in found}
            changed = [key for key, number in sorted(revisions.items()) if not self._has(key, number)]
            for keys in in_portions(changed):
                query = select(row.guild_id, row.document, row.revision).where(row.guild_id.in_(keys))
                for guild_id, document, revision in await connection.execute(query):
                    if self._known.get(guild_id) is before.get(guild_id):
                        self._remember(guild_id, document, revision)
        for guild_id in before.keys() - revisions.keys():
            if self._known.get(guild_id) is before[guild_id]:
                del self._known[guild_id]
        self.loaded = True

    def _has(self, guild_id: int, revision: int) -> bool:
        saved = self._known.get(guild_id)
        return saved is not None and saved.revision == revision

    def _remember(self, guild_id: int, document: Any, revision: int) -> SavedSettings:  # noqa: ANN401 - any JSON
        try:
            settings = ServerSettings.model_validate(document)
        except ValidationError as problem:
            fields = ", ".join(sorted({str(error["loc"][0]) for error in problem.errors() if error["loc"]})) or "all"
            _log.warning("Settings of server %s can't be used (%s); keeping the last good ones.", guild_id, fields)
            self._counters.unusable_settings += 1
            settings = self.of(guild_id)
        self._known[guild_id] = SavedSettings(settings, revision)
        return self._known[guild_id]


_CONFLICT: Final = "somebody else has saved this server's settings in the meantime"
