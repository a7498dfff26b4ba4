"""The bot itself: which events it asks Discord for, and what it does with each."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.answering.answer import Outcome
from bot.charts.pictures import ChartPictures
from bot.frontends.discord import limits
from bot.frontends.discord.buttons import BUTTONS
from bot.frontends.discord.card import NOBODY, Asker
from bot.frontends.discord.command_list import add_commands
from bot.frontends.discord.command_sync import sync_if_changed
from bot.frontends.discord.command_tree import CommandTree
from bot.frontends.discord.deadlines import acknowledge_in_time
from bot.frontends.discord.drawn import Cards
from bot.frontends.discord.faq_changes import DecideButton
from bot.frontends.discord.faq_forms import OpenAgain
from bot.frontends.discord.faq_settings import SettingPresses
from bot.frontends.discord.faq_unanswered import VAIN_ITEMS
from bot.frontends.discord.language import Language, language_named
from bot.frontends.discord.layout import line
from bot.frontends.discord.listener import Listener
from bot.frontends.discord.markdown import code_block
from bot.frontends.discord.memory import Memory
from bot.frontends.discord.outbox import Outbox
from bot.frontends.discord.presses import Presses
from bot.frontends.discord.replies import tell
from bot.frontends.discord.settings_items import SETTING_ITEMS
from bot.frontends.discord.thinking import Thinking
from bot.frontends.discord.translator import FileTranslator
from bot.store.server_settings import DEFAULT_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant
    from bot.editing.editor import Editor
    from bot.knowledge.problems import Problem
    from bot.live import LiveAssistant
    from bot.store.server_settings import ServerSettings
    from bot.store.store import Store

_log = logging.getLogger(__name__)

_LONGEST_WAIT_SECONDS: Final = 30.0  # the least that discord.py takes; nobody waits longer for an answer

_UNANSWERED = frozenset({Outcome.UNMATCHED, Outcome.NOT_COVERED})


def needed_intents(*, message_content: bool = False) -> discord.Intents:
    """Return the events the bot asks for. None is privileged: what is said to the bot always carries its words.

    Only what is said to others doesn't; answering that takes `message_content`, which has to be switched on at Discord.
    """
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = message_content
    return intents


class CareerBot(discord.AutoShardedClient):
    """Answers commands, mentions, replies, direct messages and buttons with what the assistant says.

    `cache_dir` is where it remembers which commands Discord knows and keeps pictures of charts; without one it
    registers the commands at every start. `store` is where it notes what it could not answer and how people vote; no
    answer waits for it or needs it. `faq_servers` are those whose moderators may change the knowledge.
    `message_content` lets it answer unasked where servers want that. `memory` and `outbox` may be those of a client
    before it.
    """

    def __init__(  # noqa: PLR0913 - all but one by name
        self,
        assistant: Assistant,
        *,
        cache_dir: Path | None = None,
        store: Store | None = None,
        faq_servers: Collection[int] = (),
        message_content: bool = False,
        memory: Memory | None = None,
        outbox: Outbox | None = None,
        **options: Any,  # noqa: ANN401 - discord.py's
    ) -> None:
        super().__init__(
            intents=needed_intents(message_content=message_content),
            allowed_mentions=discord.AllowedMentions(everyone=False, users=False, roles=False, replied_user=True),
            # Nothing is looked up in messages or members of the past, so none are kept.
            max_messages=None,
            max_ratelimit_timeout=_LONGEST_WAIT_SECONDS,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            **options,
        )
        self.assistant = assistant
        self.store = store
        self.live: LiveAssistant | None = None
        self.editor: Editor | None = None
        self.tree = CommandTree(self)
        add_commands(self.tree)
        self._cards = Cards()
        self._cache_dir = cache_dir
        self._faq_servers = frozenset(faq_servers)
        self.presses = Presses(self, ChartPictures(cache_dir))
        self.setting_presses = SettingPresses(self)
        self.outbox = outbox or Outbox()
        self.thinking = Thinking()
        memory = memory or Memory()
        self.manners, self.held, self.typed_forms = memory.manners, memory.held, memory.typed_forms
        self.listener = Listener(self, memory.given)
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
        known = self.store.settings.known() if self.store is not None else {}
        for guild, settings in known.items():
            if settings.moderators_channel is not None:
                spoken = settings.language
                language = language_named(spoken) if spoken else self.language_in(self.get_guild(guild))
                said = f"{language.faq.problems_found}\n{code_block(text, limits.BODY - 200)}"
                channel = self.get_partial_messageable(settings.moderators_channel)
                telling = asyncio.create_task(tell(self.outbox, channel, line(said)), name="tell moderators")
                self._telling.add(telling)
                telling.add_done_callback(self._telling.discard)

    async def setup_hook(self) -> None:
        """Make old buttons work, and register the commands beside connecting rather than before it."""
        await self.tree.set_translator(FileTranslator())
        self.add_dynamic_items(*BUTTONS, *SETTING_ITEMS, *VAIN_ITEMS, DecideButton, OpenAgain)
        self._syncing = asyncio.create_task(self._sync_commands(), name="register commands")

    async def close(self) -> None:
        """Leave Discord."""
        if self._syncing is not None:
            self._syncing.cancel()
        await super().close()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """See to it that whatever is used is acknowledged in time; discord.py has begun to answer it."""
        acknowledge_in_time(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for the bot to answer."""
        await self.listener.heard(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Have an answer follow its question."""
        await self.listener.edited(payload.message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the answer of a deleted question away."""
        await self.listener.deleted([payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the answers of deleted questions away."""
        await self.listener.deleted(sorted(payload.message_ids))

    def note(self, answer: Answer, question: str, guild_id: int | None) -> None:
        """Keep a question that got no answer for the moderators, without who asked it; nothing waits for that."""
        if self.store is not None and answer.outcome in _UNANSWERED:
            self.store.note_unanswered(question, outcome=answer.outcome.value, entry=answer.entry, guild_id=guild_id)

    def settings_of(self, guild: discord.Guild | None) -> ServerSettings:
        """Return what a server has decided for itself; the defaults without one, or without a store."""
        return self.store.settings.of(guild.id) if self.store is not None and guild is not None else DEFAULT_SETTINGS

    def language_in(self, guild: discord.Guild | None) -> Language:
        """Return the language of messages in a server: the one it has set, or the one it told Discord; else English."""
        if guild is None:
            return language_named(None)
        return language_named(self.settings_of(guild).language or guild.preferred_locale.value)

    def draw(self, answer: Answer, language: Language, asker: Asker = NOBODY) -> discord.ui.LayoutView:
        """Draw an answer, with the buttons to vote on it where votes are kept."""
        return self._cards.draw(answer, language, asker, voting=self.store is not None)

    def offer_form(self, form: discord.ui.Modal, language: Language) -> discord.ui.LayoutView:
        """Draw a button that opens a form, for where one can't be opened any more by itself."""
        button = OpenAgain.of(language.faq.form_again, key=self.typed_forms.hold(lambda: form))
        return line(language.form_is_ready, discord.ui.ActionRow(button))

    async def _sync_commands(self) -> None:
        try:
            if await sync_if_changed(self.tree, self._cache_dir):
                _log.info("Registered the commands with Discord.")
        except (discord.HTTPException, app_commands.CommandSyncFailure) as problem:
            _log.error("Could not register the commands, so Discord may show old ones: %s", problem)
        except Exception:  # noqa: BLE001 - whatever it is, the bot goes on with the commands that Discord has
            _log.exception("Could not register the commands, so Discord may show old ones.")
