"""The text of a knowledge file read for a change, and written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.atomic_file import write_atomically
from bot.knowledge.splice import KnowledgeText, SpliceError

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path, file: str) -> KnowledgeText:
    """Return the text of a knowledge file; `file` is its name for messages. Raises SpliceError, OSError."""
    try:
        return KnowledgeText(file, path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        raise SpliceError(f"{file} is not saved as UTF-8 text") from None


def save_file(path: Path, before: KnowledgeText, after: KnowledgeText) -> None:
    """Write a changed file, whole or not at all.

    Raises:
        SpliceError: when the file isn't as it was `before` any more; it stays as it is.
        OSError: when it can't be read or written; it is as it was.
    """
    if read_file(path, before.file).text != before.text:
        raise SpliceError(f"somebody else has changed {before.file} meanwhile; please try again")
    write_atomically(path, after.text.encode())
