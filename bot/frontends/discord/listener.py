"""Messages: which of them the bot answers, and how, from a Discord message to a reply that follows its question.

What is said to the bot is answered. What is said to the room is answered where the server wants that, the operator has
switched the words of messages on, and the bot is sure; otherwise it is silent. Each channel's messages are taken one by
one, so that answers come in the order of questions, and edits and deletions after what they change.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.answering.answer import Outcome
from bot.frontends.discord.card import Asker
from bot.frontends.discord.carefulness import as_careful_as, is_sure_unasked
from bot.frontends.discord.given import Given
from bot.frontends.discord.layout import line
from bot.frontends.discord.manners import Allowed, told_in
from bot.frontends.discord.outbox import Unsent
from bot.frontends.discord.overheard import is_staff, listens_in, questions_overheard
from bot.frontends.discord.questions import conversation_key, is_said_by_a_person, question_in
from bot.frontends.discord.replies import reply_to, rewrite, take_away
from bot.store.server_settings import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable

    import discord

    from bot.answering.answer import Answer
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.given import GivenAnswers
    from bot.frontends.discord.in_order import Turn
    from bot.frontends.discord.manners import Told

_log = logging.getLogger(__name__)

FOLLOWED_SECONDS: Final = 120.0
"""How long after a question its answer follows an edit of it."""
_MOST_WAITING: Final = 100
"""Messages of one channel. Discord takes about one a second there, and nobody waits for minutes."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said to a message: an answer, or a fixed line. `asked` is the question as it was understood."""

    asked: str
    answer: Answer | None = None
    line: str = ""


class Listener:
    """Answers the messages that a bot hears; `given` remembers the replies."""

    def __init__(self, bot: CareerBot, given: GivenAnswers) -> None:
        self._bot = bot
        self._given = given

    async def heard(self, message: discord.Message) -> None:
        """Answer a message, if it is for the bot to answer."""
        if not is_said_by_a_person(message) or not self._concerns_the_bot(message):
            return
        outbox = self._bot.outbox
        if outbox.waiting(message.channel.id) >= _MOST_WAITING:
            outbox.lose(f"channel {message.channel.id}", Unsent.BUSY, "too many are waiting for one already")
            return
        # What to say to the room depends on what was said there before; an answer to the bot's name can be prepared.
        ahead = not self._listens_to(message)
        async with outbox.turn(message.channel.id, ahead=ahead) as turn:
            await self._hear(message, turn)

    async def edited(self, message: discord.Message) -> None:
        """Have the answer follow its question; one that only now is a question is answered."""
        if message.edited_at is None or not is_said_by_a_person(message):
            return
        if (message.edited_at - message.created_at).total_seconds() > FOLLOWED_SECONDS:
            return
        async with self._bot.outbox.turn(message.channel.id) as turn:
            given = self._given.to(message.id)
            if given is None:
                await self._hear(message, turn)
            else:
                await self._follow(message, given)

    async def deleted(self, ids: Iterable[int]) -> None:
        """Take the answers of deleted questions away, and point nobody at an answer that is gone."""
        for one in ids:
            found = self._given.pop(one)
            if found is None:
                continue
            given, is_gone = found
            if given.told is not None:
                self._bot.manners.take_back(given.told)
            if not is_gone:
                async with self._bot.outbox.turn(given.channel):
                    await take_away(self._bot.outbox, self._message(given))

    def _concerns_the_bot(self, message: discord.Message) -> bool:
        """Say whether a message may be for the bot, so that others wait for nothing."""
        if message.guild is None:
            return True
        return self._listens_to(message) or self._question_to_the_bot(message) is not None

    def _listens_to(self, message: discord.Message) -> bool:
        """Say whether a message is in a channel where the bot listens to what isn't said to it."""
        return message.guild is not None and listens_in(message.channel, self._bot.settings_of(message.guild))

    def _question_to_the_bot(self, message: discord.Message) -> str | None:
        muted = message.guild is not None and self._bot.settings_of(message.guild).mode is Mode.COMMANDS
        return None if muted or self._bot.user is None else question_in(message, self._bot.user)

    async def _hear(self, message: discord.Message, turn: Turn) -> None:
        language = self._bot.language_in(message.guild)
        try:
            async with self._bot.thinking.turn:
                said = self._what_to_say(message)
        except Exception:
            if self._question_to_the_bot(message):
                await reply_to(self._bot.outbox, message, lambda _named: line(language.failed), turn)
            raise  # discord.py logs it with its traceback
        if said is None:
            return
        sent = await reply_to(self._bot.outbox, message, lambda named: self._draw(message, said, named=named), turn)
        if sent is not None:
            names, told = sent.reference is None, self._told(message, said)
            self._remember(message, Given(sent.id, sent.channel.id, sent.jump_url, said.asked, told, names))

    async def _follow(self, message: discord.Message, given: Given) -> None:
        """Turn an answer into that of its edited question, or take it away when nothing is asked any more."""
        async with self._bot.thinking.turn:
            said = self._what_to_say(message, again=True)
        if said is not None and said.asked == given.asked:
            return
        if given.told is not None:
            self._bot.manners.take_back(given.told)
        answer = self._message(given)
        if said is None:
            self._given.forget(message.id)
            await take_away(self._bot.outbox, answer)
            return
        await rewrite(self._bot.outbox, answer, self._draw(message, said, named=given.names_the_asker))
        self._remember(message, replace(given, asked=said.asked, told=self._told(message, said)))

    def _what_to_say(self, message: discord.Message, *, again: bool = False) -> Said | None:
        """Return what to say to a message; `again` to one that has been answered, without counting it once more."""
        question = self._question_to_the_bot(message)
        if question is not None:
            return self._to_the_bot(message, question, again=again)
        if self._listens_to(message):
            return self._to_the_room(message, again=again)
        return None

    def _to_the_bot(self, message: discord.Message, question: str, *, again: bool) -> Said | None:
        language, allowed = self._bot.language_in(message.guild), self._let_ask(message, again=again)
        if allowed is not Allowed.YES:
            return Said(question, line=language.ask_slower) if allowed is Allowed.TOLD_TO_WAIT else None
        if not question:
            return Said(question, line=language.no_question)
        answer = as_careful_as(self._bot.settings_of(message.guild), self._ask(message, question))
        _log.info("%s to a message in channel %s: entry %s", answer.outcome, message.channel.id, answer.entry)
        self._note(message, answer, question)
        return None if answer.silent_in_channels and message.guild is not None else Said(question, answer)

    def _to_the_room(self, message: discord.Message, *, again: bool) -> Said | None:
        """Return the answer to what was said to the room, if the bot is sure and it is the moment to speak."""
        manners, settings = self._bot.manners, self._bot.settings_of(message.guild)
        channel, at = message.channel.id, message.created_at.timestamp()
        if is_staff(message):
            manners.note_staff(channel, at)
            return None
        quiet = settings.quiet_hours is not None and settings.quiet_hours.include(message.created_at)
        if not again and (quiet or manners.staff_is_on_it(channel, at)):
            return None
        said = self._sure_answer(message)
        if said is None or said.answer is None or self._let_ask(message, again=again) is not Allowed.YES:
            return None
        _log.info("%s unasked in channel %s: entry %s", said.answer.outcome, channel, said.answer.entry)
        link = None if again else manners.earlier(told_in(channel, said.answer), at, settings.cooldown_seconds)
        if link is None:
            return said
        return Said(said.asked, line=self._bot.language_in(message.guild).answered_earlier.format(link=link))

    def _sure_answer(self, message: discord.Message) -> Said | None:
        """Return the answer to what a message asks the room; None without one that the bot is sure of."""
        settings = self._bot.settings_of(message.guild)
        for question in questions_overheard(message):
            answer = self._ask(message, question)
            sure = is_sure_unasked(settings, answer)
            if sure or answer.outcome is Outcome.UNMATCHED:
                self._note(message, answer, question)
            if sure:
                return Said(question, answer)
        return None

    def _ask(self, message: discord.Message, question: str) -> Answer:
        return self._bot.assistant.ask(question, conversation_key(message.channel.id, message.author.id))

    def _let_ask(self, message: discord.Message, *, again: bool) -> Allowed:
        if again:
            return Allowed.YES
        return self._bot.manners.let_ask(message.author.id, message.created_at.timestamp())

    def _note(self, message: discord.Message, answer: Answer, question: str) -> None:
        self._bot.note(answer, question, message.guild.id if message.guild is not None else None)

    def _draw(self, message: discord.Message, said: Said, *, named: bool) -> discord.ui.LayoutView:
        if said.answer is None:
            return line(said.line)
        asker = Asker(message.author.id, named=named, may_delete=message.guild is not None)
        return self._bot.draw(said.answer, self._bot.language_in(message.guild), asker)

    def _told(self, message: discord.Message, said: Said) -> Told | None:
        """Return what the room is told, where the bot listens to it and so must not tell it the same again soon."""
        if said.answer is None or not self._listens_to(message):
            return None
        return told_in(message.channel.id, said.answer)

    def _remember(self, message: discord.Message, given: Given) -> None:
        at = message.created_at.timestamp()
        self._given.put(message.id, given, at)
        if given.told is not None:
            self._bot.manners.note_answer(given.told, given.link, at)

    def _message(self, given: Given) -> discord.PartialMessage:
        return self._bot.get_partial_messageable(given.channel).get_partial_message(given.message)
