"""Why a change of the knowledge can't be made or written, as data: a front end says it in its reader's language."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """Every reason there is; what belongs to each is named beside it."""

    NO_WORDS = "no_words"
    NO_QUESTION = "no_question"
    NO_PHRASINGS = "no_phrasings"
    NO_CITATION = "no_citation"
    """`line` is none."""
    NO_TOPIC = "no_topic"
    """None is called `topic`; there are `topics`."""
    NO_ENTRY = "no_entry"
    """None has the id `entry`."""
    NO_CHANGE = "no_change"
    QUESTION_CHANGED = "question_changed"
    ANSWER_CHANGED = "answer_changed"
    FILE_CHANGED = "file_changed"
    """Somebody else has changed `file`."""
    LINES_MOVED_ON = "lines_moved_on"
    NOT_IN_FOLDER = "not_in_folder"
    """Nothing outside of it is written, such as `file`."""
    UNREADABLE = "unreadable"
    """`file`, for a `reason` in English."""
    UNSPLICEABLE = "unspliceable"
    """For a `reason` in English."""
    PROBLEMS = "problems"
    """`problems` are the checker's, in English."""


class EditRefusedError(Exception):
    """The change can't be made, and nothing has changed."""

    def __init__(self, why: Refusal, **named: str) -> None:
        """Refuse for a reason, with what belongs to it."""
        super().__init__(": ".join([why.value, *named.values()]))
        self.why = why
        self.named = named


class FileChangedError(EditRefusedError):
    """The file has been changed since the change was tried; it can be tried again on what stands there now."""

    def __init__(self, file: str) -> None:
        super().__init__(Refusal.FILE_CHANGED, file=file)


class ReadOnlyFolderError(Exception):
    """The knowledge folder can't be written; `patch` is the change to be made elsewhere."""

    def __init__(self, patch: str) -> None:
        super().__init__("the knowledge folder can't be written")
        self.patch = patch
