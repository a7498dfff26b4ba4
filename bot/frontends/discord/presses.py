"""What a press of a button does: the button in, a card, a picture, a form or a line out.

Whatever goes wrong is told to the person and logged, which discord.py's own handling of old buttons doesn't do.
"""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from bot.charts.build import UnknownChartError, chart_named
from bot.frontends.discord.card import Asker
from bot.frontends.discord.chart_card import chart_card, picture_file
from bot.frontends.discord.failures import tell_failure
from bot.frontends.discord.layout import line
from bot.frontends.discord.responses import ask_in_form, language_of, promise, replace, respond, withdraw
from bot.frontends.discord.source_keys import SourcesByKey
from bot.frontends.discord.sources_card import sources_card
from bot.frontends.discord.topics import topics_card
from bot.frontends.discord.why import WhyNotHelpful
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import discord

    from bot.charts.pictures import ChartPictures
    from bot.frontends.discord.client import CareerBot

    Interaction = discord.Interaction[CareerBot]

_log = logging.getLogger(__name__)
_Parts = ParamSpec("_Parts")


def _telling_failures(
    press: Callable[Concatenate[Presses, Interaction, _Parts], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Presses, Interaction, _Parts], Coroutine[Any, Any, None]]:
    """Have a press answered with an apology when it fails."""

    @functools.wraps(press)
    async def pressed(self: Presses, interaction: Interaction, /, *args: _Parts.args, **kwargs: _Parts.kwargs) -> None:
        try:
            await press(self, interaction, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - told to the person and logged
            await tell_failure(interaction, error)

    return pressed


class Presses:
    """Answers presses of the buttons of `buttons`, for the bot they belong to."""

    def __init__(self, bot: CareerBot, pictures: ChartPictures) -> None:
        self._bot = bot
        self._pictures = pictures
        self._sources = SourcesByKey()

    def take_vote(self, interaction: Interaction, entry: str, *, helpful: bool, reason: str | None = None) -> bool:
        """Keep what somebody thinks of an entry, in place of what they thought before; False when it isn't kept."""
        return self._bot.store is not None and self._bot.store.vote(
            interaction.user.id, entry, helpful=helpful, guild_id=interaction.guild_id, reason=reason
        )

    @_telling_failures
    async def vote(self, interaction: Interaction, entry: str, *, helpful: bool) -> None:
        """Thank for a vote, or ask in a form what was missing."""
        language = language_of(interaction)
        if self._bot.assistant.show(entry) is None:
            await respond(interaction, line(language.entry_gone), private=True)
        elif not self.take_vote(interaction, entry, helpful=helpful):
            await respond(interaction, line(language.vote_not_taken), private=True)
        elif helpful:
            await respond(interaction, line(language.vote_taken), private=True)
        else:
            await ask_in_form(interaction, WhyNotHelpful(entry, language))

    @_telling_failures
    async def show_entry(self, interaction: Interaction, entry: str, asker: int | None) -> None:
        """Turn the asker's own card into the answer; anybody else gets theirs privately."""
        language = language_of(interaction)
        answer = self._bot.assistant.show(entry)
        if answer is None:
            await respond(interaction, line(language.entry_gone), private=True)
        elif asker == interaction.user.id:
            in_server = interaction.guild_id is not None
            await replace(interaction, self._bot.draw(answer, language, Asker(asker, may_delete=in_server)))
        else:
            await respond(interaction, self._bot.draw(answer, language), private=interaction.guild_id is not None)

    @_telling_failures
    async def show_chart(self, interaction: Interaction, name: str) -> None:
        """Show a chart's picture and its words; the words alone if need be."""
        private, language = interaction.guild_id is not None, language_of(interaction)
        try:
            chart = chart_named(self._bot.assistant.knowledge, name)
        except UnknownChartError:
            await respond(interaction, line(language.chart_gone), private=True)
            return
        if not await promise(interaction, private=private):
            return
        files = []
        if interaction.app_permissions.attach_files:
            try:
                files = [picture_file(chart, await self._pictures.drawn(chart))]
            except Exception:  # noqa: BLE001 - the numbers in words are worth more than an apology
                _log.exception("The chart %s can't be drawn; showing its words alone.", name)
        view = chart_card(chart, language, with_picture=bool(files))
        await respond(interaction, view, private=private, files=files)

    @_telling_failures
    async def show_sources(self, interaction: Interaction, keys: str) -> None:
        """List a card's sources, as the knowledge has them now."""
        knowledge = self._bot.assistant.knowledge
        view = sources_card(knowledge, self._sources.find(keys, knowledge), language_of(interaction))
        await respond(interaction, view, private=interaction.guild_id is not None)

    @_telling_failures
    async def show_topics(self, interaction: Interaction, topic: str | None, page: int) -> None:
        """Turn a card of topics to another page."""
        await replace(interaction, topics_card(self._bot.assistant.knowledge, language_of(interaction), topic, page))

    @_telling_failures
    async def forget(self, interaction: Interaction) -> None:
        """Delete what can be tied to a person, and say what that was."""
        language, store = language_of(interaction), self._bot.store
        if store is None:
            await respond(interaction, line(language.privacy_nothing_kept), private=True)
            return
        if not await promise(interaction, private=True):
            return
        try:
            forgotten = await store.purge_person(interaction.user.id)
            incomplete = await store.why_votes_are_not_found()
        except StoreError as problem:
            _log.error("What is kept of a person can't be deleted: %s", problem)
            await respond(interaction, line(language.cannot_forget), private=True)
            return
        if incomplete is not None:
            _log.error("Not all votes of a person can be found: %s", incomplete)
        said = language.cannot_forget_all if incomplete is not None else language.forgotten
        await respond(interaction, line(said.format(votes=forgotten.votes)), private=True)

    @_telling_failures
    async def delete(self, interaction: Interaction, asker: int) -> None:
        """Take a card away from where everybody sees it."""
        if interaction.user.id == asker or interaction.permissions.manage_messages:
            await withdraw(interaction)
        else:
            await respond(interaction, line(language_of(interaction).not_yours_to_delete), private=True)

    @_telling_failures
    async def retire_button(self, interaction: Interaction) -> None:
        """Say that this version doesn't know the button."""
        await respond(interaction, line(language_of(interaction).button_retired), private=True)
