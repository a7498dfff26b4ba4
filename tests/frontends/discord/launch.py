"""Runs the bot as `career-bot run` does, in its own process, against the stand-in whose address is the first argument.

The second argument says whose answers: `guides` for the real assistant, `script` for a fixed one.
"""

from __future__ import annotations

import sys

import discord
import yarl
from scripted import ScriptedAssistant, said

from bot.answering.answer import Outcome, Suggestion
from bot.frontends.discord.run import run_with
from bot.settings import Settings


def scripted(_settings: Settings) -> ScriptedAssistant:
    """Return an assistant that is never sure, and knows one entry."""
    offered = (Suggestion("duties", "What do coders do?"),)
    unsure = said("Did you mean this?", outcome=Outcome.SUGGESTED, entry=None, suggestions=offered)
    return ScriptedAssistant(unsure, {"duties": said()}, offered)


def main() -> int:
    """Point discord.py at the stand-in and run."""
    url, whose = sys.argv[1:3]
    discord.http.Route.BASE = f"{url}/api"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"{url}/gateway")
    if whose == "script":
        return run_with(Settings(), scripted)
    from bot.composition import build_assistant  # noqa: PLC0415 - loads the matcher, which the script doesn't need

    return run_with(Settings(), build_assistant)


if __name__ == "__main__":
    sys.exit(main())
