"""Messages: which of them the bot answers, and how, from a Discord message to a reply."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.frontends.discord.card import Asker, line
from bot.frontends.discord.questions import conversation_key, question_in
from bot.frontends.discord.replies import reply_to

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord.client import CareerBot

_log = logging.getLogger(__name__)


class Listener:
    """Answers the messages that speak to the bot."""

    def __init__(self, bot: CareerBot) -> None:
        self._bot = bot

    async def heard(self, message: discord.Message) -> None:
        """Answer a message that speaks to the bot."""
        question = question_in(message, self._bot.user) if self._bot.user is not None else None
        if question is None:
            return
        language = self._bot.language_in(message.guild)
        if not question:
            await reply_to(message, lambda _named: line(language.no_question))
            return
        try:
            answer = self._bot.assistant.ask(question, conversation_key(message.channel.id, message.author.id))
        except Exception:
            await reply_to(message, lambda _named: line(language.failed))
            raise  # discord.py logs it with its traceback
        _log.info("%s to a message in channel %s: entry %s", answer.outcome, message.channel.id, answer.entry)
        self._bot.note(answer, question, message.guild.id if message.guild is not None else None)
        if not (answer.silent_in_channels and message.guild is not None):
            await reply_to(
                message, lambda named: self._bot.draw(answer, language, Asker(message.author.id, named=named))
            )
