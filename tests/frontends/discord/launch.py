"""Runs the bot as `career-bot run` does, in its own process, with discord.py pointed at a stand-in.

Arguments: the stand-in's address; the folder to remember registered commands and to keep a store in; whose
answers: `guides` for the real assistant, `day` for that as in service, with a store and its folder watched, `script`
for a fixed one, `vain` for one that has no answer, with a store, `failing` for one that raises, `leaking` for one that
raises what nobody may read, with a store, `slow`, `stuck` and `hung` for some that take long.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import yarl
from scripted import ScriptedAssistant, said

from bot.answering.answer import Answer, Outcome, Suggestion
from bot.frontends.discord import run
from bot.frontends.discord.run import run_with
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable


def scripted(_settings: Settings) -> ScriptedAssistant:
    """Return an assistant that is never sure, and knows one entry."""
    offered = (Suggestion("duties", "What do coders do?"),)
    unsure = said("Did you mean this?", outcome=Outcome.SUGGESTED, entry=None, suggestions=offered)
    return ScriptedAssistant(unsure, {"duties": said()}, offered)


def in_vain(_settings: Settings) -> ScriptedAssistant:
    """Return an assistant that has no answer to anything."""
    return ScriptedAssistant(said("", outcome=Outcome.UNMATCHED, entry=None))


def leaking(settings: Settings) -> ScriptedAssistant:
    """Return an assistant whose errors tell every secret that it could know."""
    secrets = (settings.discord_token, settings.database_url, settings.voting_key)
    files = (settings.database_url_file, settings.voting_key_file, settings.data_dir / "voting.key")
    told = [one.get_secret_value() for one in secrets if one] + [
        one.read_text() for one in files if one and one.exists()
    ]
    return ScriptedAssistant(error=ZeroDivisionError(*told))


class SlowAssistant(ScriptedAssistant):
    """An assistant that keeps everybody waiting."""

    seconds = 0.02

    def ask(self, question: str, conversation: str | None = None) -> Answer:
        """Answer after a while."""
        time.sleep(self.seconds)
        return super().ask(question, conversation)


class StuckAssistant(SlowAssistant):
    """An assistant that keeps everybody waiting for too long."""

    seconds = 1.2


class HungAssistant(SlowAssistant):
    """An assistant that never comes back."""

    seconds = 600.0


WITHOUT_STORE: dict[str, Callable[[Settings], ScriptedAssistant]] = {
    "script": scripted,
    "failing": lambda _: ScriptedAssistant(error=ZeroDivisionError("a mistake")),
    "slow": lambda _: SlowAssistant(),
    "stuck": lambda _: StuckAssistant(),
    "hung": lambda _: HungAssistant(),
}
WITH_STORE: dict[str, Callable[[Settings], ScriptedAssistant]] = {"vain": in_vain, "leaking": leaking}


def main() -> int:
    """Point discord.py at the stand-in and run."""
    url, folder, whose = sys.argv[1:]
    settings = Settings().model_copy(update={"cache_dir": Path(folder)})
    discord.http.Route.BASE = f"{url}/api"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"{url}/gateway")
    if whose == "hung":
        run.LEAVE_SECONDS = 1.0
    if whose in WITHOUT_STORE:
        return run_with(settings, WITHOUT_STORE[whose])
    from bot.composition.store import build_store  # noqa: PLC0415 - the others need no database

    settings = settings.model_copy(update={"data_dir": Path(folder) / "data"})
    if whose in WITH_STORE:
        return run_with(settings, WITH_STORE[whose], build_store=build_store)
    from bot.composition.assistant import build_assistant  # noqa: PLC0415 - loads the matcher, which the script doesn't need
    from bot.live import LiveAssistant  # noqa: PLC0415

    # The knowledge is prepared where it always is, so that a second start is as quick here as anywhere.
    as_in_service = (LiveAssistant, build_store) if whose == "day" else (None, None)
    return run_with(settings, lambda _: build_assistant(Settings()), *as_in_service)


if __name__ == "__main__":
    sys.exit(main())
