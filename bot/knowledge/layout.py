"""Which file of a knowledge folder holds what."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from bot.knowledge.credentials import CredentialsFile
from bot.knowledge.records import EntriesFile, FiguresFile, GuidesFile
from bot.knowledge.small_talk import ElsewhereFile, FollowUpsFile, SocialFile
from bot.knowledge.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def knowledge_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (pattern, path) of every file that belongs to a knowledge folder, in a fixed order."""
    for pattern in LAYOUT:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                yield pattern, path


def folder_digest(folder: Path) -> str:
    """Return a hash over names and bytes of all knowledge files: equal digests mean equal knowledge."""
    digest = hashlib.sha256()
    for _, path in knowledge_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
