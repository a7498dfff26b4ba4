"""A knowledge folder as it was in a git revision, written out to compare with."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class RevisionError(Exception):
    """There is no such revision, or no git; the message says which."""


def write_revision(folder: Path, revision: str, target: Path) -> Path:
    """Write the knowledge folder as it was in a revision below `target`; return where it is.

    Raises:
        RevisionError: when the folder is in no git repository, or wasn't there in that revision.
    """
    if revision.startswith("-"):
        raise RevisionError(f"'{revision}' is no revision")
    top = _git(folder, "rev-parse", "--show-toplevel").decode().strip()
    inside = _git(folder, "rev-parse", "--show-prefix").decode().strip().rstrip("/") or "."
    packed = _git(folder, "-C", top, "archive", "--format=zip", revision, "--", inside)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(target)
    return target / inside


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - arguments are a list, and a revision can't begin with a dash
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - whichever git is installed
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if done.returncode:
        raise RevisionError(done.stderr.decode(errors="replace").strip().splitlines()[-1].removeprefix("fatal: "))
    return done.stdout
