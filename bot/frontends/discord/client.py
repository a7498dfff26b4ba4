"""The bot itself: which events it asks Discord for, and what it does with each."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answering.answer import Outcome
from bot.charts.build import UnknownChartError, chart_named
from bot.charts.pictures import ChartPictures
from bot.frontends.discord import faq_wording, limits, wording
from bot.frontends.discord.ask import ask
from bot.frontends.discord.buttons import BUTTONS
from bot.frontends.discord.card import NOBODY, Asker, card, line
from bot.frontends.discord.chart_card import chart_card, picture_file
from bot.frontends.discord.command_sync import sync_if_changed
from bot.frontends.discord.faq import faq, is_refused
from bot.frontends.discord.lookups import LOOKUPS
from bot.frontends.discord.markdown import code_block
from bot.frontends.discord.questions import conversation_key, question_in
from bot.frontends.discord.replies import ask_in_form, promise, replace, reply_to, respond, tell
from bot.frontends.discord.why import WhyNotHelpful
from bot.observing.faults import Fault, told

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant
    from bot.editing import Editor
    from bot.knowledge.problems import Problem
    from bot.live import LiveAssistant
    from bot.store.store import Store

_log = logging.getLogger(__name__)

_UNANSWERED = frozenset({Outcome.UNMATCHED, Outcome.NOT_COVERED})


def needed_intents() -> discord.Intents:
    """Return the events the bot asks for. None is privileged: what is said to the bot always carries its words."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    return intents


class CommandTree(app_commands.CommandTree["CareerBot"]):
    """The bot's commands; a failure is logged, and told to the person who used the command."""

    async def interaction_check(self, interaction: discord.Interaction[CareerBot], /) -> bool:
        """Let everybody use everything but the moderators' commands."""
        return not await is_refused(interaction)

    async def on_error(
        self, interaction: discord.Interaction[CareerBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the asker privately what happened."""
        if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
            _log.warning("Discord sent a command that is no longer known: %s", error)
            await respond(interaction, line(wording.COMMAND_CHANGED), private=True)
        else:
            await tell_failure(interaction, error)


class CareerBot(discord.AutoShardedClient):
    """Answers commands, mentions, replies, direct messages and buttons with what the assistant says.

    `cache_dir` is where it remembers which commands Discord knows and keeps pictures of charts; without one it
    registers the commands at every start. `store` is where it notes what it could not answer and how people vote; no
    answer waits for it or needs it. `faq_servers` are those whose moderators may change the knowledge.
    """

    def __init__(
        self,
        assistant: Assistant,
        *,
        cache_dir: Path | None = None,
        store: Store | None = None,
        faq_servers: Collection[int] = (),
        **options: Any,  # noqa: ANN401 - discord.py's
    ) -> None:
        super().__init__(
            intents=needed_intents(),
            allowed_mentions=discord.AllowedMentions(everyone=False, users=False, roles=False, replied_user=True),
            # Nothing is looked up in messages or members of the past, so none are kept.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            **options,
        )
        self.assistant = assistant
        self.store = store
        self.live: LiveAssistant | None = None
        self.editor: Editor | None = None
        self.tree = CommandTree(self)
        for command in (ask, *LOOKUPS):
            self.tree.add_command(command)
        self.tree.add_command(faq)
        self._cache_dir = cache_dir
        self._faq_servers = frozenset(faq_servers)
        self._pictures = ChartPictures(cache_dir)
        self._syncing: asyncio.Task[None] | None = None
        self._telling: set[asyncio.Task[None]] = set()

    def follow(self, live: LiveAssistant, editor: Editor) -> None:
        """Let moderators reload and change the knowledge that `live` keeps up to date."""
        self.live, self.editor = live, editor

    def use(self, assistant: Assistant) -> None:
        """Answer with this assistant from now on."""
        self.assistant = assistant

    def may_change_from(self, guild_id: int | None) -> bool:
        """Say whether moderators of a server may change the knowledge, which is the same on all servers.

        Those of the servers that were named for it; where none was, those of the only server that the bot is on.
        """
        if self._faq_servers:
            return guild_id in self._faq_servers
        return [guild.id for guild in self.guilds] == [guild_id]

    def tell_moderators(self, problems: Sequence[Problem]) -> None:
        """Tell the channels that servers have chosen for it what is wrong with an edit of the knowledge."""
        text = "\n\n".join(problem.as_text() for problem in problems if problem.level == "error")
        said = f"{faq_wording.PROBLEMS_FOUND}\n{code_block(text, limits.BODY - 200)}"
        known = self.store.settings.known() if self.store is not None else {}
        for settings in known.values():
            if settings.moderators_channel is not None:
                channel = self.get_partial_messageable(settings.moderators_channel)
                telling = asyncio.create_task(tell(channel, line(said)), name="tell moderators")
                self._telling.add(telling)
                telling.add_done_callback(self._telling.discard)

    async def setup_hook(self) -> None:
        """Make old buttons work, and register the commands beside connecting rather than before it."""
        self.add_dynamic_items(*BUTTONS)
        self._syncing = asyncio.create_task(self._sync_commands(), name="register commands")

    async def close(self) -> None:
        """Leave Discord."""
        if self._syncing is not None:
            self._syncing.cancel()
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that speaks to the bot."""
        question = question_in(message, self.user) if self.user is not None else None
        if question is None:
            return
        if not question:
            await reply_to(message, lambda _named: line(wording.NO_QUESTION))
            return
        try:
            answer = self.assistant.ask(question, conversation_key(message.channel.id, message.author.id))
        except Exception:
            await reply_to(message, lambda _named: line(wording.FAILED))
            raise  # discord.py logs it with its traceback
        _log.info("%s to a message in channel %s: entry %s", answer.outcome, message.channel.id, answer.entry)
        self.note(answer, question, message.guild.id if message.guild is not None else None)
        if not (answer.silent_in_channels and message.guild is not None):
            await reply_to(message, lambda named: self._card(answer, Asker(message.author.id, named=named)))

    def note(self, answer: Answer, question: str, guild_id: int | None) -> None:
        """Keep a question that got no answer for the moderators, without who asked it; nothing waits for that."""
        if self.store is not None and answer.outcome in _UNANSWERED:
            self.store.note_unanswered(question, outcome=answer.outcome.value, entry=answer.entry, guild_id=guild_id)

    def _card(self, answer: Answer, asker: Asker = NOBODY) -> discord.ui.LayoutView:
        """Draw an answer, with the buttons to vote on it where votes are kept."""
        return card(answer, asker, voting=self.store is not None)

    def take_vote(
        self, interaction: discord.Interaction[CareerBot], entry: str, *, helpful: bool, reason: str | None = None
    ) -> bool:
        """Keep what somebody thinks of an entry, in place of what they thought before; False when it isn't kept."""
        return self.store is not None and self.store.vote(
            interaction.user.id, entry, helpful=helpful, guild_id=interaction.guild_id, reason=reason
        )

    async def vote(self, interaction: discord.Interaction[CareerBot], entry: str, *, helpful: bool) -> None:
        """Answer the press of a voting button: with thanks, or with the form that asks what was missing."""
        try:
            if self.assistant.show(entry) is None:
                await respond(interaction, line(wording.ENTRY_GONE), private=True)
            elif not self.take_vote(interaction, entry, helpful=helpful):
                await respond(interaction, line(wording.VOTE_NOT_TAKEN), private=True)
            elif helpful:
                await respond(interaction, line(wording.VOTE_TAKEN), private=True)
            else:
                await ask_in_form(interaction, WhyNotHelpful(entry))
        except Exception as error:  # noqa: BLE001 - told to the person and logged, which discord.py's store of views wouldn't
            await tell_failure(interaction, error)

    async def show_entry(self, interaction: discord.Interaction[CareerBot], entry: str, asker: int | None) -> None:
        """Answer the press of a button: the asker's own card becomes the answer, anybody else gets theirs privately."""
        try:
            answer = self.assistant.show(entry)
            if answer is None:
                await respond(interaction, line(wording.ENTRY_GONE), private=True)
            elif asker == interaction.user.id:
                await replace(interaction, self._card(answer))
            else:
                await respond(interaction, self._card(answer), private=interaction.guild_id is not None)
        except Exception as error:  # noqa: BLE001 - told to the person and logged, which discord.py's store of views wouldn't
            await tell_failure(interaction, error)

    async def show_chart(self, interaction: discord.Interaction[CareerBot], name: str) -> None:
        """Answer the press of a chart's button with its picture and its words; with the words alone if need be."""
        private = interaction.guild_id is not None
        try:
            try:
                chart = chart_named(self.assistant.knowledge, name)
            except UnknownChartError:
                await respond(interaction, line(wording.CHART_GONE), private=True)
                return
            if not await promise(interaction, private=private):
                return
            files = []
            if interaction.app_permissions.attach_files:
                try:
                    files = [picture_file(chart, await self._pictures.drawn(chart))]
                except Exception:  # noqa: BLE001 - the numbers in words are worth more than an apology
                    _log.exception("The chart %s can't be drawn; showing its words alone.", name)
            await respond(interaction, chart_card(chart, with_picture=bool(files)), private=private, files=files)
        except Exception as error:  # noqa: BLE001 - told to the person and logged, which discord.py's store of views wouldn't
            await tell_failure(interaction, error)

    async def retire_button(self, interaction: discord.Interaction[CareerBot]) -> None:
        """Answer the press of a button that this version doesn't know."""
        await respond(interaction, line(wording.BUTTON_RETIRED), private=True)

    async def _sync_commands(self) -> None:
        try:
            if await sync_if_changed(self.tree, self._cache_dir):
                _log.info("Registered the commands with Discord.")
        except (discord.HTTPException, app_commands.CommandSyncFailure) as problem:
            _log.error("Could not register the commands, so Discord may show old ones: %s", problem)


async def tell_failure(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Log an error in an interaction with its traceback, and tell the person that something went wrong."""
    _log.error(
        "An interaction failed (%s in channel %s).", interaction.type.name, interaction.channel_id, exc_info=error,
        extra=told(Fault.FAILED_ANSWER),
    )  # fmt: skip
    if interaction.type is not discord.InteractionType.autocomplete:
        await respond(interaction, line(wording.FAILED), private=True)
