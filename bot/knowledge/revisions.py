"""A knowledge folder and git: as it was in a revision, written out to compare with, and a changed file committed."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path


_PATIENCE: Final = 60.0  # seconds: a hook may check the folder, but nobody sits there to answer a question
_COMMITTER: Final = {"GIT_COMMITTER_NAME": "career-bot", "GIT_COMMITTER_EMAIL": "career-bot@localhost"}


class RevisionError(Exception):
    """There is no such revision, or no git, or git refuses; the message says which."""


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


def commit_file(path: Path, message: str, author: str) -> None:
    """Commit one file as it stands on disk, and nothing else, whatever is staged.

    Args:
        path: the file, in a git repository.
        message: what for; it may be of any words.
        author: who changed it, as `Name <address>`.

    Raises:
        RevisionError: when git isn't there or refuses.
    """
    _git(path.parent, "commit", "--quiet", f"--author={author}", f"--message={message}", "--only", "--", path.name)


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - arguments are a list, and a revision can't begin with a dash
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - whichever git is installed
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
            env={**_COMMITTER, **os.environ, "GIT_TERMINAL_PROMPT": "0"},
        )
    except subprocess.TimeoutExpired:
        raise RevisionError(f"git took longer than {_PATIENCE:.0f} seconds") from None
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if done.returncode:
        told = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines() or ["git said nothing"]
        raise RevisionError(told[-1].removeprefix("fatal: "))
    return done.stdout
