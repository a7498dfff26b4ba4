"""`career-bot unanswered`: what people asked in vain, most asked first, with what is alike together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.frontends.terminal.columns import print_columns
from bot.frontends.terminal.startup import start_assistant
from bot.frontends.terminal.store import Server, done_with_store

if TYPE_CHECKING:
    from bot.store.store import Store
    from bot.store.unanswered import UnansweredQuestion


def unanswered(
    context: typer.Context,
    server: Server = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show this many groups.")] = 25,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a group and line.")] = False,
) -> None:
    """List what people asked in vain, most asked first, with what is alike together."""
    from bot.answering.asked_in_vain import grouped  # noqa: PLC0415 - keeps other commands quick

    async def act(opened: Store) -> list[UnansweredQuestion]:
        return await opened.unanswered.most_asked(server, limit=1_000)

    asked = done_with_store(context, act)
    groups = grouped(asked, start_assistant(context).matcher)[:limit] if asked else []
    if as_json:
        for group in groups:
            typer.echo(json.dumps(_as_object(group), ensure_ascii=False))
    elif groups:
        rows = [
            (str(_count(group)), group[0].text, str(len(group) - 1 or ""), group[0].entry or "") for group in groups
        ]
        print_columns(("asked", "question", "alike", "known gap"), [rows])
    else:
        typer.echo("Nothing has been asked in vain lately.")


def _count(group: list[UnansweredQuestion]) -> int:
    return sum(one.count for one in group)


def _as_object(group: list[UnansweredQuestion]) -> dict[str, Any]:
    return {
        "question": group[0].text,  # so that `ask --jsonl` and `diff --questions` take it
        "count": _count(group),
        "questions": [one.text for one in group],
        "entry": group[0].entry,
        "first_seen": min(one.first_seen for one in group).isoformat(),
        "last_seen": max(one.last_seen for one in group).isoformat(),
    }
