"""The README shows what the bot really says: each transcript is played again and compared.

After a change that is meant, `UPDATE_TRANSCRIPTS=1 make test` writes them anew.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.text import Text

from bot.frontends.terminal.drawing import draw_answer
from bot.frontends.terminal.screen_chat import draw_reply
from bot.frontends.terminal.session import ChatSession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.assistant import Assistant

README = Path(__file__).parents[1] / "README.md"
TRANSCRIPT = re.compile(r"(?<=```console\n)\$ (make chat|\.venv/bin/career-bot ask [^\n]+)\n(.*?)(?=```)", re.DOTALL)
WIDTH = 88


def played(assistant: Assistant, command: str, shown: str) -> str:
    """Return what a terminal shows for a transcript's command and the lines typed in it."""
    screen = Console(file=io.StringIO(), width=WIDTH, color_system=None)
    for part in _chat(assistant, shown) if command == "make chat" else _ask(assistant, command):
        screen.print(part)
    lines = (line.rstrip() for line in screen.file.getvalue().splitlines())
    return f"$ {command}\n" + "\n".join(lines) + "\n"


def _ask(assistant: Assistant, command: str) -> Iterator[RenderableType]:
    yield draw_answer(assistant.ask(" ".join(shlex.split(command)[2:])))


def _chat(assistant: Assistant, shown: str) -> Iterator[RenderableType]:
    session = ChatSession(assistant)
    yield Text(session.welcome)
    for typed in re.findall(r"^> (.+)$", shown, re.MULTILINE):
        yield Text(f"\n> {typed}\n")
        yield draw_reply(session.respond(typed))


def test_the_readmes_transcripts_are_what_the_bot_says(assistant):
    """Line for line, as wide as a terminal that leaves room for a page's margin."""
    text = README.read_text(encoding="utf-8")
    assert len(TRANSCRIPT.findall(text)) >= 2
    real = TRANSCRIPT.sub(lambda found: played(assistant, found[1], found[2]), text)
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        README.write_text(real, encoding="utf-8")
    assert text == real
