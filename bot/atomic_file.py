"""Writing a file whole or not at all, for every room that keeps something on disk."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

_NEW_FILE = 0o644


def write_atomically(path: Path, data: bytes | memoryview) -> None:
    """Write a whole file or nothing: a temporary file beside it, flushed to disk, then renamed.

    A file that is replaced keeps its permissions, a new one may be read by all; a link keeps pointing at the file.
    """
    path = path.resolve()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else _NEW_FILE)
        Path(temporary).replace(path)
        _flush_folder(path.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    """Put the renaming itself on disk, where the system has a way to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
