"""`career-bot export` as a shell runs it."""

from __future__ import annotations

import json

import pytest


def test_a_site_is_written_and_written_again(career_bot, tmp_path):
    """Where it starts is told on standard error; the same knowledge gives the same bytes in any process."""
    kept = []
    for seed in ("1", "2"):
        done = career_bot("export", "site", tmp_path / "out", environment={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        assert b"index.html" in done.stderr
        assert done.stdout == b""
        kept.append({path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()})
    assert kept[0] == kept[1]
    assert b"Pay" in kept[0]["index.html"]


def test_markdown_goes_to_standard_output_or_into_a_folder(career_bot, small_folder, tmp_path):
    """Of another knowledge folder, too, and under a title of one's own."""
    knowledge = ("--knowledge", small_folder(tmp_path))
    done = career_bot(*knowledge, "export", "markdown", "--title", "Cats")
    assert done.stdout.startswith(b"# Cats\n")
    assert b"Certified Cat Herder" in done.stdout
    assert (done.returncode, done.stderr) == (0, b"")
    career_bot(*knowledge, "export", "markdown", tmp_path / "out")
    assert (tmp_path / "out" / "README.md").read_text().startswith("# Cat herders\n")


def test_json_goes_to_standard_output_or_into_a_file(career_bot, small_folder, tmp_path):
    """One object, the same either way."""
    knowledge = ("--knowledge", small_folder(tmp_path))
    printed = career_bot(*knowledge, "export", "json").stdout
    assert json.loads(printed)["figures"][0]["value"] == 48_780
    career_bot(*knowledge, "export", "json", tmp_path / "all.json")
    assert (tmp_path / "all.json").read_bytes() == printed


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("site", "."), "holds other things"),
        (("markdown", "no/such/folder"), "there is no folder"),
        (("json", "."), "it is a folder"),
        (("json", "no/such/folder/x.json"), "can't write"),
    ],
)
def test_what_cannot_be_written_is_explained(career_bot, arguments, reason):
    """On standard error, with exit status 2."""
    done = career_bot("export", *arguments)
    assert reason in done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
