"""What each server decides for itself, checked: channels, mode, moderators, language, manners, thresholds."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum
from typing import Annotated, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Snowflake = Annotated[int, Field(gt=0, lt=2**63)]
"""An id of Discord's."""

MOST_CHANNELS: Final = 50


class Mode(StrEnum):
    """When the bot speaks."""

    COMMANDS = "commands"
    """Only when a command or button is used."""
    MENTIONS = "mentions"
    """Also when it is mentioned or replied to."""
    AUTOMATIC = "automatic"
    """Also, in the chosen channels, when it is sure that it has the answer."""


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")  # a later version of the bot may have saved more


class QuietHours(_Checked):
    """A part of each day; it may go over midnight."""

    start: time
    end: time
    timezone: str = "UTC"

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
            raise ValueError("is no time zone; it looks like America/New_York") from problem
        return name

    @model_validator(mode="after")
    def _has_length(self) -> Self:
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("start and end are times of day without an offset; the time zone stands beside them")
        if self.start == self.end:
            raise ValueError("start and end are the same")
        return self

    def include(self, moment: datetime) -> bool:
        """Say whether a moment (with its zone) is within the quiet hours; the end is not."""
        now = moment.astimezone(ZoneInfo(self.timezone)).time()
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end


class ServerSettings(_Checked):
    """The settings of one server. The defaults suit a server that has set nothing: quiet unless spoken to.

    Thresholds are probabilities, and can only make the bot more careful than it is by itself: `None` leaves that to it.
    """

    mode: Mode = Mode.MENTIONS
    channels: Annotated[tuple[Snowflake, ...], Field(max_length=MOST_CHANNELS)] = ()
    """Where it answers unasked in mode `automatic`."""
    moderator_role: Snowflake | None = None
    """Who may use `/faq` besides those who may manage the server."""
    moderators_channel: Snowflake | None = None
    """Where problems with the knowledge are told."""
    second_moderator_approves: bool = False
    """Whether a change of the knowledge waits for another moderator."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] | None = None
    """Of buttons and fixed lines; `None` follows each person's Discord."""
    cooldown_seconds: Annotated[int, Field(ge=0, le=86_400)] = 300
    """How long the same answer isn't given again in one channel; a link to it is."""
    quiet_hours: QuietHours | None = None
    """When it answers nothing unasked."""
    answer_threshold: Annotated[float, Field(ge=0.30, le=0.99)] | None = None
    suggest_threshold: Annotated[float, Field(ge=0.12, le=0.99)] | None = None

    @field_validator("channels")
    @classmethod
    def _once_each(cls, channels: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(channels))

    @model_validator(mode="after")
    def _thresholds_in_order(self) -> Self:
        answer, suggest = self.answer_threshold, self.suggest_threshold
        if answer is not None and suggest is not None and suggest > answer:
            raise ValueError("the threshold for suggestions is above the one for answers")
        return self


DEFAULT_SETTINGS: Final = ServerSettings()
