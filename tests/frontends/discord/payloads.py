"""What Discord sends, in the fields that discord.py reads: for the stand-in of `wire.py`."""

from __future__ import annotations

from typing import Any

GUILD, CHANNEL = "2001", "3001"
_NOW = "2026-01-01T00:00:00.000000+00:00"
_EVERYTHING = str((1 << 50) - 1)

BOT = {"id": "1001", "username": "career-bot", "discriminator": "0", "avatar": None, "bot": True}
ALICE = {"id": "1002", "username": "alice", "discriminator": "0", "avatar": None, "global_name": "Alice"}
APPLICATION = {
    "id": BOT["id"], "name": "career-bot", "description": "", "icon": None, "bot_public": True, "flags": 0,
    "owner": ALICE, "bot_require_code_grant": False, "verify_key": "00", "team": None, "summary": "",
}  # fmt: skip


def somebody(number: int) -> dict[str, Any]:
    """Return one of many people."""
    return ALICE | {"id": str(10**17 + number), "username": f"somebody-{number}", "global_name": None}


def ready(url: str) -> dict[str, Any]:
    return {
        "v": 10, "user": BOT, "guilds": [{"id": GUILD, "unavailable": True}], "session_id": "session-1",
        "resume_gateway_url": f"{url}/gateway", "shard": [0, 1], "application": {"id": BOT["id"], "flags": 0},
    }  # fmt: skip


def member(user: dict[str, Any]) -> dict[str, Any]:
    return {
        "user": user,
        "roles": [],
        "joined_at": _NOW,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": _EVERYTHING,
    }


def guild(guild_id: str = GUILD, channels: int = 1, roles: int = 1) -> dict[str, Any]:
    """Return a server; with more than one channel and role it is as big as those that people have."""
    everyone = {
        "id": guild_id, "name": "@everyone", "permissions": _EVERYTHING, "color": 0, "hoist": False, "position": 0,
        "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip
    channel = {
        "id": CHANNEL,
        "type": 0,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "guild_id": guild_id,
    }
    if guild_id != GUILD:
        channel["id"] = f"{guild_id}000"
    return {
        "id": guild_id, "name": "Coders", "owner_id": ALICE["id"],
        "roles": [everyone, *(everyone | {"id": f"{guild_id}1{n:02}", "name": f"role {n}"} for n in range(1, roles))],
        "channels": [channel, *(channel | {"id": f"{guild_id}0{n:02}", "name": f"c{n}"} for n in range(1, channels))],
        "threads": [], "members": [member(BOT)], "member_count": 2, "emojis": [], "stickers": [], "features": [],
        "voice_states": [], "presences": [], "stage_instances": [], "guild_scheduled_events": [],
        "verification_level": 0, "mfa_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
        "premium_tier": 0, "nsfw_level": 0, "preferred_locale": "en-US", "afk_timeout": 0, "system_channel_flags": 0,
        "large": False, "unavailable": False,
    }  # fmt: skip


def message(message_id: str, content: str, author: dict[str, Any] = ALICE) -> dict[str, Any]:
    mentions = [BOT] if f"<@{BOT['id']}>" in content else []
    return {
        "id": message_id, "channel_id": CHANNEL, "guild_id": GUILD, "author": author, "content": content,
        "timestamp": _NOW, "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": mentions,
        "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0, "components": [], "flags": 0,
    }  # fmt: skip


def interaction(interaction_id: str, kind: int, data: dict[str, Any], **extra: Any) -> dict[str, Any]:
    channel = {"id": CHANNEL, "type": 0, "name": "general", "permissions": _EVERYTHING}
    return {
        "id": interaction_id, "application_id": BOT["id"], "type": kind, "data": data, "guild_id": GUILD, "version": 1,
        "channel_id": CHANNEL, "channel": channel, "member": member(ALICE), "token": f"token-{interaction_id}",
        "app_permissions": _EVERYTHING, "locale": "en-US", "guild_locale": "en-US", "entitlements": [],
        "authorizing_integration_owners": {}, "context": 0, "attachment_size_limit": 10 << 20, **extra,
    }  # fmt: skip


def ask_data(question: str, *, focused: bool = False, **options: Any) -> dict[str, Any]:
    """Return what Discord sends of a used `/ask`, or of one whose question is being typed."""
    typed = {"name": "question", "type": 3, "value": question} | ({"focused": True} if focused else {})
    others = [{"name": name, "type": 5, "value": value} for name, value in options.items()]
    return {"id": "4001", "name": "ask", "type": 1, "options": [typed, *others]}


def command(command_id: str, body: dict[str, Any]) -> dict[str, Any]:
    given = {"description": "", "default_member_permissions": None} | body
    return given | {"id": command_id, "application_id": BOT["id"], "version": "1"}
