"""A word of progress for whoever waits at a terminal, and none for programs."""

from __future__ import annotations

import io
import time

import pytest

from bot.frontends.terminal import startup
from bot.frontends.terminal.session import GOODBYE


@pytest.fixture
def standard_error(monkeypatch):
    """Replace standard error by a terminal (or not) whose text can be read."""

    def replace(*, terminal: bool) -> io.StringIO:
        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda: terminal)
        monkeypatch.setattr("sys.stderr", stream)
        return stream

    monkeypatch.setattr(startup, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setenv("TERM", "xterm")
    return replace


def wait_within(seconds: float) -> None:
    """Spend some time inside the context."""
    with startup.a_word_of_progress():
        time.sleep(seconds)


def test_a_long_start_is_explained_and_the_explanation_goes_away(standard_error):
    """One line, erased when the bot is ready."""
    stream = standard_error(terminal=True)
    wait_within(0.5)
    assert stream.getvalue() == f"{startup.PROGRESS}\r\x1b[K"


def test_a_quick_start_says_nothing(standard_error, monkeypatch):
    """Nobody waits."""
    monkeypatch.setattr(startup, "PATIENCE_SECONDS", 60)
    stream = standard_error(terminal=True)
    wait_within(0)
    assert stream.getvalue() == ""


def test_a_slow_machine_is_nothing_that_programs_are_told(standard_error):
    """Standard error stays clean when it is no terminal, and nothing has to be worked out."""
    stream = standard_error(terminal=False)
    wait_within(0.2)
    assert stream.getvalue() == ""


@pytest.mark.parametrize("terminal", [False, True])
def test_what_takes_long_is_told_once_when_piped_too(standard_error, terminal):
    """A line that stays where there is no terminal to take it away from."""
    stream = standard_error(terminal=terminal)
    with startup.a_word_of_progress() as before_fitting:
        before_fitting()
        time.sleep(0.5)
        before_fitting()
    assert stream.getvalue() == startup.PROGRESS + ("\r\x1b[K" if terminal else "\n")


def test_a_first_start_through_pipes_says_what_it_is_doing(career_bot, small_folder, tmp_path):
    """And the second one, which only reads what was worked out, doesn't."""
    chat = ("--knowledge", small_folder(tmp_path), "chat")
    cache = {"CAREER_BOT_CACHE_DIR": str(tmp_path / "cache")}
    first, second = (career_bot(*chat, given=b"/quit\n", environment=cache) for _ in range(2))
    assert first.stderr.decode() == f"{startup.PROGRESS}\n"
    assert second.stderr == b""
    assert first.stdout == second.stdout == f"{GOODBYE}\n\n".encode()


def test_a_start_that_fails_still_fails(standard_error):
    """The word of progress swallows no error."""
    standard_error(terminal=True)
    with pytest.raises(ValueError, match="no good"), startup.a_word_of_progress():
        raise ValueError("no good")
