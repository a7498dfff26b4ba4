"""Which file of a knowledge folder holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.knowledge.credentials import CredentialsFile
from bot.knowledge.records import EntriesFile, FiguresFile, GuidesFile
from bot.knowledge.small_talk import ElsewhereFile, FollowUpsFile, SocialFile
from bot.knowledge.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pydantic import BaseModel

LAYOUT: Final[dict[str, type[BaseModel]]] = {
    "guides.yaml": GuidesFile,
    "credentials.yaml": CredentialsFile,
    "vocabulary.yaml": Vocabulary,
    "social.yaml": SocialFile,
    "elsewhere.yaml": ElsewhereFile,
    "follow_ups.yaml": FollowUpsFile,
    "figures/*.yaml": FiguresFile,
    "faq/*.yaml": EntriesFile,
}
"""File name, or pattern of names, and the model of such a file."""
