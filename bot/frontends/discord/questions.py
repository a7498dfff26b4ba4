"""What a message asks the bot, if it asks it anything: a Discord message in, plain words or nothing out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import discord

from bot.frontends.discord.language import question_words
from bot.frontends.discord.markdown import one_line

if TYPE_CHECKING:
    from discord.abc import Snowflake

_SPOKEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
"""The kinds of message that people write; the rest are Discord's own notices (pins, joins, new threads)."""
_FIRST_WORDS: Final = 3
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|id:|/[^<>:]+:)[^<>\s]*>")
"""Mentions of people, roles and channels, custom emoji, timestamps and commands, as Discord writes them."""


def question_in(message: discord.Message, me: Snowflake) -> str | None:
    """Return what a message asks the bot `me`, or None when it isn't for the bot.

    It is when somebody mentions the bot, writes to it directly, or replies to it. The bot isn't meant by bots,
    webhooks, `@everyone`, or a reply whose words Discord withholds. An empty string means: spoken to, nothing asked.
    """
    if not is_said_by_a_person(message):
        return None
    words = plain_words(message.content)
    if isinstance(message.channel, discord.DMChannel) or _mentions(message.content, me):
        return words
    return words or None if _replies_to(message, me) else None


def is_said_by_a_person(message: discord.Message) -> bool:
    """Say whether a person wrote a message: no bot, no webhook, none of Discord's own notices."""
    return not message.author.bot and message.webhook_id is None and message.type in _SPOKEN


def speaks_to_others(message: discord.Message) -> bool:
    """Say whether a message replies to somebody or names them, so that it isn't said to the whole room."""
    named = any(user.id != message.author.id for user in message.mentions)
    return named or message.type is discord.MessageType.reply or bool(message.role_mentions) or message.mention_everyone


def reads_as_question(words: str) -> bool:
    """Say whether a message asks something: it has a question mark, or begins as questions do."""
    first = words.casefold().replace("’", "").replace("'", "").split()[:_FIRST_WORDS]
    return "?" in words or "¿" in words or not question_words().isdisjoint(first)


def plain_words(content: str) -> str:
    """Return what a message says in plain words, without mentions, emoji and timestamps."""
    return one_line(_MARKUP.sub(" ", content))


def conversation_key(channel_id: int | None, user_id: int) -> str:
    """Return the key that one person's follow-up questions in one channel share."""
    return f"discord:{channel_id}:{user_id}"


def _mentions(content: str, me: Snowflake) -> bool:
    return f"<@{me.id}>" in content or f"<@!{me.id}>" in content


def _replies_to(message: discord.Message, me: Snowflake) -> bool:
    if message.type is not discord.MessageType.reply:
        return False
    replied_to = message.reference.resolved if message.reference is not None else None
    if isinstance(replied_to, discord.Message):
        return replied_to.author.id == me.id
    # Discord didn't send the message replied to; then the reply's own ping tells.
    return any(user.id == me.id for user in message.mentions)
