"""A word of progress for whoever waits at a terminal, and none for programs."""

from __future__ import annotations

import io
import time

import pytest

from bot.frontends.terminal import startup


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


def test_programs_are_told_nothing(standard_error):
    """Standard error stays clean when it is no terminal."""
    stream = standard_error(terminal=False)
    wait_within(0.2)
    assert stream.getvalue() == ""


def test_a_start_that_fails_still_fails(standard_error):
    """The word of progress swallows no error."""
    standard_error(terminal=True)
    with pytest.raises(ValueError, match="no good"), startup.a_word_of_progress():
        raise ValueError("no good")
