"""The JSON lines contract, line by line and stream by stream, against an assistant that echoes."""

from __future__ import annotations

import io
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.terminal.jsonl import MAX_LINE_BYTES, Asked, Line, Refused, answer_stream, parse, read_lines


def answers(assistant, given: bytes) -> list[dict]:
    """Return the objects that a whole input brings."""
    sink = io.BytesIO()
    answer_stream(assistant, io.BytesIO(given), sink)
    return [json.loads(line) for line in sink.getvalue().decode().splitlines()]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        (b"what does it pay", Asked("what does it pay")),
        (b"  spaces around  ", Asked("spaces around")),
        ("\ufeffa byte order mark".encode(), Asked("a byte order mark")),
        ("¿cuánto gana? 💸".encode(), Asked("¿cuánto gana? 💸")),
        (b'{"question": "pay?", "conversation": "a"}', Asked("pay?", "a")),
        (b'{"question": "pay?", "conversation": null, "id": 7}', Asked("pay?")),
        (b'{"question": "\\ud83d\\udcb8"}', Asked("💸")),
        (b'"quoted"', Asked('"quoted"')),
        (b"[1]", Asked("[1]")),
        (b"1234", Asked("1234")),
        (b"x" * 4000, Asked("x" * 4000)),
    ],
)
def test_a_readable_line_is_a_question(line, asked):
    """Plain text is taken as it is, an object by its fields; fields nobody knows don't matter."""
    assert parse(Line(1, line)) == asked


@pytest.mark.parametrize("line", [b"", b"   ", b"\t", "\u00a0".encode(), "\ufeff".encode()])
def test_an_empty_line_is_nothing(line):
    """White space is no question and no mistake either."""
    assert parse(Line(1, line)) is None


@pytest.mark.parametrize(
    ("line", "reason", "question"),
    [
        (b"{", "can't be read", None),
        (b"{place} pay", "can't be read", None),
        (b'{"question": "pay?"', "can't be read", None),
        (b'{"question": "pay?"} {}', "can't be read", None),
        (b'{"question":' + b"[" * 20_000, "can't be read", None),
        (b'{"question":' + b"1" * 5_000 + b"}", "can't be read", None),
        (b"{}", "needs a 'question'", None),
        (b'{"question": 5}', "needs a 'question'", None),
        (b'{"question": null}', "needs a 'question'", None),
        (b'{"question": "  "}', "empty", "  "),
        (b'{"question": "pay?", "conversation": 5}', "'conversation'", "pay?"),
        (b'{"question": "\\ud83d"}', "half a character", "?"),
        (b"caf\xe9", "not UTF-8", "caf\ufffd"),
        (b"x" * 4001, "4,001 characters", "x" * 199 + "…"),
        (b'{"question": "' + b"x" * 4001 + b'"}', "4,001 characters", "x" * 199 + "…"),
    ],
)
def test_any_other_line_is_refused_with_a_reason(line, reason, question):
    """The question, or its beginning, is told where it is known."""
    refused = parse(Line(1, line))
    assert isinstance(refused, Refused)
    assert reason in refused.error
    assert refused.question == question


def test_a_bad_line_brings_an_error_object_and_the_run_goes_on(scripted):
    """Order is kept, errors name their line, and empty lines leave no trace."""
    found = answers(scripted, b'first\n\n{bad\r\n\xff\xfe\n   \n{"question": "last", "conversation": "a"}')
    assert [one.get("question") for one in found] == ["first", None, "\ufffd\ufffd", "last"]
    assert [one.get("line") for one in found if "error" in one] == [3, 4]
    assert scripted.asked == [("first", None), ("last", "a")]


@pytest.mark.parametrize("length", [100_000, MAX_LINE_BYTES, MAX_LINE_BYTES + 1, 10 * MAX_LINE_BYTES])
def test_a_very_long_line_is_refused_and_the_next_one_answered(scripted, length):
    """Nothing of its rest is taken for a line of its own."""
    refused, answered = answers(scripted, b"x" * length + b"\nnext\n")
    assert "at most 4,000" in refused["error"]
    assert refused["question"] == "x" * 199 + "…"
    assert answered["text"] == "You said: next"


def test_a_line_just_within_the_limit_is_read_whole():
    """A line end that stands exactly behind the limit belongs to the line before it."""
    for end in (b"\n", b"\r\n", b""):
        assert list(read_lines(io.BytesIO(b"x" * MAX_LINE_BYTES + end))) == [Line(1, b"x" * MAX_LINE_BYTES)]


def test_a_cut_in_the_middle_of_a_character_is_still_a_long_line(scripted):
    """It isn't reported as bytes that are no text."""
    (refused,) = answers(scripted, ("ab" + "é" * 200_000).encode())
    assert "too long" in refused["error"]


class EndlessLine(io.RawIOBase):
    """A hundred megabytes without a line end, and a question behind them."""

    def __init__(self) -> None:
        self.left = 100 * 2**20

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if self.left < 0:
            return 0
        size = min(len(buffer), self.left)
        buffer[:size] = b"x" * size
        self.left -= size
        if not size:
            buffer[:5] = b"\nend\n"
            self.left, size = -1, 5
        return size


def test_memory_stays_bounded_whatever_comes_in(scripted):
    """A line of a hundred megabytes is refused within one megabyte of memory."""
    sink = io.BytesIO()
    tracemalloc.start()
    try:
        answer_stream(scripted, io.BufferedReader(EndlessLine()), sink)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2**20
    assert [json.loads(line).get("text") for line in sink.getvalue().splitlines()] == [None, "You said: end"]


def test_each_answer_is_written_out_before_the_next_line_is_read(scripted):
    """A program can ask, wait for the answer, and ask again."""
    events = []

    class Source(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            events.append("read")
            return super().readline(size)

    class Sink(io.BytesIO):
        def flush(self) -> None:
            events.append("flush")

    answer_stream(scripted, Source(b"one\ntwo\n"), Sink())
    assert events == ["read", "flush", "read", "flush", "read"]


def test_a_question_that_trips_the_bot_brings_an_error_object(scripted):
    """One failure must not cost the thousand questions behind it."""
    scripted.fails_on = "two"
    one, two, three = answers(scripted, b"one\ntwo\nthree\n")
    assert "error" not in one
    assert two["question"] == "two"
    assert "failed" in two["error"]
    assert three["text"] == "You said: three"


def test_an_answer_is_one_line_for_every_reader(scripted):
    """Signs that some readers take for a line's end are escaped."""
    sink = io.BytesIO()
    answer_stream(scripted, io.BytesIO("a\u2028b\u2029c\u0085d\x0be\x1cf".encode()), sink)
    assert len(sink.getvalue().decode().splitlines()) == 1
    assert json.loads(sink.getvalue())["question"] == "a\u2028b\u2029c\u0085d\x0be\x1cf"


@given(st.lists(st.binary(max_size=60).filter(lambda line: b"\n" not in line), max_size=8))
def test_any_bytes_bring_one_object_a_line(lines):
    """As many objects as there are lines that aren't empty, each with an answer or an error."""

    class Echo:
        def ask(self, question, _conversation):
            return type("Said", (), {"as_json": lambda _: {"question": question, "text": question}})()

    found = answers(Echo(), b"".join(line + b"\n" for line in lines))
    assert len(found) == sum(parse(Line(1, line.rstrip(b"\r"))) is not None for line in lines)
    assert all(("text" in one) != ("error" in one) for one in found)
