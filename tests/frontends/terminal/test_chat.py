"""`career-bot chat` through a pipe, and on a pseudo-terminal as a person sees it."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import time

import pytest

from bot.frontends.terminal.chat import chat_by_line
from bot.frontends.terminal.session import GOODBYE, ChatSession

pty = pytest.importorskip("pty", reason="pseudo-terminals are a Unix thing")
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[=>])")
COLOURS = re.compile(r"\x1b\[[0-9;]*(3[0-7]|9[0-7]|38;5;\d+)[0-9;]*m")


@pytest.mark.usefixtures("assistant")  # has it worked out, which a first start would speak of
def test_a_piped_chat_answers_in_plain_text(career_bot):
    """No prompt, no colours; numbers and commands work as they do on a screen; exit status 0."""
    done = career_bot("chat", given=b"How much do they earn in Alaska?\n\n/topics\n1\n1\n/quit\nnever read\n")
    text = done.stdout.decode()
    assert "$58,620" in text
    assert "Sources:" in text
    assert "Type a number to see a topic's questions." in text
    assert "Type a number to see the answer." in text
    assert text.endswith(f"{GOODBYE}\n\n")
    assert "\x1b" not in text
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.usefixtures("assistant")  # has it worked out, which a first start would speak of
def test_a_piped_chat_ends_with_its_input(career_bot):
    """Without /quit, and with bytes in it that are no text."""
    done = career_bot("chat", given=b"caf\xe9 \xff\nthanks")
    assert done.stdout.strip()
    assert done.stderr == b""
    assert done.returncode == 0


def test_follow_ups_share_their_context(career_bot):
    """The second question names only the place."""
    done = career_bot("chat", given=b"How much do they earn in Alaska?\nand in Minnesota?\n")
    assert "$55,450" in done.stdout.decode()


def test_a_line_by_line_chat_prompts_where_somebody_types(scripted):
    """A terminal that can do no more still shows where to type."""

    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    sink = io.StringIO()
    session = ChatSession(scripted)
    chat_by_line(session, Keyboard("hello\n"), sink)
    assert sink.getvalue() == f"{session.welcome}\n\n> You said: hello\n\n> \n{GOODBYE}\n"


class Terminal:
    """The chat on a pseudo-terminal: what is typed goes in, what the screen is sent comes out."""

    def __init__(self, home, **environment: str) -> None:
        self.ours, theirs = pty.openpty()
        kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "KNOWLEDGE_DIR"}}
        settings = {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=kept | settings | {"XDG_STATE_HOME": str(home), **environment},
            start_new_session=True,
        )
        os.close(theirs)
        self.raw = ""
        self.read_up_to = 0

    def type(self, keys: str) -> None:
        os.write(self.ours, keys.encode())

    def wait_for(self, expected: str, seconds: float = 60) -> str:
        """Return what the screen shows from the last time up to and with `expected`; fail if that doesn't come."""
        until = time.monotonic() + seconds
        start = self.read_up_to
        while (found := self.text.find(expected, start)) < 0:
            readable, _, _ = select.select([self.ours], [], [], max(0, until - time.monotonic()))
            assert readable, f"{expected!r} did not come after {self.text[start:]!r}"
            self.raw += self._read()
        self.read_up_to = found + len(expected)
        return self.text[start : self.read_up_to]

    @property
    def text(self) -> str:
        """All that the screen was sent, without escape sequences."""
        return ESCAPES.sub("", self.raw)

    def ended(self, seconds: float = 30) -> int:
        """Read to the end and return the exit status."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and select.select([self.ours], [], [], 0.1)[0] and (more := self._read()):
            self.raw += more
        return self.process.wait(timeout=seconds)

    def _read(self) -> str:
        try:
            return os.read(self.ours, 65536).decode(errors="replace")
        except OSError:  # Linux says EIO when the other side is closed
            return ""

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.ours)


@pytest.fixture
def terminal(tmp_path):
    """Start chats on terminals that are closed after the test."""
    opened = []

    def start(**environment: str) -> Terminal:
        opened.append(Terminal(tmp_path, **environment))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def test_a_chat_on_a_terminal(terminal, tmp_path):
    """Prompt, coloured answer with sources, a number picks, Ctrl-C drops a line, /quit ends with 0, history is kept."""
    chat = terminal()
    chat.wait_for("> ")
    chat.type("How much do they earn in Alaska?\r")
    assert "$58,620" in chat.wait_for("Sources")
    assert COLOURS.search(chat.raw)
    chat.wait_for("> ")
    chat.type("/topics\r")
    chat.wait_for("Type a number to see a topic's questions.")
    chat.wait_for("> ")
    chat.type("1\r")
    chat.wait_for("Type a number to see the answer.")
    chat.wait_for("> ")
    chat.type("half a lin\x03")
    chat.wait_for("> ")
    chat.type("/quit\r")
    chat.wait_for(GOODBYE)
    assert chat.ended() == 0
    history = tmp_path / "career-bot" / "chat-history"
    assert "+How much do they earn in Alaska?" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0


def test_ctrl_d_ends_a_chat_and_no_color_is_heeded(terminal):
    """Exit status 0, and not one colour on the way."""
    chat = terminal(NO_COLOR="1")
    chat.wait_for("> ")
    chat.type("How much do they earn in Alaska?\r")
    chat.wait_for("Sources")
    chat.wait_for("> ")
    chat.type("\x04")
    chat.wait_for(GOODBYE)
    assert chat.ended() == 0
    assert not COLOURS.search(chat.raw)


def test_a_dumb_terminal_gets_the_plain_chat(terminal):
    """Not one escape sequence."""
    chat = terminal(TERM="dumb")
    chat.wait_for("> ")
    chat.type("How much do they earn in Alaska?\n")
    chat.wait_for("Sources:")
    chat.type("/quit\n")
    chat.wait_for(GOODBYE)
    assert chat.ended() == 0
    assert "\x1b" not in chat.raw
