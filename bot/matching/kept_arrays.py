"""Pickling with the large arrays in files of their own, named by what they hold, which are mapped when they are read.

Of a mapped file only what is looked at takes memory, processes share it, and the system may take it back. Arrays that
are read back can't be written to.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import pickle
import time
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from bot.atomic_file import write_atomically
from bot.garbage import collecting_paused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LARGE: Final = 1 << 16  # bytes; of less, a file would cost more than it saves
_SUFFIX: Final = ".array"
_YOUNG_SECONDS: Final = 3600.0


def pickled(state: object, folder: Path) -> bytes:
    """Return a state pickled, without the large arrays, which are written into the folder. Raises OSError."""
    names: list[str] = []

    def keep(buffer: pickle.PickleBuffer) -> bool:
        """Say whether a buffer stays in the pickle."""
        data = buffer.raw()
        if data.nbytes < _LARGE:
            return True
        name = hashlib.blake2b(data, digest_size=16).hexdigest()
        path = folder / f"{name}{_SUFFIX}"
        try:
            is_whole = path.stat().st_size == data.nbytes
            os.utime(path)  # its age says that it is in use
        except FileNotFoundError:
            is_whole = False
        if not is_whole:
            write_atomically(path, data)
        names.append(name)
        return False

    rest = pickle.dumps(state, protocol=pickle.HIGHEST_PROTOCOL, buffer_callback=keep)
    return pickle.dumps(names) + rest


def unpickled(file: BinaryIO, folder: Path) -> Any:  # noqa: ANN401 - whatever was pickled
    """Return what was pickled, whose arrays are the files that are in the folder."""
    names = pickle.load(file)  # noqa: S301 - the caller makes sure that it is our own file
    with collecting_paused():
        return pickle.load(file, buffers=[_mapped(folder / f"{name}{_SUFFIX}") for name in names])  # noqa: S301 - see above


def delete_unused(folder: Path, states: Iterable[Path]) -> None:
    """Delete the arrays that belong to none of some states, our own, but the youngest: their state may be coming."""
    used: set[str] = set()
    for path in states:
        with path.open("rb") as file, contextlib.suppress(Exception):  # a damaged state uses nothing
            used.update(pickle.load(file))  # noqa: S301 - our own
    for path in folder.glob(f"*{_SUFFIX}"):
        if path.stem not in used and time.time() - path.stat().st_mtime > _YOUNG_SECONDS:
            with contextlib.suppress(PermissionError):  # some systems don't let go what another process has mapped
                path.unlink(missing_ok=True)


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
