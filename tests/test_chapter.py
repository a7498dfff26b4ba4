"""The moderators' chapter of CONTRIBUTING.md is played again, command by command, on a copy of the knowledge.

After a change that is meant, `UPDATE_TRANSCRIPTS=1 make test` writes its blocks anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from chapter import QUESTION, agrees, blocks

PROJECT = Path(__file__).parents[1]
TITLE = "Ten minutes from nothing to a merged change"
CAREER_BOT = ".venv/bin/career-bot"
PLAYED = (CAREER_BOT, "git switch", "git commit")
"""Commands that are run; the others need the network, or make what is there already."""
LEFT_OUT = re.compile(r"^    4\. .*?(?=^  probability)", re.DOTALL | re.MULTILINE)
HASH = re.compile(r"(?<=^\[lone-wolves )[0-9a-f]+(?=\])")
GIT = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
       for what, value in (("NAME", "You"), ("EMAIL", "you@example.com"))}  # fmt: skip


class Workshop:
    """A clone of the project's knowledge in which a moderator works."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "career-bot"
        shutil.copytree(PROJECT / "knowledge", self.folder / "knowledge")
        self.file = next(self.folder.glob("knowledge/faq/work.yaml"))
        self.found = self.file.read_text(encoding="utf-8")
        for command in ("git init --quiet --initial-branch=main", "git add --all", "git commit --quiet -m Found"):
            self.run(command)

    def run(self, command: str) -> str:
        """Run a command as the shell would; return what it prints."""
        words = shlex.split(command)
        if words[0] == CAREER_BOT:
            words = [sys.executable, "-m", "bot", "--knowledge", str(self.folder / "knowledge"), *words[1:]]
        kept = {name: value for name, value in os.environ.items() if name not in {"KNOWLEDGE_DIR", "NO_COLOR"}}
        done = subprocess.run(  # noqa: S603 - the chapter's own commands
            words, cwd=self.folder, capture_output=True, check=False, timeout=900,
            env=kept | GIT | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1", "LC_ALL": "C"},
        )  # fmt: skip
        return done.stdout.decode().replace(str(self.home), "/home/you")

    def edit(self, lines: str) -> None:
        """Put lines below the first of them, which stands in the file as it was found."""
        anchor = lines.splitlines(keepends=True)[0]
        assert self.found.count(anchor) == 1
        self.file.write_text(self.found.replace(anchor, lines), encoding="utf-8")


def played(workshop: Workshop, text: str) -> str:
    """Return a block of commands with what they really print."""
    told = []
    for command in re.findall(r"^\$ (.+)$", text, re.MULTILINE):
        printed = workshop.run(command) if command.startswith(PLAYED) else ""
        told.append(f"$ {command}\n" + HASH.sub("9643cda", LEFT_OUT.sub("…\n", printed)))
    return "".join(told)


def test_the_moderators_chapter_is_what_happens(tmp_path):
    """What is printed, from the question in vain to the commit, and what the edited lines bring about."""
    workshop, real = Workshop(tmp_path), []
    for kind, text in blocks(TITLE):
        if kind == "yaml":
            workshop.edit(text)
        real.append(text if kind == "yaml" else played(workshop, text))
    agrees(TITLE, real)
    told = "".join(real)
    assert f'try "{QUESTION}"' in told
    assert "decision:   unmatched" in told
    assert "phrasing-twice" in told
    assert "no problems" in told
    assert "1 file changed, 1 insertion(+)" in told
