"""A file is written whole or not at all; that a replaced one keeps its permissions is in `knowledge/test_splice.py`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.atomic_file import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_file_may_be_read_by_all_and_written_by_its_owner(tmp_path: Path) -> None:
    """Whatever the temporary file it began as allowed."""
    path = tmp_path / "new.txt"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch, step: str) -> None:
    """As on a full disk: what was half written would stay there for ever."""

    def refuse(*_arguments: object) -> None:
        raise OSError("no space left on device")

    path = tmp_path / "old.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(step, refuse)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(path, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("old.txt", b"old")]
