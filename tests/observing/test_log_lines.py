"""Log lines: without secrets, one record each, and nothing in them that could pass for another."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.observing.faults import Fault, told
from bot.observing.log_lines import JsonLines, TextLines, without_tricks, write_logs
from bot.observing.redaction import REDACTED, Redactor
from bot.settings import LogFormat, LogLevel

# Made up, in the shape of a real one.
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4" + ".GabcDE." + "abcdefghijklmnopqrstuvwxyz0123456789AB"
DATABASE = "postgresql+asyncpg://bot:pa%24%24word-of-ours@db.example/bot"


def record(message: str, *values: object, level: int = logging.INFO, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.somewhere", level, __file__, 1, message, values, None)
    made.__dict__.update(more)
    return made


@pytest.fixture
def _logging_as_before(monkeypatch):
    """Put back what `write_logs` changes in the process."""
    root = logging.getLogger()
    names = ("", "bot")
    levels = {name: logging.getLogger(name).level for name in names}
    handlers = list(root.handlers)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    "text",
    [
        f"token {TOKEN} was used",
        f"Authorization: Bot {TOKEN}",
        f"could not connect to {DATABASE}",
        "the password pa$$word-of-ours is wrong",
        f"{TOKEN!r}",
        "https://discord.com/api/v10/webhooks/123456/aW50ZXJhY3Rpb246MTIz.abc-def_1/messages/@original",
        "POST /interactions/9876/aW50ZXJhY3Rpb246/callback",
        "redis://somebody:secret@host/0",
        "connect(host='h', password='pa$$word-of-ours')",
    ],
)
def test_secrets_are_taken_out(text):
    """Those that were set, in any form, and what looks like one."""
    said = Redactor([TOKEN, DATABASE])(text)

    assert REDACTED in said
    for secret in (TOKEN, "pa$$word", "pa%24%24word", "aW50ZXJhY3Rpb246", "secret"):
        assert secret not in said


@pytest.mark.parametrize(
    "text",
    [
        "The knowledge has changed and is in service.",
        "answered to /ask in channel 123456789012345678: entry pay-by-state",
        "bot.frontends.discord.client: registered",
        "https://discord.com/developers",
        "/srv/knowledge/faq/pay.yaml:12:3",
    ],
)
def test_what_is_no_secret_stays(text):
    """Ids, names of modules and paths are needed to understand the log."""
    assert Redactor([TOKEN, DATABASE])(text) == text


@pytest.mark.parametrize("lines", [TextLines, JsonLines])
def test_a_traceback_holds_no_secret(lines):
    """Not in the error's message, not in that of its cause."""
    problem = RuntimeError(f"with {TOKEN}")
    problem.__cause__ = ValueError(DATABASE)
    made = record("failed", level=logging.ERROR)
    made.exc_info = (RuntimeError, problem, None)
    written = lines(Redactor([TOKEN, DATABASE])).format(made)

    assert "RuntimeError" in written
    assert "ValueError" in written
    assert TOKEN not in written
    assert "word-of-ours" not in written


def test_a_json_line_has_what_machines_filter_by():
    """Level, logger, message, and the kind of fault."""
    line = json.loads(JsonLines(Redactor()).format(record("no %s", "answer", **told(Fault.UNSENT))))

    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "info", "logger": "bot.somewhere", "message": "no answer", "fault": "unsent"}


@given(st.text())
def test_no_text_can_pass_for_another_record(text):
    """Whatever is put into a message: a JSON line stays one line, and a text line's others are set in."""
    made = record("server %s", text)
    first, *others = TextLines(Redactor()).format(made).split("\n")

    assert " INFO bot.somewhere: server " in first
    assert all(other.startswith("    ") for other in others)
    assert all(
        not char.isspace() or char == " " for char in "".join([first, *others]) if ord(char) < 32 and char != "\t"
    )
    assert JsonLines(Redactor()).format(made).isprintable()


@pytest.mark.parametrize("trick", ["\x1b[31m", "\u202e", "\u200b", "\u2066", "\x00", "\ufeff", "\r", "\x9b"])
def test_what_changes_how_text_is_read_is_shown(trick):
    """Escapes of terminals, bidi marks, and what has no width; letters of any language stay."""
    assert trick not in without_tricks(f"a{trick}b")
    for lines in (TextLines, JsonLines):
        assert trick not in lines(Redactor()).format(record("server %s", f"a{trick}b"))
    assert without_tricks("Crème ☕ в порядке") == "Crème ☕ в порядке"


@pytest.mark.usefixtures("_logging_as_before")
@pytest.mark.filterwarnings("always:with")
@pytest.mark.parametrize("level", [LogLevel.DEBUG, LogLevel.INFO])
def test_the_whole_process_logs_that_way(level):
    """The bot from the chosen level on, libraries' warnings, and what would end a thread or the process."""
    stream, faults = io.StringIO(), []
    write_logs(stream, LogFormat.TEXT, Redactor([TOKEN]), faults.append, level=level)
    logging.getLogger("bot.somewhere").info("ours")
    logging.getLogger("discord.http").info("theirs")
    logging.getLogger("discord.http").debug("POST with what somebody said")
    logging.getLogger("discord.http").warning("their warning")
    warnings.warn(f"with {TOKEN}", stacklevel=1)
    sys.excepthook(ValueError, ValueError(TOKEN), None)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    written = stream.getvalue()

    assert "ours" in written
    assert "theirs" not in written
    assert "somebody said" not in written
    assert "their warning" in written
    assert "UserWarning" in written
    assert "CRITICAL" in written
    assert "ZeroDivisionError" in written
    assert TOKEN not in written
    assert faults == ["unexpected", "unexpected"]
