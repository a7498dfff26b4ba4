"""The chat on a real terminal: line editing with history and completion by prompt_toolkit, colours by rich."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import ColorDepth
from rich.console import Group
from rich.text import Text

from bot.frontends.terminal.drawing import draw_answer, draw_choices, screen
from bot.frontends.terminal.session import CHART_COMMAND, COMMANDS, GOODBYE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from rich.console import RenderableType

    from bot.answering.assistant import Assistant
    from bot.frontends.terminal.session import ChatSession, Reply

FEWEST_LETTERS = 3  # before that, a list of questions says more about the bot than about what is being typed
MOST_COMPLETIONS = 6


def chat_on_screen(session: ChatSession, assistant: Assistant) -> None:
    """Chat until `/quit` or Ctrl-D; Ctrl-C drops the line that is being typed."""
    console = screen()
    prompt = PromptSession[str](
        history=_history(),
        completer=QuestionCompleter(assistant),
        complete_while_typing=True,
        reserve_space_for_menu=MOST_COMPLETIONS,
        color_depth=ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None,
    )
    console.print(Text(session.welcome, "dim"))
    while True:
        console.print()
        try:
            typed = prompt.prompt(FormattedText([("bold ansicyan", "> ")]))
        except KeyboardInterrupt:
            continue
        except EOFError:
            console.print(Text(GOODBYE, "dim"))
            return
        reply = session.respond(typed)
        if reply is None:
            continue
        console.print()
        console.print(draw_reply(reply))
        if reply.ends:
            return


def draw_reply(reply: Reply) -> RenderableType:
    """Return a reply as a rich renderable."""
    if reply.answer is not None:
        return draw_answer(reply.answer, CHART_COMMAND)
    parts: list[RenderableType] = [Text(f"{reply.title}\n", "bold cyan")] if reply.title else []
    parts += [Text(line) for line in reply.lines]
    if reply.choices:
        parts.append(draw_choices(choice.label for choice in reply.choices))
    return Group(*parts)


class QuestionCompleter(Completer):
    """Offers commands after a slash, and the knowledge's own questions while one is being typed."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Yield what the whole line could become."""
        typed = document.text_before_cursor
        start = -len(typed)
        if typed.startswith("/"):
            for name, meaning in COMMANDS.items():
                if name.startswith(typed):
                    yield Completion(name, start, display_meta=meaning)
        elif len(typed.strip()) >= FEWEST_LETTERS and not typed.strip().isdigit():
            for suggestion in self._assistant.complete(typed, MOST_COMPLETIONS):
                yield Completion(suggestion.question, start)


def _history() -> History:
    """Return a history that outlives the chat, in a file only its owner can read; in memory where that can't be."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    with suppress(OSError, RuntimeError):
        folder = state / "career-bot"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = folder / "chat-history"
        file.touch(mode=0o600)
        if os.access(file, os.W_OK):
            return FileHistory(str(file))
    return InMemoryHistory()
