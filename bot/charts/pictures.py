"""Pictures of charts, drawn once: kept in memory and on disk under a hash of all that shapes them."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
from collections import OrderedDict
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from bot.atomic_file import write_atomically
from bot.charts import drawing

if TYPE_CHECKING:
    from bot.charts.chart import Chart

_log = logging.getLogger(__name__)

KEPT_IN_MEMORY: Final = 16
KEPT_ON_DISK: Final = 64


class ChartPictures:
    """Draws charts and remembers the pictures. A cache folder that can't be used only costs the time to draw again."""

    def __init__(self, cache_dir: Path | None = None) -> None:
        self._folder = cache_dir / "charts" if cache_dir is not None else None
        self._fonts = cache_dir / "matplotlib" if cache_dir is not None else None
        self._pictures: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()  # Matplotlib draws for one thread at a time

    def draw(self, chart: Chart) -> bytes:
        """Return the chart's PNG; the first time takes up to a second. May be called from any thread."""
        key = _key(chart)
        with self._lock:
            picture = self._pictures.get(key) or self._read(key)
            if picture is None:
                if self._fonts is not None:
                    _make_folder(self._fonts)
                picture = drawing.draw(chart, self._fonts)
                self._write(key, picture)
            self._pictures[key] = picture
            self._pictures.move_to_end(key)
            while len(self._pictures) > KEPT_IN_MEMORY:
                self._pictures.popitem(last=False)
            return picture

    async def drawn(self, chart: Chart) -> bytes:
        """Do the same in a thread, so that nothing else waits for it."""
        return await asyncio.to_thread(self.draw, chart)

    def _read(self, key: str) -> bytes | None:
        if self._folder is None:
            return None
        path = self._folder / f"{key}.png"
        try:
            if os.name == "posix" and path.stat().st_uid != os.getuid():
                return None  # never show what somebody else put there
            return path.read_bytes()
        except OSError:
            return None

    def _write(self, key: str, picture: bytes) -> None:
        if self._folder is None or not _make_folder(self._folder):
            return
        try:
            write_atomically(self._folder / f"{key}.png", picture)
            kept = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in kept[KEPT_ON_DISK:]:
                path.unlink(missing_ok=True)
        except OSError as problem:
            _log.warning("A chart's picture can't be kept in %s: %s", self._folder, problem)


def _make_folder(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        _log.warning("The charts' folder %s can't be made: %s", folder, problem)
        return False
    return True


def _key(chart: Chart) -> str:
    """Return a hash of the chart's content, of how it is drawn, and of Matplotlib's version."""
    code = [(Path(__file__).parent / name).read_bytes() for name in ("drawing.py", "wording.py")]
    shaped_by = [repr(chart).encode(), *code, version("matplotlib").encode()]
    return hashlib.blake2b(b"\0".join(shaped_by), digest_size=20).hexdigest()
