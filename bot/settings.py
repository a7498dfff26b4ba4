"""Everything that can be set from outside, read once by the composition root."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from platformdirs import user_cache_dir, user_data_dir
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_PACKAGE = Path(__file__).parent


def shipped_knowledge() -> Path:
    """Return the knowledge that comes with the bot: beside the package in a checkout, inside it when installed."""
    packaged = _PACKAGE / "shipped_knowledge"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "knowledge"


class Settings(BaseSettings):
    """Settings from the environment; a `.env` file is not read, so what runs is what is set."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

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
    commit_knowledge: bool = False  # commit each change made in chat, where the knowledge is in a git repository
    discord_token: SecretStr | None = None
    discord_token_file: Path | None = None
    database_url: SecretStr | None = None  # a SQLite file in data_dir when it isn't set
    database_url_file: Path | None = None
    voting_key: SecretStr | None = None  # hides who voted; made once in data_dir when it isn't set
    voting_key_file: Path | None = None
    keep_days: int = Field(default=30, ge=1, le=365)  # how long unanswered questions and votes are kept

    @field_validator("faq_servers", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        """Take ids with commas between them."""
        return [one for one in given.replace(",", " ").split() if one] if isinstance(given, str) else given
