"""Which messages in the channels that a server has chosen are questions to the room: a message in, words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.frontends.discord.questions import plain_words, reads_as_question, speaks_to_others
from bot.store.server_settings import Mode

if TYPE_CHECKING:
    from bot.store.server_settings import ServerSettings


def listens_in(channel: discord.abc.Snowflake, settings: ServerSettings) -> bool:
    """Say whether a server wants answers unasked in a channel, or in the threads and posts of one."""
    if settings.mode is not Mode.AUTOMATIC:
        return False
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return channel.id in settings.channels or parent in settings.channels


def questions_overheard(message: discord.Message) -> tuple[str, ...]:
    """Return what a message may be asking the room, the likeliest first; nothing when it asks nothing.

    Of a forum post that is its title and its first message; what others write below it is talk among people. So is what
    replies to somebody or names them.
    """
    if speaks_to_others(message):
        return ()
    words = plain_words(message.content)
    channel = message.channel
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel):
        return tuple(filter(None, (plain_words(channel.name), words))) if message.id == channel.id else ()
    return (words,) if words and reads_as_question(words) else ()


def is_staff(message: discord.Message) -> bool:
    """Say whether the author of a message may manage those of others where it stands."""
    author, channel = message.author, message.channel
    if not isinstance(author, discord.Member) or author.bot:
        return False
    try:
        return channel.permissions_for(author).manage_messages
    except (discord.ClientException, AttributeError):  # a thread whose parent, or a server whose roles, aren't known
        return author.guild_permissions.manage_messages
