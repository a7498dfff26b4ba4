"""Read a knowledge folder into a `Knowledge` snapshot, or say everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from bot.garbage import collecting_paused
from bot.knowledge.credentials import CredentialsFile
from bot.knowledge.figure_checks import misprints
from bot.knowledge.layout import LAYOUT, knowledge_files
from bot.knowledge.phrasings import ASKABLE, Claims, contradictions
from bot.knowledge.problems import KnowledgeError, Problem
from bot.knowledge.prose import check_words
from bot.knowledge.records import EntriesFile, FiguresFile, GuidesFile
from bot.knowledge.references import check_references, citations_of
from bot.knowledge.schema_problems import validated
from bot.knowledge.small_talk import ElsewhereFile, FollowUpsFile, SocialFile
from bot.knowledge.snapshot import Knowledge
from bot.knowledge.vocabulary import Vocabulary
from bot.knowledge.yaml_source import Position, YamlSource, parse
from bot.knowledge.yaml_text import misleading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REQUIRED = {"guides.yaml", "faq/*.yaml"}
MAX_FILE_BYTES = 4_000_000

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What can be said of a file by itself: its part if it can be read, what is wrong with it, what it claims."""

    source: YamlSource
    part: BaseModel | None
    problems: tuple[Problem, ...]
    claims: Claims


@dataclass(slots=True)
class Folder:
    """The parsed files of a knowledge folder, by model, with every problem found on the way."""

    sources: list[tuple[YamlSource, BaseModel | None]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    claims: list[Claims] = field(default_factory=list)
    digest: str = ""

    def parts(self, model: type[T]) -> Iterator[tuple[YamlSource, T]]:
        """Yield the readable files of one model."""
        for source, part in self.sources:
            if isinstance(part, model):
                yield source, part

    @property
    def complete(self) -> bool:
        """Whether every file could be read; if not, a missing id may just be in the unreadable one."""
        return all(part is not None for _, part in self.sources)


def load(folder: Path) -> Knowledge:
    """Return the snapshot of a knowledge folder.

    Raises:
        KnowledgeError: with every problem of level error, when there is one.
    """
    knowledge, problems = inspect(folder)
    errors = [problem for problem in problems if problem.level == "error"]
    if knowledge is None or errors:
        raise KnowledgeError(errors or problems)
    return knowledge


def inspect(folder: Path) -> tuple[Knowledge | None, list[Problem]]:
    """Return the snapshot (None where it couldn't be built) and all problems, sorted by file and line."""
    return FolderReader(folder).inspect()


def read_folder(folder: Path) -> Folder:
    """Parse and validate each file of a folder on its own."""
    return FolderReader(folder).read()


class FolderReader:
    """Reads a knowledge folder, again and again if need be: files that haven't changed are parsed once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()  # problems name files by the folder's own name, which "." doesn't tell
        self._known: dict[str, tuple[bytes, ParsedFile]] = {}  # by name: hash of the content, and what it holds

    def inspect(self) -> tuple[Knowledge | None, list[Problem]]:
        """Return the snapshot (None where it couldn't be built) and all problems, sorted by file and line.

        Raises:
            OSError: when a file is there but can't be read.
        """
        with collecting_paused():
            parsed = self.read()
            knowledge = _assemble(parsed)
            if knowledge is not None and parsed.complete:
                parsed.problems.extend(check_references(knowledge, parsed.sources))
        return knowledge, sorted(parsed.problems)

    def read(self) -> Folder:
        """Parse and validate each file of the folder on its own; the digest is that of the bytes that were read."""
        result = Folder()
        digest = hashlib.sha256()
        found: set[str] = set()
        for pattern, path in knowledge_files(self._folder):
            found.add(pattern)
            raw = path.read_bytes()
            content = hashlib.sha256(raw).digest()
            digest.update(path.relative_to(self._folder).as_posix().encode())
            digest.update(content)
            name = f"{self._folder.name}/{path.relative_to(self._folder).as_posix()}"
            known, parsed = self._known.get(name, (b"", None))
            if parsed is None or known != content:
                parsed = _parsed(raw, name, LAYOUT[pattern])
                self._known[name] = content, parsed
            result.problems.extend(parsed.problems)
            result.sources.append((parsed.source, parsed.part))
            result.claims.append(parsed.claims)
        for pattern in sorted(REQUIRED - found):
            missing = YamlSource(f"{self._folder.name}/{pattern}", "")
            result.problems.append(missing.problem((), "missing-file", file=pattern, folder=self._folder))
            result.sources.append((missing, None))
        result.digest = digest.hexdigest()
        return result


def _parsed(raw: bytes, name: str, model: type[BaseModel]) -> ParsedFile:
    source = _read(raw, name)
    if source.problems:
        return ParsedFile(source, None, tuple(source.problems), Claims())
    part = validated(source, model)
    source.problems.extend(misleading(source))
    if part is not None:
        source.cited = tuple(citations_of(part))
        source.problems.extend((*check_words(source, part), *misprints(source, part)))
    return ParsedFile(source, part, tuple(source.problems), Claims.of(source, part))


def _read(raw: bytes, name: str) -> YamlSource:
    source = YamlSource(name, "")
    if len(raw) > MAX_FILE_BYTES:
        source.problems.append(source.problem((), "file-too-large", limit=MAX_FILE_BYTES))
        return source
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        source.problems.append(source.problem(Position(before.count(b"\n") + 1, column), "not-utf8"))
        return source
    return parse(name, text)


def _assemble(parsed: Folder) -> Knowledge | None:
    taken: dict[tuple[str, str], str] = {}  # (what ids are unique among, id) -> the file that has it

    def collect(model: type[BaseModel], attribute: str) -> dict[str, Any]:
        records: dict[str, Any] = {}
        among = "what can be asked" if attribute in ASKABLE else attribute
        for source, part in parsed.parts(model):
            for index, record in enumerate(getattr(part, attribute)):
                file = taken.setdefault((among, record.id), source.file)
                if record.id in records or file != source.file:
                    where = (attribute, index, "id")
                    parsed.problems.append(source.problem(where, "duplicate-id", name=record.id, file=file))
                else:
                    records[record.id] = record
        return records

    vocabulary = next((part for _, part in parsed.parts(Vocabulary)), Vocabulary())
    knowledge = Knowledge(
        digest=parsed.digest,
        guides=collect(GuidesFile, "guides"),
        publishers=collect(GuidesFile, "publishers"),
        figures=collect(FiguresFile, "figures"),
        tables=collect(FiguresFile, "tables"),
        organizations=collect(CredentialsFile, "organizations"),
        credentials=collect(CredentialsFile, "credentials"),
        code_sets=collect(CredentialsFile, "code_sets"),
        entries=collect(EntriesFile, "entries"),
        topics={
            PurePosixPath(source.file).stem: tuple(entry.id for entry in part.entries)
            for source, part in parsed.parts(EntriesFile)
        },
        social=collect(SocialFile, "social"),
        elsewhere=collect(ElsewhereFile, "elsewhere"),
        follow_ups=collect(FollowUpsFile, "follow_ups"),
        vocabulary=vocabulary,
        about=next((part.about for _, part in parsed.parts(GuidesFile)), {}),
    )
    parsed.problems.extend(contradictions(parsed.sources, parsed.claims))
    return knowledge if parsed.complete else None
