"""`/ask`: a question in free words or picked from the list, answered to everybody or to the asker alone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answering.answer import Answer, Outcome
from bot.frontends.discord import limits, wording
from bot.frontends.discord.card import Asker
from bot.frontends.discord.carefulness import as_careful_as
from bot.frontends.discord.choices import choices_of
from bot.frontends.discord.everywhere import everywhere
from bot.frontends.discord.markdown import one_line, shortened
from bot.frontends.discord.questions import conversation_key
from bot.frontends.discord.responses import language_of, respond

if TYPE_CHECKING:
    from bot.answering.assistant import Assistant
    from bot.frontends.discord.client import CareerBot
    from bot.store.server_settings import ServerSettings

_log = logging.getLogger(__name__)

FOR_THE_ASKER_ALONE = frozenset({Outcome.SOCIAL, Outcome.CRISIS, Outcome.UNMATCHED})
"""Outcomes that are nobody else's business, or no use to them: shown privately whatever was chosen."""


@app_commands.command(name="ask", description=wording.ASK_DESCRIPTION)
@app_commands.describe(question=wording.QUESTION_DESCRIPTION, private=wording.PRIVATE_DESCRIPTION)
@everywhere
async def ask(
    interaction: discord.Interaction[CareerBot],
    question: app_commands.Range[str, 1, limits.QUESTION],
    private: bool = False,
) -> None:
    """Answer a question."""
    bot, conversation = interaction.client, conversation_key(interaction.channel_id, interaction.user.id)
    assistant, settings = bot.assistant, bot.settings_of(interaction.guild)
    answer = await bot.thinking.beside(lambda: answer_to(assistant, question, conversation, settings))
    await answer_command(interaction, answer, question, private=private)


async def answer_command(
    interaction: discord.Interaction[CareerBot], answer: Answer, words: str, *, private: bool
) -> None:
    """Answer a command with a card and log the outcome; `words` are the question, shown where the bot is unsure."""
    command = interaction.command.name if interaction.command is not None else "ask"
    _log.info("%s to /%s in channel %s: entry %s", answer.outcome, command, interaction.channel_id, answer.entry)
    hidden = private or answer.outcome in FOR_THE_ASKER_ALONE
    asker = Asker(interaction.user.id, words, may_delete=not hidden and interaction.guild_id is not None)
    await respond(interaction, interaction.client.draw(answer, language_of(interaction), asker), private=hidden)
    interaction.client.note(answer, words, interaction.guild_id)


@ask.autocomplete("question")
async def complete_question(interaction: discord.Interaction[CareerBot], typed: str) -> list[app_commands.Choice[str]]:
    """Offer questions that go with what has been typed."""
    return question_choices(interaction.client.assistant, typed)


def question_choices(assistant: Assistant, typed: str) -> list[app_commands.Choice[str]]:
    """Return at most 25 choices. Their values are what people read, so that a used command reads as a question."""
    return choices_of(_choice(one.question) for one in assistant.complete(typed, limits.CHOICES))


def answer_to(assistant: Assistant, question: str, conversation: str, settings: ServerSettings) -> Answer:
    """Return the answer to a question; one picked from the list gets the very entry it was offered for."""
    answer = assistant.ask(question, conversation)
    picked = picked_entry(assistant, question)
    if picked is None:
        return as_careful_as(settings, answer)
    return answer if answer.entry == picked else assistant.show(picked) or answer


def picked_entry(assistant: Assistant, question: str) -> str | None:
    """Return the entry for which the list offers exactly this question, or None when it is free text."""
    if len(question) > limits.CHOICE_TEXT:
        return None
    offered = assistant.complete(question, limits.CHOICES)
    return next((one.entry for one in offered if _choice(one.question) == question), None)


def _choice(question: str) -> str:
    return shortened(one_line(question), limits.CHOICE_TEXT)
