"""Everything that can be set from outside, read once by the composition root."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from platformdirs import user_cache_dir, user_data_dir
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.observing.log_lines import LogFormat, LogLevel

_PACKAGE = Path(__file__).parent


def shipped_knowledge() -> Path:
    """Return the knowledge that comes with the bot: beside the package in a checkout, inside it when installed."""
    packaged = _PACKAGE / "shipped_knowledge"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "knowledge"


class Settings(BaseSettings):
    """Settings from the environment; a `.env` file is not read, so what runs is what is set."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    knowledge_dir: Path = Field(default_factory=shipped_knowledge)
    cache_dir: Path = Field(
        default_factory=lambda: Path(user_cache_dir("career-bot", appauthor=False)),
        validation_alias="CAREER_BOT_CACHE_DIR",
    )
    data_dir: Path = Field(
        default_factory=lambda: Path(user_data_dir("career-bot", appauthor=False)),
        validation_alias="CAREER_BOT_DATA_DIR",
    )
    watch_knowledge: bool = True  # serve an edited knowledge folder without a restart
    faq_servers: Annotated[tuple[int, ...], NoDecode] = ()  # whose moderators may change the knowledge
    message_content: bool = False  # answer unasked where servers want it; switch the intent on at Discord first
    questions_a_minute: int = Field(default=20, ge=1)  # of one person's that are answered
    commit_knowledge: bool = False  # commit each change made in chat, where the knowledge is in a git repository
    discord_token: SecretStr | None = None
    discord_token_file: Path | None = None
    database_url: SecretStr | None = None  # a SQLite file in data_dir when it isn't set
    database_url_file: Path | None = None
    voting_key: SecretStr | None = None  # hides who voted; made once in data_dir when it isn't set
    voting_key_file: Path | None = None
    status_host: str = "127.0.0.1"  # where health and metrics are served, once there is a port
    status_port: int | None = Field(default=None, ge=0, le=65_535)
    log_format: LogFormat = LogFormat.TEXT
    log_level: LogLevel = LogLevel.INFO
    give_up_after: float | None = Field(default=None, ge=0)  # seconds that Discord may be out of reach; for ever
    shards: str | None = None  # 0-15/64, 3/64, or auto; all of them when it isn't set
    shard_count: int | None = Field(default=None, ge=1, le=100_000)
    shards_per_process: int | None = Field(default=None, ge=1, le=1_000)
    pod_index: str | None = None  # a number, or a name that ends in one, such as a StatefulSet's pods have
    keep_days: int = Field(default=30, ge=1, le=365)  # how long unanswered questions and votes are kept

    @field_validator("faq_servers", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        """Take ids with commas between them."""
        return [one for one in given.replace(",", " ").split() if one] if isinstance(given, str) else given
