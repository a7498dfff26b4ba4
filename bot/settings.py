"""Everything that can be set from outside, read once by the composition root."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from platformdirs import user_cache_dir, user_data_dir
from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

_PACKAGE = Path(__file__).parent


def shipped_knowledge() -> Path:
    """Return the knowledge that comes with the bot: beside the package in a checkout, inside it when installed."""
    packaged = _PACKAGE / "shipped_knowledge"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "knowledge"


class LogFormat(StrEnum):
    """For whom log lines are written."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """From which level on the bot's own doings are logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(BaseModel):
    """Settings from the environment, by names in capitals; a `.env` file is not read: what runs is what is set."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    def __init__(self, **given: object) -> None:
        """Take what is given, else what the environment has under a field's name in capitals and isn't empty.

        Raises:
            ValidationError: when a value is not of its field's kind.
        """
        names = (str(field.validation_alias or name) for name, field in type(self).model_fields.items())
        set_outside = {name: value for name in names if (value := os.environ.get(name.upper()))}
        super().__init__(**(set_outside | given))

    knowledge_dir: Path = Field(
        default_factory=shipped_knowledge,
        description="the knowledge folder; the shipped one if not set. `--knowledge DIR` does the same",
    )
    cache_dir: Path = Field(
        default_factory=lambda: Path(user_cache_dir("career-bot", appauthor=False)),
        validation_alias="CAREER_BOT_CACHE_DIR",
        description="the folder for what is worked out from the knowledge and can be worked out again (about "
        "200 MB), so that "
        "a start takes a second rather than half a minute; `~/.cache/career-bot` if not set",
    )
    data_dir: Path = Field(
        default_factory=lambda: Path(user_data_dir("career-bot", appauthor=False)),
        validation_alias="CAREER_BOT_DATA_DIR",
        description="the folder for what must not be lost: the database, if it is a file, and the voting key; "
        "`~/.local/share/career-bot` if not set",
    )
    watch_knowledge: bool = Field(default=True, description="serve an edited knowledge folder without a restart")
    faq_servers: tuple[int, ...] = Field(
        default=(),
        description="ids of the servers whose moderators may change the knowledge, with commas between them; "
        "if not set, that of the only one",
    )
    message_content: bool = Field(
        default=False,
        description="answer unasked in the channels that servers choose; switch the Message Content Intent on "
        "at Discord first",
    )
    questions_a_minute: int = Field(
        default=20, ge=1, description="how many questions of one person are answered in a minute"
    )
    commit_knowledge: bool = Field(
        default=False, description="commit each change made in chat, where the knowledge is in a git repository"
    )
    discord_token: SecretStr | None = Field(default=None, description="the bot's token")
    discord_token_file: Path | None = Field(default=None, description="a file that holds the token")
    database_url: SecretStr | None = Field(
        default=None,
        description="`postgresql://user:password@host/name` or `sqlite:////path/to/file.db`; a file in the data "
        "folder if not set",
    )
    database_url_file: Path | None = Field(default=None, description="a file that holds the database's address")
    voting_key: SecretStr | None = Field(
        default=None,
        description="the secret that hides who voted, 16 characters or more, the same for all processes on one "
        "database; "
        "made once in the data folder if not set",
    )
    voting_key_file: Path | None = Field(default=None, description="a file that holds the voting key")
    status_host: str = Field(default="127.0.0.1", description="the address that health and metrics are served on")
    status_port: int | None = Field(
        default=None, ge=0, le=65_535, description="the port for `/healthz`, `/readyz` and `/metrics`; none if not set"
    )
    log_format: LogFormat = Field(default=LogFormat.TEXT, description="`text`, or `json` with one object a line")
    log_level: LogLevel = Field(default=LogLevel.INFO, description="`debug`, `info`, `warning` or `error`")
    give_up_after: float | None = Field(
        default=None,
        ge=0,
        description="seconds that Discord may be out of reach before `run` ends with status 1; it never gives "
        "up if not set",
    )
    shards: str | None = Field(
        default=None,
        description="the part of this process: `0-15/64`, `3/64`, or `auto`; all if not set. `run --shards` "
        "does the same",
    )
    shard_count: int | None = Field(default=None, ge=1, le=100_000, description="for `auto`: how many shards there are")
    shards_per_process: int | None = Field(
        default=None, ge=1, le=1_000, description="for `auto`: how many a process has"
    )
    pod_index: str | None = Field(
        default=None,
        description="for `auto`: the number of this process, or a name that ends in it, as a StatefulSet's pods have",
    )
    keep_days: int = Field(
        default=30, ge=1, le=365, description="how many days unanswered questions and votes are kept"
    )

    @field_validator("faq_servers", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        """Take ids with commas between them."""
        return [one for one in given.replace(",", " ").split() if one] if isinstance(given, str) else given
