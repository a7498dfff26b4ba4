"""Changing the knowledge from the outside of its files: checked before it is written, in service at once, undoable.

A change is one file's new text. It is tried in a copy of the folder first: what has errors there is refused and the
files stay as they are. Where the folder can't be written, the change comes back as a patch.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.editing.consequences import Consequences, Moved
from bot.editing.edit import Edit
from bot.editing.entry_words import reworded
from bot.editing.refusals import EditRefusedError, FileChangedError, ReadOnlyFolderError, Refusal
from bot.editing.taking_back import LinesMovedOnError, without_change
from bot.knowledge.checker import check_folder
from bot.knowledge.knowledge_files import read_file, save_file
from bot.knowledge.loader import FolderReader
from bot.knowledge.new_entry import with_entry
from bot.knowledge.records import EntriesFile
from bot.knowledge.revisions import RevisionError, commit_file
from bot.knowledge.splice import KnowledgeText, SpliceError
from bot.knowledge.trial import try_text
from bot.matching.revised import RevisedMatcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.answering.answer import Answer
    from bot.answering.outcomes import KnownQuestion
    from bot.editing.entry_words import Words
    from bot.knowledge.new_entry import NewEntry
    from bot.knowledge.problems import Problem
    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.trial import Tried
    from bot.live import LiveAssistant


@dataclass(frozen=True, slots=True)
class Commit:
    """What git is told of a change: the message, and whose it is, as `Name <address>`."""

    message: str
    author: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a change that was written: whether it is in service, and why git didn't take it, if it didn't."""

    in_service: bool
    uncommitted: str | None = None


class Editor:
    """Makes changes to the knowledge that an assistant serves."""

    def __init__(self, folder: Path, live: LiveAssistant, *, commits: bool = False) -> None:
        """Change a folder and what is served of it; `commits` tells git of each change."""
        self._folder = folder.resolve()
        self._live = live
        self._commits = commits
        self._writing = asyncio.Lock()
        self._consequences = Consequences()

    @property
    def knowledge(self) -> Knowledge:
        """What is in service."""
        return self._live.assistant.knowledge

    async def problems(self) -> list[Problem]:
        """Return everything that the checker finds in the folder as it is."""
        return (await asyncio.to_thread(check_folder, self._folder)).problems

    async def place(self, entry: str) -> str | None:
        """Return the file and line of an entry, such as `knowledge/faq/pay.yaml:12`; None when it isn't there."""
        try:
            file, number = await asyncio.to_thread(self._found, entry)
        except (EditRefusedError, OSError):
            return None
        return f"{file}:{number}"

    async def teach(self, entry: str, phrasing: str) -> Edit:
        """Try a new phrasing of an entry. Raises EditRefusedError."""
        text = " ".join(phrasing.split())
        if not text:
            raise EditRefusedError(Refusal.NO_WORDS)

        def change(file: KnowledgeText) -> KnowledgeText:
            path = file.find("entries", entry)
            if "phrasings" in file.value(path):
                return file.add((*path, "phrasings"), text)
            return file.set_field(path, "phrasings", [text])

        return await self._tried(entry, change, text)

    async def reword(self, entry: str, shown: Words, wanted: Words) -> Edit:
        """Try other words of an entry, given those that were shown to whoever chose them. Raises EditRefusedError.

        What was left as shown isn't touched, so that what others have changed meanwhile stays.
        """
        if not wanted.question or wanted.phrasings == ():
            raise EditRefusedError(Refusal.NO_QUESTION)

        def change(file: KnowledgeText) -> KnowledgeText:
            return reworded(file, file.find("entries", entry), shown, wanted)

        return await self._tried(entry, change, wanted.question)

    async def add(self, topic: str, entry: NewEntry) -> Edit:
        """Try a new entry at the end of a topic's file. Raises EditRefusedError."""
        if topic not in self.knowledge.topics:
            raise EditRefusedError(Refusal.NO_TOPIC, topic=topic, topics=", ".join(self.knowledge.topics))
        file = f"{self._folder.name}/faq/{topic}.yaml"
        path = self._path_of(file)
        before = await asyncio.to_thread(_read, path, file)
        try:
            after = await asyncio.to_thread(with_entry, file, before.text, entry)
        except SpliceError as problem:
            raise EditRefusedError(Refusal.UNSPLICEABLE, reason=str(problem)) from problem
        return await self._checked(path, before, after, entry.id, entry.phrasings[0])

    async def undoing(self, file: str, before: str, after: str, entry: str | None) -> Edit:
        """Try to take a change back, given the lines that it replaced. Raises EditRefusedError."""
        path = self._path_of(file)
        now = await asyncio.to_thread(_read, path, file)
        try:
            text = await asyncio.to_thread(without_change, now, before, after, entry)
        except LinesMovedOnError:
            raise EditRefusedError(Refusal.LINES_MOVED_ON) from None
        return await self._checked(path, now, KnowledgeText(file, text), entry, None)

    async def moved(self, edit: Edit, asked_in_vain: Sequence[KnownQuestion] = ()) -> Moved:
        """Return the known questions that go elsewhere with a change that was tried, besides the one it is about."""
        if edit.knowledge is None:
            return Moved((), 0)
        return await self._consequences.of(self._live.assistant, edit.knowledge, asked_in_vain, besides=edit.question)

    async def answered(self, edit: Edit, questions: Sequence[str]) -> frozenset[str]:
        """Return those of some questions that are answered by the entry of a change that was tried."""
        knowledge = edit.knowledge
        if knowledge is None or edit.entry is None or not questions:
            return frozenset()
        return await asyncio.to_thread(
            lambda: frozenset(one for one in questions if self._answers(knowledge, one)[1].entry == edit.entry)
        )

    async def apply(self, edit: Edit, commit: Commit | None = None) -> Applied:
        """Write a change that was tried, serve it, and commit it where that is wanted.

        It stands as soon as it is written, also where it can't be served, because other files have errors by then, or
        git refuses it.

        Raises:
            FileChangedError: when the file has been changed since.
            EditRefusedError: when the change has errors beside other changes.
            ReadOnlyFolderError: when it can't be written.
        """
        async with self._writing:
            if (await asyncio.to_thread(_read, edit.path, edit.before.file)).text != edit.before.text:
                raise FileChangedError(edit.before.file)
            # others may have changed other files since it was tried
            await asyncio.to_thread(self._checked_text, edit.path, edit.after.text)
            try:
                await asyncio.to_thread(save_file, edit.path, edit.before, edit.after)
            except SpliceError as problem:
                raise FileChangedError(edit.before.file) from problem
            except OSError as problem:
                raise ReadOnlyFolderError(edit.patch) from problem
            in_service = not (await self._live.reload()).refused
            if commit is None or not self._commits:
                return Applied(in_service)
            try:
                await asyncio.to_thread(commit_file, edit.path, commit.message, commit.author)
            except RevisionError as problem:
                return Applied(in_service, str(problem))
            return Applied(in_service)

    async def _tried(self, entry: str, change: Callable[[KnowledgeText], KnowledgeText], question: str | None) -> Edit:
        path, file = await asyncio.to_thread(self._file_of, entry)
        before = await asyncio.to_thread(_read, path, file)
        try:
            after = await asyncio.to_thread(change, before)
        except SpliceError as problem:
            raise EditRefusedError(Refusal.UNSPLICEABLE, reason=str(problem)) from problem
        return await self._checked(path, before, after, entry, question)

    async def _checked(
        self, path: Path, before: KnowledgeText, after: KnowledgeText, entry: str | None, question: str | None
    ) -> Edit:
        """Check a changed file together with all others; return the change with what the question gets."""
        if before.text == after.text:
            raise EditRefusedError(Refusal.NO_CHANGE)
        tried, knowledge = await asyncio.to_thread(self._checked_text, path, after.text)
        answers: tuple[Answer | None, Answer | None] = (None, None)
        if question is not None:
            answers = await asyncio.to_thread(self._answers, knowledge, question)
        return Edit(path, before, after, entry, question, *answers, tried.new, knowledge)

    def _checked_text(self, path: Path, text: str) -> tuple[Tried, Knowledge]:
        """Return what the checker makes of a file's new text among all others. Raises EditRefusedError for errors."""
        tried = try_text(self._folder, path.relative_to(self._folder).as_posix(), text)
        errors = [problem for problem in tried.problems if problem.level == "error"]
        if tried.knowledge is None or errors:
            told = "\n".join(problem.as_text() for problem in (errors or tried.problems)[:3])
            raise EditRefusedError(Refusal.PROBLEMS, problems=told)
        return tried, tried.knowledge

    def _answers(self, knowledge: Knowledge, question: str) -> tuple[Answer, Answer]:
        assistant = self._live.assistant
        revised = RevisedMatcher(assistant.matcher, assistant.knowledge, knowledge)
        return assistant.ask(question), assistant.renewed(knowledge, revised).ask(question)

    def _file_of(self, entry: str) -> tuple[Path, str]:
        file, _ = self._found(entry)
        return self._path_of(file), file

    def _found(self, entry: str) -> tuple[str, int]:
        """Return the file and line of an entry."""
        for source, part in FolderReader(self._folder).read().sources:
            for index, one in enumerate(part.entries if isinstance(part, EntriesFile) else ()):
                if one.id == entry:
                    return source.file, source.values["entries", index].line
        raise EditRefusedError(Refusal.NO_ENTRY, entry=entry)

    def _path_of(self, file: str) -> Path:
        """Return where a file is, given its name for messages: within the folder, or not at all."""
        folder = self._folder.resolve()
        name, _, inside = file.partition("/")
        path = (folder / inside).resolve()
        if name != self._folder.name or not path.is_relative_to(folder):
            raise EditRefusedError(Refusal.NOT_IN_FOLDER, file=file)
        return path


def _read(path: Path, file: str) -> KnowledgeText:
    try:
        return read_file(path, file)
    except (OSError, SpliceError) as problem:
        raise EditRefusedError(Refusal.UNREADABLE, file=file, reason=str(problem)) from problem
