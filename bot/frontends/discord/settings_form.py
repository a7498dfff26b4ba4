"""The form with the settings that are typed: cooldown, quiet hours and thresholds. Words in, checked settings out."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

import discord
from pydantic import ValidationError

from bot.frontends.discord.settings_card import percent_text, quiet_hours_text
from bot.store.server_settings import ServerSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.language import Language

_HOURS = re.compile(r"\s*(\d{1,2}:\d{2})\s*(?:-|–|to|a)\s*(\d{1,2}:\d{2})\s*(\S+)?\s*")
_LONGEST: Final = 60


class UnusableSettingError(Exception):
    """What was typed for a setting can't be used; `field` is its name in `ServerSettings`."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def changed(held: ServerSettings, changes: dict[str, object]) -> ServerSettings:
    """Return settings with changes, checked as a whole.

    Raises:
        UnusableSettingError: when they are out of bounds, or don't go together.
    """
    try:
        return ServerSettings.model_validate({**held.model_dump(mode="json"), **changes})
    except ValidationError as problem:
        places = [str(one["loc"][0]) for one in problem.errors() if one["loc"]]
        raise UnusableSettingError(next(iter(places), "suggest_threshold")) from problem


def typed_settings(typed: dict[str, str]) -> dict[str, object]:
    """Return what was typed as settings; what was left empty becomes the default.

    Raises:
        UnusableSettingError: when a text isn't of the kind that its setting takes.
    """
    changes: dict[str, object] = {}
    for field, text in typed.items():
        words = text.strip()
        if field == "quiet_hours":
            changes[field] = _hours(words)
        elif field == "cooldown_seconds":
            changes[field] = int(_number(field, words)) if words else ServerSettings().cooldown_seconds
        else:
            changes[field] = _number(field, words.rstrip("% ")) / 100 if words else None
    return changes


def _hours(words: str) -> dict[str, str] | None:
    if not words:
        return None
    found = _HOURS.fullmatch(words)
    if found is None:
        raise UnusableSettingError("quiet_hours")
    start, end, zone = found.groups()
    return {"start": start.zfill(5), "end": end.zfill(5), "timezone": zone or "UTC"}


def _number(field: str, words: str) -> float:
    if not re.fullmatch(r"\d{1,6}", words, re.ASCII):
        raise UnusableSettingError(field)
    return float(words)


def _asked(language: Language) -> dict[str, tuple[str, str]]:
    """Return what the settings that are typed are called, and the hints on how to type them."""
    return {
        "cooldown_seconds": (language.setting_cooldown, language.setting_cooldown_hint),
        "quiet_hours": (language.setting_quiet, language.setting_quiet_hint),
        "answer_threshold": (language.setting_answer, language.setting_answer_hint),
        "suggest_threshold": (language.setting_suggest, language.setting_suggest_hint),
    }


def setting_name(field: str, language: Language) -> str:
    """Return what a setting that is typed is called; other fields by their own names."""
    return _asked(language).get(field, (field, ""))[0]


class MannersForm(discord.ui.Modal):
    """Asks for the settings that are typed."""

    def __init__(self, texts: Mapping[str, str], language: Language) -> None:
        """Ask for them in a language; the fields hold these texts, by the settings' names."""
        super().__init__(title=language.change_manners, timeout=900)
        self._language = language
        self._fields: dict[str, discord.ui.TextInput[Any]] = {}
        for field, (name, hint) in _asked(language).items():
            self._fields[field] = discord.ui.TextInput(
                custom_id=field, required=False, default=texts[field], max_length=_LONGEST
            )
            self.add_item(discord.ui.Label(text=name, description=hint, component=self._fields[field]))

    @classmethod
    def of(cls, held: ServerSettings, language: Language) -> Self:
        """Make the form for settings as they are."""
        texts = {
            "cooldown_seconds": str(held.cooldown_seconds), "quiet_hours": quiet_hours_text(held.quiet_hours),
            "answer_threshold": percent_text(held.answer_threshold),
            "suggest_threshold": percent_text(held.suggest_threshold),
        }  # fmt: skip
        return cls(texts, language)

    async def on_submit(self, interaction: discord.Interaction[CareerBot], /) -> None:  # type: ignore[override]  # of our client
        """Set them."""
        typed = {field: one.value for field, one in self._fields.items()}
        again = partial(MannersForm, typed, self._language)
        await interaction.client.setting_presses.type_in(interaction, typed, again)
