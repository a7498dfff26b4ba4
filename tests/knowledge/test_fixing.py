"""`check --fix` writes only into the text that its places were found in."""

from __future__ import annotations

import shutil

from bot.knowledge.checker import check_folder
from bot.knowledge.fixing import fix_files

BLANKS = "guides:\n  - {id: a, title: A}  \n  - {id: b, title: B}  \n"


def test_a_file_that_was_saved_since_it_was_checked_is_left_for_the_next_check(tmp_path):
    """The places of the first text mean something else in the second; others are put right all the same."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    guides, credentials = folder / "guides.yaml", folder / "credentials.yaml"
    guides.write_text(BLANKS, encoding="utf-8")
    shutil.copy(guides, credentials)
    problems = check_folder(folder).problems
    saved = f"# somebody has written a line here meanwhile\n{BLANKS}"
    guides.write_text(saved, encoding="utf-8")

    fixed = fix_files(folder, problems)

    assert {one.file for one in fixed} == {"knowledge/credentials.yaml"}
    assert "  \n" not in credentials.read_text(encoding="utf-8")
    assert guides.read_text(encoding="utf-8") == saved
    assert fix_files(folder, check_folder(folder).problems)
    assert guides.read_text(encoding="utf-8") == saved.replace("  \n", "\n")
