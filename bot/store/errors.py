"""What can go wrong with the store. Fire-and-forget calls raise none of these."""

from __future__ import annotations


class StoreError(Exception):
    """Anything below; the message is for the person who runs the bot."""


class StoreAddressError(StoreError):
    """DATABASE_URL can't be used as it is."""


class StoreUnavailableError(StoreError):
    """The database is out of reach, locked, full or read-only; trying again later may help."""


class StoreRefusedError(StoreError):
    """The database takes no such row, however often it is tried."""


class StoreTooNewError(StoreError):
    """The database's tables were made by a later version of the bot."""


class SettingsConflictError(StoreError):
    """Somebody else has saved these settings in the meantime; read them again first."""
