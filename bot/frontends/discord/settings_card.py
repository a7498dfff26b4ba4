"""The card of a server's settings: what is set, and the menus and buttons that set it. Settings in, a view out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.frontends.discord import limits
from bot.frontends.discord.custom_ids import SET
from bot.frontends.discord.language import language_named, languages
from bot.frontends.discord.layout import framed
from bot.frontends.discord.settings_items import SettingButton, SettingMenu
from bot.store.server_settings import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.frontends.discord.language import Language
    from bot.store.server_settings import QuietHours, ServerSettings

_LISTENED_TO: Final = [discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.news]
_WRITTEN_IN: Final = [discord.ChannelType.text]
THEIR_OWN: Final = "own"
"""The choice of no language, which leaves it to each person's Discord."""


def settings_card(held: ServerSettings, language: Language, *, hears_all: bool) -> discord.ui.LayoutView:
    """Draw a server's settings; `hears_all` says whether the operator lets the bot read what isn't said to it."""
    return framed(*_texts(held, language, hears_all=hears_all), *_menus(held, language))


def quiet_hours_text(hours: QuietHours | None) -> str:
    """Return quiet hours as people write them, such as `22:00-06:30 America/New_York`; empty for none."""
    return f"{hours.start:%H:%M}-{hours.end:%H:%M} {hours.timezone}" if hours is not None else ""


def percent_text(threshold: float | None) -> str:
    """Return a threshold in per cent; empty when it is left to the bot."""
    return f"{threshold * 100:.0f}" if threshold is not None else ""


def _texts(held: ServerSettings, language: Language, *, hears_all: bool) -> list[discord.ui.Item[Any]]:
    said = language.settings.format(
        mode=_modes(language)[held.mode],
        channels=", ".join(f"<#{one}>" for one in held.channels) or language.none,
        role=f"<@&{held.moderator_role}>" if held.moderator_role else language.none,
        approval=language.yes if held.second_moderator_approves else language.no,
        problems=f"<#{held.moderators_channel}>" if held.moderators_channel else language.none,
        language=language_named(held.language).name if held.language else language.each_their_own,
        cooldown=held.cooldown_seconds,
        quiet=quiet_hours_text(held.quiet_hours) or language.none,
        answer=percent_text(held.answer_threshold) or language.left_to_the_bot,
        suggest=percent_text(held.suggest_threshold) or language.left_to_the_bot,
    )
    notes = [f"-# {language.settings_role_note}"]
    if held.mode is Mode.AUTOMATIC and not hears_all:
        notes.append(f"-# {language.settings_no_intent}")
    elif held.mode is Mode.AUTOMATIC and not held.channels:
        notes.append(f"-# {language.settings_no_channels}")
    return [discord.ui.TextDisplay("\n".join([said, *notes])), discord.ui.Separator()]


def _menus(held: ServerSettings, language: Language) -> list[discord.ui.Item[Any]]:
    named = [(THEIR_OWN, language.each_their_own), *((code, language_named(code).name) for code in languages())]
    spoken = (held.language or THEIR_OWN).partition("-")[0]
    listened = [_channel(one) for one in held.channels[: limits.CHOICES]]
    told = [_channel(held.moderators_channel)] if held.moderators_channel else []
    role = [_role(held.moderator_role)] if held.moderator_role else []
    menus: list[discord.ui.Select[Any] | discord.ui.ChannelSelect[Any] | discord.ui.RoleSelect[Any]] = [
        discord.ui.Select(custom_id=SET.filled(field="mode"), options=_options(_modes(language).items(), held.mode)),
        discord.ui.ChannelSelect(
            custom_id=SET.filled(field="channels"), channel_types=_LISTENED_TO, min_values=0,
            max_values=limits.CHOICES, default_values=listened, placeholder=language.choose_channels,
        ),
        discord.ui.RoleSelect(
            custom_id=SET.filled(field="moderator_role"), min_values=0, default_values=role,
            placeholder=language.choose_role,
        ),
        discord.ui.ChannelSelect(
            custom_id=SET.filled(field="moderators_channel"), channel_types=_WRITTEN_IN, min_values=0,
            default_values=told, placeholder=language.choose_problems_channel,
        ),
        discord.ui.Select(custom_id=SET.filled(field="language"), options=_options(named, spoken)),
    ]  # fmt: skip
    approval = language.no_approval if held.second_moderator_approves else language.with_approval
    buttons = (
        SettingButton.of(approval, field="second_moderator_approves"),
        SettingButton.of(language.change_manners, field="manners"),
    )
    rows: list[discord.ui.Item[Any]] = [discord.ui.ActionRow(SettingMenu(menu)) for menu in menus]
    return [*rows, discord.ui.ActionRow(*buttons)]


def _modes(language: Language) -> dict[Mode, str]:
    return {
        Mode.COMMANDS: language.mode_commands, Mode.MENTIONS: language.mode_mentions,
        Mode.AUTOMATIC: language.mode_automatic,
    }  # fmt: skip


def _options(named: Iterable[tuple[str, str]], chosen: str) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=name[: limits.CHOICE_TEXT], value=str(value), default=value == chosen)
        for value, name in named
    ]


def _channel(channel: int) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=channel, type=discord.SelectDefaultValueType.channel)


def _role(role: int) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=role, type=discord.SelectDefaultValueType.role)
