"""Commands that are left in the middle, or lack what they need: one line, and a status that the README's table has."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from bot.frontends.discord.wording import LOGIN_MISSING
from bot.frontends.terminal import exits

pty = pytest.importorskip("pty", reason="pseudo-terminals are a Unix thing")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")
PROJECT = Path(__file__).parents[3]


def test_run_and_sync_say_the_same_of_a_missing_token(career_bot):
    """Word for word, and in the command's name."""
    none = {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": ""}
    for command in ("run", "sync"):
        done = career_bot(command, environment=none)
        assert done.stderr.decode() == f"career-bot: {LOGIN_MISSING}\n"
        assert (done.returncode, done.stdout) == (exits.COULD_NOT_RUN, b"")


def test_input_that_ends_while_a_command_asks_is_a_command_that_could_not_run(career_bot, tmp_path):
    """It says that nothing was done."""
    done = career_bot("init", tmp_path / "new", given=b"bees\n")
    assert done.stderr.decode().strip() == "career-bot: the input ended before all was answered, so nothing was done"
    assert done.returncode == exits.COULD_NOT_RUN
    assert not (tmp_path / "new").exists()


def test_ctrl_c_while_a_command_asks_is_an_interruption(tmp_path):
    """With the status that shells know it by, and without a word."""
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot", "init", str(tmp_path / "new")],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, preexec_fn=controlled_from_here,  # noqa: PLW1509
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while "…»: ".encode() not in shown:
        shown += os.read(ours, 1000)
    until = time.monotonic() + 60
    while (
        asking.poll() is None and time.monotonic() < until
    ):  # what is pressed while it turns to the keyboard may be lost
        with suppress(OSError):  # it may be gone by now
            os.write(ours, b"\x03")
        time.sleep(0.2)
    assert asking.poll() == exits.INTERRUPTED
    assert b"Aborted" not in os.read(ours, 1000)
    os.close(ours)


def controlled_from_here() -> None:
    """Make standard input the terminal that Ctrl-C comes from, and hear it even if whoever runs the tests doesn't."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
