"""Messages: which of them the bot answers, and how, from a Discord message to a reply.

What is said to the bot is answered. What is said to the room is answered where the server wants that, the operator has
switched the words of messages on, and the bot is sure; otherwise it is silent.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.answering.answer import Outcome
from bot.frontends.discord.card import Asker, line
from bot.frontends.discord.carefulness import as_careful_as, is_sure_unasked
from bot.frontends.discord.manners import Allowed
from bot.frontends.discord.overheard import is_staff, listens_in, questions_overheard
from bot.frontends.discord.questions import conversation_key, is_said_by_a_person, question_in
from bot.frontends.discord.replies import reply_to
from bot.store.server_settings import Mode

if TYPE_CHECKING:
    import discord

    from bot.answering.answer import Answer
    from bot.frontends.discord.client import CareerBot

_log = logging.getLogger(__name__)


class Listener:
    """Answers the messages that a bot hears."""

    def __init__(self, bot: CareerBot) -> None:
        self._bot = bot

    async def heard(self, message: discord.Message) -> None:
        """Answer a message, if it is for the bot to answer."""
        if self._bot.user is None or not is_said_by_a_person(message):
            return
        settings = self._bot.settings_of(message.guild)
        question = question_in(message, self._bot.user)
        if question is not None and (message.guild is None or settings.mode is not Mode.COMMANDS):
            await self._answer(message, question)
        elif message.guild is not None and question is None and listens_in(message.channel, settings):
            await self._answer_unasked(message)

    async def _answer(self, message: discord.Message, question: str) -> None:
        """Answer what was said to the bot."""
        language = self._bot.language_in(message.guild)
        allowed = self._bot.manners.let_ask(message.author.id, message.created_at.timestamp())
        if allowed is not Allowed.YES:
            if allowed is Allowed.TOLD_TO_WAIT:
                await reply_to(message, lambda _named: line(language.ask_slower))
            return
        if not question:
            await reply_to(message, lambda _named: line(language.no_question))
            return
        try:
            answer = self._bot.assistant.ask(question, conversation_key(message.channel.id, message.author.id))
        except Exception:
            await reply_to(message, lambda _named: line(language.failed))
            raise  # discord.py logs it with its traceback
        answer = as_careful_as(self._bot.settings_of(message.guild), answer)
        _log.info("%s to a message in channel %s: entry %s", answer.outcome, message.channel.id, answer.entry)
        self._note(message, answer, question)
        if not (answer.silent_in_channels and message.guild is not None):
            await self._reply(message, answer)

    async def _answer_unasked(self, message: discord.Message) -> None:
        """Answer what was said to the room, if the bot is sure and it is the moment to speak."""
        manners, settings = self._bot.manners, self._bot.settings_of(message.guild)
        at = message.created_at.timestamp()
        if is_staff(message):
            manners.note_staff(message.channel.id, at)
            return
        quiet = settings.quiet_hours is not None and settings.quiet_hours.include(message.created_at)
        if quiet or manners.staff_is_on_it(message.channel.id, at):
            return
        answer = self._sure_answer(message)
        if answer is None or manners.let_ask(message.author.id, at) is not Allowed.YES:
            return
        _log.info("%s unasked in channel %s: entry %s", answer.outcome, message.channel.id, answer.entry)
        link = manners.earlier(message.channel.id, answer, at, settings.cooldown_seconds)
        if link is None:
            await self._reply(message, answer)
        else:
            language = self._bot.language_in(message.guild)
            await reply_to(message, lambda _named: line(language.answered_earlier.format(link=link)))

    def _sure_answer(self, message: discord.Message) -> Answer | None:
        """Return the answer to what a message asks the room; None without one that the bot is sure of."""
        settings = self._bot.settings_of(message.guild)
        questions = questions_overheard(message)
        for question in questions:
            answer = self._bot.assistant.ask(question, conversation_key(message.channel.id, message.author.id))
            if is_sure_unasked(settings, answer):
                self._note(message, answer, question)
                return answer
            if answer.outcome is Outcome.UNMATCHED:
                self._note(message, answer, question)
        return None

    def _note(self, message: discord.Message, answer: Answer, question: str) -> None:
        self._bot.note(answer, question, message.guild.id if message.guild is not None else None)

    async def _reply(self, message: discord.Message, answer: Answer) -> None:
        language = self._bot.language_in(message.guild)
        sent = await reply_to(
            message, lambda named: self._bot.draw(answer, language, Asker(message.author.id, named=named))
        )
        if sent is not None:
            at = message.created_at.timestamp()
            self._bot.manners.note_answer(message.channel.id, answer, sent.jump_url, at)
