"""Telling Discord which commands there are, only when they changed: a hash of what it was told is kept in a file."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from discord import app_commands

_log = logging.getLogger(__name__)


async def commands_told(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """Return what Discord is told about the commands, in all languages."""
    translator = tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in tree.get_commands()]
    return [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]


async def commands_digest(tree: app_commands.CommandTree[Any]) -> str:
    """Return a hash of what Discord is told about the commands."""
    payload = await commands_told(tree)
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


async def sync_if_changed(tree: app_commands.CommandTree[Any], cache_dir: Path | None) -> bool:
    """Register the commands unless the hash remembered in `cache_dir` says that Discord has them; say whether it did.

    The hash is kept for each application apart. Without a folder to remember in, the commands are registered every
    time; Discord counts only new ones against the daily limit. Raises discord.HTTPException and CommandSyncFailure.
    """
    digest = await commands_digest(tree)
    if cache_dir is not None and _read(_remembered(tree, cache_dir)) == digest:
        return False
    await tree.sync()
    remember(tree, digest, cache_dir)
    return True


def remember(tree: app_commands.CommandTree[Any], digest: str, cache_dir: Path | None) -> None:
    """Remember in `cache_dir`, if there is one, that Discord has the commands of this hash."""
    if cache_dir is None:
        return
    file = _remembered(tree, cache_dir)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(digest, encoding="ascii")
    except OSError as problem:
        _log.warning("Could not remember the registered commands in %s: %s", file, problem.strerror)


def _remembered(tree: app_commands.CommandTree[Any], cache_dir: Path) -> Path:
    return cache_dir / f"discord-commands-{tree.client.application_id}.sha256"


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
