"""«Answer this» on a message: somebody points at another person's question, and the bot replies to who asked it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answering.answer import Outcome
from bot.frontends.discord import wording
from bot.frontends.discord.ask import FOR_THE_ASKER_ALONE
from bot.frontends.discord.card import Asker
from bot.frontends.discord.everywhere import everywhere
from bot.frontends.discord.layout import line
from bot.frontends.discord.questions import conversation_key, plain_words
from bot.frontends.discord.replies import reply_to
from bot.frontends.discord.responses import language_of, promise, respond

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.frontends.discord.client import CareerBot

    Interaction = discord.Interaction[CareerBot]

_log = logging.getLogger(__name__)


@app_commands.context_menu(name=wording.ANSWER_THIS)
@everywhere
async def answer_this(interaction: Interaction, message: discord.Message) -> None:
    """Answer the question in a message, to the person who wrote it."""
    language = language_of(interaction)
    question = plain_words(message.content)
    if message.author.bot or message.webhook_id is not None:
        await respond(interaction, line(language.not_a_persons_question), private=True)
        return
    if not question:
        await respond(interaction, line(language.no_words_in_it), private=True)
        return
    assistant, conversation = interaction.client.assistant, conversation_key(message.channel.id, message.author.id)
    answer = await interaction.client.thinking.beside(lambda: assistant.ask(question, conversation))
    _log.info("%s to a message pointed at in channel %s: entry %s", answer.outcome, message.channel.id, answer.entry)
    interaction.client.note(answer, question, interaction.guild_id)
    if answer.outcome in FOR_THE_ASKER_ALONE - {Outcome.CRISIS}:
        view = interaction.client.draw(answer, language, Asker(interaction.user.id, question))
        await respond(interaction, view, private=True)
    elif _is_a_member(interaction):
        await _reply(interaction, message, answer)
    else:  # no reply is possible where the bot itself isn't, so the answer names who asked
        view = interaction.client.draw(answer, language, Asker(message.author.id, named=True))
        await respond(interaction, view, private=False, pinging=message.author)


async def _reply(interaction: Interaction, message: discord.Message, answer: Answer) -> None:
    """Reply to the message; where the bot may not, give the answer to who asked for it."""
    if not await promise(interaction, private=True):
        return
    bot, asker = interaction.client, message.author.id
    spoken = bot.language_in(interaction.guild)
    async with bot.outbox.turn(message.channel.id) as turn:
        sent = await reply_to(
            bot.outbox,
            message,
            lambda named: bot.draw(answer, spoken, Asker(asker, named=named, may_delete=True)),
            turn,
        )
    language = language_of(interaction)
    if sent is not None:
        await respond(interaction, line(language.answered_there), private=True)
    else:
        await respond(interaction, line(language.cannot_write_there), private=True)
        await respond(interaction, bot.draw(answer, language), private=True)


def _is_a_member(interaction: Interaction) -> bool:
    """Say whether the bot itself is where the message is, and not only installed by the person who points at it."""
    return interaction.guild_id is not None and interaction.client.get_guild(interaction.guild_id) is not None
