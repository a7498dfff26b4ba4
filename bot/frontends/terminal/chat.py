"""`career-bot chat`: the loop around a `ChatSession`, plain where input or output is no terminal, else in colour."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

import typer  # noqa: TC002 - Typer reads annotations at run time

from bot.frontends.terminal.plain import answer_text, numbered
from bot.frontends.terminal.session import CHART_COMMAND, GOODBYE, ChatSession
from bot.frontends.terminal.startup import start_assistant

if TYPE_CHECKING:
    from bot.frontends.terminal.session import Reply


def chat(context: typer.Context) -> None:
    """Chat with the bot in the terminal."""
    assistant = start_assistant(context)
    assistant.get_ready()
    session = ChatSession(assistant)
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        from bot.frontends.terminal.screen_chat import chat_on_screen  # noqa: PLC0415 - prompt_toolkit is slow to load

        chat_on_screen(session, assistant)
    else:
        chat_by_line(session, sys.stdin, sys.stdout)


def chat_by_line(session: ChatSession, source: TextIO, sink: TextIO) -> None:
    """Answer line by line in plain text until the input ends or `/quit`; prompts only where somebody types."""
    prompt = "\n> " if source.isatty() else ""
    if isinstance(source, io.TextIOWrapper):
        source.reconfigure(errors="replace")
    if prompt:
        sink.write(f"{session.welcome}\n")
    while True:
        sink.write(prompt)
        sink.flush()
        typed = source.readline()
        if not typed:
            if prompt:
                sink.write(f"\n{GOODBYE}\n")
            return
        reply = session.respond(typed)
        if reply is None:
            continue
        sink.write(f"{reply_text(reply)}\n" if prompt else f"{reply_text(reply)}\n\n")
        sink.flush()
        if reply.ends:
            return


def reply_text(reply: Reply) -> str:
    """Return a reply as plain text."""
    if reply.answer is not None:
        return answer_text(reply.answer, CHART_COMMAND)
    parts = [reply.title, "\n".join(reply.lines), "\n".join(numbered(choice.label for choice in reply.choices))]
    return "\n\n".join(part for part in parts if part)
