"""Writing a folder of files whole or not at all, and over nothing but an earlier export."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MANIFEST: Final = ".career-bot-export.json"
"""The file that marks a folder as an export, and lists what was written into it."""
_FOLDER_MODE: Final = 0o755


class FolderRefusedError(Exception):
    """The folder can't be written to without losing something, or at all; the message says why."""


def write_folder(folder: Path, kind: str, files: Mapping[str, bytes]) -> None:
    """Put the files, by their names, into the folder in place of an earlier export of the same kind.

    All of it is written beside the folder first and moved into its place then, so that what is there is always whole.

    Raises:
        FolderRefusedError: when the folder holds anything that no export of this kind wrote, or can't be written.
    """
    folder = folder.resolve()
    refuse_others_files(folder, kind)
    manifest = json.dumps({"kind": kind, "files": sorted(files)}, indent=1) + "\n"
    try:
        scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        fresh = scratch / "new"
        fresh.mkdir(mode=_FOLDER_MODE)
        for name, data in {**files, MANIFEST: manifest.encode()}.items():
            _write(fresh / name, data)
        _swap(fresh, folder, scratch / "old")
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def refuse_others_files(folder: Path, kind: str) -> None:
    """Raise FolderRefusedError when the folder is there and isn't an earlier export of this kind, and nothing else."""
    if not folder.parent.is_dir():
        raise FolderRefusedError(f"there is no folder {folder.parent}")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderRefusedError(f"{folder} is no folder")
    there = {path.name for path in folder.iterdir()}
    written = _manifest(folder, kind)
    if there and written is None:
        raise FolderRefusedError(
            f"{folder} holds other things than an earlier export of this kind ({_some(there)}); name another folder"
        )
    if others := there - (written or set()):
        raise FolderRefusedError(
            f"{folder} holds files that no export wrote ({_some(others)}); move them elsewhere, or name another folder"
        )


def _manifest(folder: Path, kind: str) -> set[str] | None:
    """Return the names that an earlier export of this kind wrote; None when there was none."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {*found["files"], MANIFEST} if found["kind"] == kind else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _swap(fresh: Path, folder: Path, old: Path) -> None:
    """Move the new folder into its place; where that fails or is interrupted, the old one goes back."""
    try:
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _some(names: Iterable[str]) -> str:
    first, *rest = sorted(names)
    return f"{first} and {len(rest)} more" if rest else first


def _refused(folder: Path, error: OSError) -> FolderRefusedError:
    return FolderRefusedError(f"can't write {folder}: {error.strerror or error}")
