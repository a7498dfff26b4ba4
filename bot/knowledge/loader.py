"""Read a knowledge folder into a `Knowledge` snapshot, or say everything that is wrong with it."""

from __future__ import annotations

import gc
import hashlib
import types
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

import rapidfuzz
from pydantic import BaseModel, ValidationError

from bot.knowledge.problems import KnowledgeError, Problem
from bot.knowledge.records import (
    CredentialsFile,
    ElsewhereFile,
    EntriesFile,
    FiguresFile,
    FollowUpsFile,
    GuidesFile,
    SocialFile,
    Vocabulary,
)
from bot.knowledge.references import check_references
from bot.knowledge.snapshot import Knowledge
from bot.knowledge.yaml_source import YamlSource, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.knowledge.yaml_source import Path as YamlPath

# file or folder pattern -> the model of that file
LAYOUT: dict[str, type[BaseModel]] = {
    "guides.yaml": GuidesFile,
    "credentials.yaml": CredentialsFile,
    "vocabulary.yaml": Vocabulary,
    "social.yaml": SocialFile,
    "elsewhere.yaml": ElsewhereFile,
    "follow_ups.yaml": FollowUpsFile,
    "figures/*.yaml": FiguresFile,
    "faq/*.yaml": EntriesFile,
}
REQUIRED = {"guides.yaml", "faq/*.yaml"}
MAX_FILE_BYTES = 4_000_000

T = TypeVar("T", bound=BaseModel)
ParsedFile = tuple[YamlSource, BaseModel | None, tuple[Problem, ...]]  # a file, its part, and what is wrong with it


@dataclass(slots=True)
class Folder:
    """The parsed files of a knowledge folder, by model, with every problem found on the way."""

    sources: list[tuple[YamlSource, BaseModel | None]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
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
        self._folder = folder
        self._known: dict[str, tuple[bytes, ParsedFile]] = {}  # by name: hash of the content, and what it holds

    def inspect(self) -> tuple[Knowledge | None, list[Problem]]:
        """Return the snapshot (None where it couldn't be built) and all problems, sorted by file and line.

        Raises:
            OSError: when a file is there but can't be read.
        """
        was_enabled = gc.isenabled()
        gc.disable()  # tens of thousands of nodes and records, none of them garbage: collecting doubles the time
        try:
            parsed = self.read()
            knowledge = _assemble(parsed)
            if knowledge is not None and parsed.complete:
                parsed.problems.extend(check_references(knowledge, parsed.sources))
        finally:
            if was_enabled:
                gc.enable()
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
            result.problems.extend(parsed[2])
            result.sources.append(parsed[:2])
        for pattern in sorted(REQUIRED - found):
            result.problems.append(
                Problem(f"{self._folder.name}/{pattern}", 1, 1, "missing-file",
                        f"there is no {pattern} in the knowledge folder", hint=f"looked in {self._folder}")
            )  # fmt: skip
            result.sources.append((YamlSource(pattern, ""), None))
        result.digest = digest.hexdigest()
        return result


def _parsed(raw: bytes, name: str, model: type[BaseModel]) -> ParsedFile:
    source = _read(raw, name)
    part = _validate(source, model) if not source.problems else None
    return source, part, tuple(source.problems)


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


def _read(raw: bytes, name: str) -> YamlSource:
    if len(raw) > MAX_FILE_BYTES:
        source = YamlSource(name, "")
        source.problems.append(
            Problem(name, 1, 1, "file-too-large", f"this file is larger than {MAX_FILE_BYTES:,} bytes")
        )
        return source
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        source = YamlSource(name, "")
        line = raw[: error.start].count(b"\n") + 1
        source.problems.append(
            Problem(name, line, 1, "not-utf8", "this file is not saved as UTF-8 text", hint="save it again as UTF-8")
        )
        return source
    return parse(name, text)


def _validate(source: YamlSource, model: type[BaseModel]) -> BaseModel | None:
    try:
        return model.model_validate(source.data if source.data is not None else {})
    except ValidationError as error:
        details = error.errors()
        for detail in details:
            inner = [
                other for other in details if other["loc"][: len(detail["loc"])] == detail["loc"] and other != detail
            ]
            if detail["type"] == "too_short" and inner:
                continue  # what is too short only is so because of what is wrong inside
            source.problems.append(_schema_problem(source, model, detail))
        return None


def _schema_problem(source: YamlSource, model: type[BaseModel], detail: Any) -> Problem:  # noqa: ANN401 - pydantic's dict
    path: YamlPath = tuple(step for step in detail["loc"] if step != "[key]")
    known = path
    while known and known not in source.values:
        known = known[:-1]
    kind, name = detail["type"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        fields = _fields_at(model, path[:-1])
        near = rapidfuzz.process.extractOne(name, fields, score_cutoff=60)
        return source.problem_at(
            source.keys.get(path, source.position(known)), "unknown-field", f"there is no field called '{name}' here",
            hint=f"did you mean '{near[0]}'?" if near else f"known fields: {', '.join(fields)}",
        )  # fmt: skip
    if kind == "missing":
        where = next((at for key, at in source.keys.items() if key[:-1] == known), source.position(known))
        return source.problem_at(where, "missing-field", f"the field '{name}' is missing")
    if kind == "literal_error":
        allowed = str(detail["ctx"]["expected"])
        near = rapidfuzz.process.extractOne(
            str(detail["input"]), allowed.replace("'", "").replace(" or ", ", ").split(", ")
        )
        return source.problem(
            known, "wrong-value", f"'{detail['input']}' can't stand here; allowed: {allowed}",
            hint=f"did you mean '{near[0]}'?" if near and near[1] > 60 else None,
        )  # fmt: skip
    message = str(detail["msg"]).removeprefix("Value error, ")
    return source.problem(known, "wrong-value", f"{name}: {message}" if name and not name.isdigit() else message)


def _fields_at(model: type[BaseModel], path: YamlPath) -> list[str]:
    """Return the field names of the model that the mapping at `path` belongs to."""
    current: Any = model
    for step in path:
        if (
            isinstance(step, str)
            and isinstance(current, type)
            and issubclass(current, BaseModel)
            and step in current.model_fields
        ):
            current = _inner_model(current.model_fields[step].annotation)
    return list(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _inner_model(annotation: Any) -> Any:  # noqa: ANN401 - annotations are any object
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _inner_model(argument)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


def _assemble(parsed: Folder) -> Knowledge | None:
    def collect(model: type[BaseModel], attribute: str) -> dict[str, Any]:
        records: dict[str, Any] = {}
        for source, part in parsed.parts(model):
            for index, record in enumerate(getattr(part, attribute)):
                if record.id in records:
                    parsed.problems.append(
                        source.problem((attribute, index, "id"), "duplicate-id",
                                       f"the id '{record.id}' is already taken",
                                       hint="ids are unique over all files; choose another")
                    )  # fmt: skip
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
    )
    _one_phrasing_one_owner(parsed)
    return knowledge if parsed.complete else None


def _one_phrasing_one_owner(parsed: Folder) -> None:
    owners: dict[str, tuple[str, YamlSource]] = {}
    for source, attribute, records in _askable(parsed):
        for index, record in enumerate(records):
            for number, phrasing in enumerate(record.phrasings):
                key = " ".join(phrasing.casefold().strip(" ?!.").split())
                owner = owners.setdefault(key, (record.id, source))
                if owner[0] != record.id:
                    parsed.problems.append(
                        source.problem(
                            (attribute, index, "phrasings", number), "phrasing-twice",
                            f"this phrasing also stands under '{owner[0]}' in {owner[1].file}",
                            hint="keep it where it belongs and remove the other",
                        )
                    )  # fmt: skip


def _askable(parsed: Folder) -> Iterable[tuple[YamlSource, str, Any]]:
    for source, entries in parsed.parts(EntriesFile):
        yield source, "entries", entries.entries
    for source, social in parsed.parts(SocialFile):
        yield source, "social", social.social
    for source, elsewhere in parsed.parts(ElsewhereFile):
        yield source, "elsewhere", elsewhere.elsewhere
    for source, follow_ups in parsed.parts(FollowUpsFile):
        yield source, "follow_ups", follow_ups.follow_ups
