"""`ask --jsonl`: bytes in, one JSON object a line out, in the same order. Pure but for the two streams.

A line is plain text or a JSON object `{"question": str, "conversation": str}`. What can't be read as either gets an
object with `error`, and the next line is read. Memory stays bounded whatever comes in: no line is held beyond
`MAX_LINE_BYTES`, and no answer beyond its own line.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.frontends.terminal.questions import MAX_QUESTION_CHARACTERS, shortened, why_refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.assistant import Assistant

logger = logging.getLogger(__name__)

# Room for the longest question with every character written as two \uXXXX escapes, and for the fields around it.
MAX_LINE_BYTES = 12 * MAX_QUESTION_CHARACTERS + 16_384

_OTHER_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input without its end, counted from 1. `cut` says that it was longer than `MAX_LINE_BYTES`."""

    number: int
    content: bytes
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A readable line."""

    question: str
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is no valid input: why, and the question (its beginning, if long) where it is known."""

    error: str
    question: str | None = None


def answer_stream(assistant: Assistant, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer every line of `source` on `sink`, each written out before the next is read."""
    for line in read_lines(source):
        answer = answer_line(assistant, line)
        if answer is not None:
            sink.write(as_line(answer))
            sink.flush()


def as_line(answer: dict[str, Any]) -> bytes:
    """Return one line of JSON; signs that some readers take for the end of a line stand in it as escapes."""
    return json.dumps(answer, ensure_ascii=False).translate(_OTHER_LINE_ENDS).encode() + b"\n"


def read_lines(source: BinaryIO) -> Iterator[Line]:
    """Yield the lines of a stream; of one that is too long only the beginning is kept, and the rest is skipped."""
    number = 0
    while content := source.readline(MAX_LINE_BYTES):
        number += 1
        complete = content.endswith(b"\n") or len(content) < MAX_LINE_BYTES
        rest = b"" if complete else source.readline(MAX_LINE_BYTES)
        cut = rest not in {b"", b"\n", b"\r\n"}
        while rest and not rest.endswith(b"\n"):
            rest = source.readline(MAX_LINE_BYTES)
        yield Line(number, content.rstrip(b"\r\n"), cut)


def answer_line(assistant: Assistant, line: Line) -> dict[str, Any] | None:
    """Return the JSON object for one line; None for an empty one, which is skipped."""
    parsed = parse(line)
    if parsed is None:
        return None
    if isinstance(parsed, Refused):
        return _error(line, parsed.error, parsed.question)
    try:
        return assistant.ask(parsed.question, parsed.conversation).as_json()
    except Exception:  # one question that trips the bot must not cost the thousand behind it
        logger.exception("line %d could not be answered", line.number)
        return _error(line, "the bot failed on this question; the log says how", parsed.question)


def parse(line: Line) -> Asked | Refused | None:
    """Read a line; None means it is empty."""
    try:
        text = line.content.decode("utf-8")
    except UnicodeDecodeError:
        beginning = shortened(line.content.decode("utf-8", errors="replace"))
        if not line.cut:
            return Refused("this line is not UTF-8 text", beginning)
        text = beginning  # it may only be the cut that split a character
    text = text.removeprefix("\ufeff").strip()
    if not text:
        return None
    if line.cut:
        return Refused(
            f"this line is too long to read; please ask in at most {MAX_QUESTION_CHARACTERS:,} characters",
            None if text.startswith("{") else shortened(text),
        )
    return _parse_object(text) if text.startswith("{") else _checked(text)


def _parse_object(text: str) -> Asked | Refused:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        return Refused(f"this line begins like a JSON object but can't be read as one{where}")
    question, conversation = data.get("question"), data.get("conversation")
    if not isinstance(question, str):
        return Refused("the object needs a 'question', and it has to be text")
    if conversation is not None and not isinstance(conversation, str):
        return Refused("'conversation' has to be text", shortened(question))
    return _checked(question, conversation)


def _checked(question: str, conversation: str | None = None) -> Asked | Refused:
    reason = why_refused(question)
    return Refused(reason, shortened(question)) if reason else Asked(question, conversation)


def _error(line: Line, reason: str, question: str | None) -> dict[str, Any]:
    known = {} if question is None else {"question": question}
    return {**known, "error": reason, "line": line.number}
