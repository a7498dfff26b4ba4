"""A folder is written whole or not at all, and over nothing but an earlier export."""

from __future__ import annotations

from functools import partial

import pytest

from bot.export import folder as writing
from bot.export.folder import MANIFEST, FolderRefusedError, write_folder

FIRST = {"a.html": b"first", "gone.html": b"first"}
SECOND = {"a.html": b"second", "b.html": b"second"}


def held(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}


@pytest.fixture
def folder(tmp_path):
    """A folder that an export wrote."""
    write_folder(tmp_path / "out", "site", FIRST)
    return tmp_path / "out"


def test_an_earlier_export_is_replaced_with_all_that_was_in_it(folder):
    """A file that is no more part of it goes; beside the folder nothing is left."""
    assert held(folder) == FIRST
    write_folder(folder, "site", SECOND)
    assert held(folder) == SECOND
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_an_empty_folder_will_do(tmp_path):
    """As made by hand, or by a build."""
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", "site", FIRST)
    assert held(tmp_path / "out") == FIRST


def test_a_link_to_a_folder_stays_one(folder):
    """What it leads to is replaced."""
    link = folder.parent / "link"
    link.symlink_to(folder, target_is_directory=True)
    write_folder(link, "site", SECOND)
    assert link.is_symlink()
    assert held(folder) == SECOND


@pytest.mark.parametrize(
    ("there", "kind", "reason"),
    [
        ({"thesis.txt": b"years of work"}, "site", "holds other things"),
        ({MANIFEST: b"not JSON", "a.html": b""}, "site", "holds other things"),
        ({MANIFEST: b"[]"}, "site", "holds other things"),
        ({**FIRST, MANIFEST: b'{"kind": "markdown", "files": ["a.html", "gone.html"]}'}, "site", "holds other things"),
        ({**FIRST, "CNAME": b"", MANIFEST: b'{"kind": "site", "files": ["a.html", "gone.html"]}'}, "site", "(CNAME)"),
    ],
)
def test_what_no_export_of_its_kind_wrote_is_never_lost(tmp_path, there, kind, reason):
    """The folder stays as it was, and the reason names a file."""
    out = tmp_path / "out"
    out.mkdir()
    for name, data in there.items():
        (out / name).write_bytes(data)
    before = held(out)
    with pytest.raises(FolderRefusedError) as refused:
        write_folder(out, kind, SECOND)
    assert reason in str(refused.value)
    assert held(out) == before


def test_a_folder_that_was_put_into_an_export_is_not_lost_either(folder):
    """Such as .git."""
    (folder / ".git").mkdir()
    with pytest.raises(FolderRefusedError, match=r"\.git"):
        write_folder(folder, "site", SECOND)
    assert (folder / ".git").is_dir()


def test_a_file_or_a_place_that_is_not_there_is_refused(tmp_path):
    """In words."""
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderRefusedError, match="is no folder"):
        write_folder(tmp_path / "file", "site", FIRST)
    with pytest.raises(FolderRefusedError, match="there is no folder"):
        write_folder(tmp_path / "no" / "such", "site", FIRST)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            OSError(28, "No space left on device"),
            partial(pytest.raises, FolderRefusedError, match="No space left on device"),
        ),
        (KeyboardInterrupt(), partial(pytest.raises, KeyboardInterrupt)),
    ],
)
@pytest.mark.parametrize("at", [1, 3])
def test_what_goes_wrong_while_writing_leaves_the_earlier_export_whole(folder, monkeypatch, fault, told, at):
    """With the first file or with the last; a full disk is told, and so is Ctrl-C."""
    write, written = writing._write, []

    def failing(path, data):
        written.append(path)
        if len(written) == at:
            raise fault
        write(path, data)

    monkeypatch.setattr(writing, "_write", failing)
    with told():
        write_folder(folder, "site", SECOND)
    assert held(folder) == FIRST
    assert [path.name for path in folder.parent.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            OSError(16, "Device or resource busy"),
            partial(pytest.raises, FolderRefusedError, match="Device or resource busy"),
        ),
        (KeyboardInterrupt(), partial(pytest.raises, KeyboardInterrupt)),
    ],
)
@pytest.mark.parametrize("at", [1, 2])
def test_what_goes_wrong_while_moving_it_into_place_does_so_too(folder, monkeypatch, fault, told, at):
    """Whether the earlier one has been moved away already or not."""
    path_type = type(folder)
    rename, renamed = path_type.rename, []

    def failing(path, target):
        renamed.append(target)
        if len(renamed) == at:
            raise fault
        return rename(path, target)

    monkeypatch.setattr(path_type, "rename", failing)
    with told():
        write_folder(folder, "site", SECOND)
    assert held(folder) == FIRST
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
