"""JSON Schemas of the knowledge files, for editors: generated from the records, with words from `field_texts.yaml`."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import yaml
from pydantic.json_schema import GenerateJsonSchema

from bot.knowledge.layout import LAYOUT
from bot.knowledge.problems import Fix
from bot.knowledge.schema_problems import FORMS
from bot.knowledge.yaml_source import YamlSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import BaseModel

    from bot.knowledge.problems import Problem

_TEXTS = Path(__file__).with_name("field_texts.yaml")
FOLDER: Final = "schema"
_LINE: Final = "# yaml-language-server: $schema="
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DIALECT: Final = "http://json-schema.org/draft-07/schema#"  # the one that yaml-language-server knows best


def schema_files() -> dict[str, str]:
    """Return the text of every schema file by its name inside the knowledge folder, such as `schema/faq.json`."""
    texts = field_texts()
    return {f"{FOLDER}/{schema_name(pattern)}.json": _schema_text(model, texts) for pattern, model in LAYOUT.items()}


def field_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return what is said about each record and its fields: title and description, or description and examples."""
    return yaml.load(_TEXTS.read_text(encoding="utf-8"), Loader=_Loader)  # type: ignore[no-any-return]  # noqa: S506 - a safe loader, in C where there is one


def schema_name(pattern: str) -> str:
    """Return the name of the schema for the files of a pattern: that of the folder, or of the one file."""
    path = PurePosixPath(pattern)
    return path.parent.name or path.stem


def schema_line(pattern: str) -> str:
    """Return the line that a knowledge file opens with, so that editors find its schema."""
    up = "../" * (len(PurePosixPath(pattern).parts) - 1)
    return f"{_LINE}{up}{FOLDER}/{schema_name(pattern)}.json"


def check_schemas(folder: Path, files: Sequence[tuple[str, YamlSource]]) -> Iterator[Problem]:
    """Yield schemas that are out of date, and files that don't name theirs; none where a folder has no schemas.

    Args:
        folder: the knowledge folder.
        files: the files read from it, each with its pattern.
    """
    if not (folder / FOLDER).is_dir():
        return
    for name, wanted in schema_files().items():
        path = folder / name
        text = path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else ""
        if text != wanted:
            source = YamlSource(f"{folder.name}/{name}", text)
            where = source.at_offset(_first_difference(text, wanted))
            yield source.problem(where, "stale-schema", fix=Fix(0, len(text), wanted))
    for pattern, source in files:
        line = schema_line(pattern)
        text = source.text.removeprefix("\ufeff")
        if text and text.splitlines()[0] != line:
            start = len(source.text) - len(text)
            end = len(source.lines[0]) if text.startswith(_LINE) else start
            yield source.problem((), "no-schema-line", line=line, fix=Fix(start, end, f"{line}\n"))


def _first_difference(text: str, other: str) -> int:
    return next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)


class _ForEditors(GenerateJsonSchema):
    """Leaves out what editors would only show as noise."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's signature
        return False

    def decimal_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ANN401, ARG002 - pydantic's signature
        return {"type": "number"}


def _schema_text(model: type[BaseModel], texts: Mapping[str, Mapping[str, Any]]) -> str:
    schema = model.model_json_schema(schema_generator=_ForEditors)
    definitions = schema.pop("$defs", {})
    told = {"$schema": _DIALECT, **_told(model.__name__, schema, texts)}
    if definitions:
        told["definitions"] = {name: _told(name, one, texts) for name, one in sorted(definitions.items())}
    text = json.dumps(told, ensure_ascii=False, indent=2).replace('"#/$defs/', '"#/definitions/')
    return f"{text}\n"


def _told(name: str, schema: dict[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a record's schema with the words that belong to it; optional fields may not be empty."""
    about = texts[name]
    properties = {}
    for field, one in schema["properties"].items():
        words = about["fields"][field]
        words = {"description": words} if isinstance(words, str) else words
        properties[field] = _in_plain_words({**words, **_without_null(one)})
    return {
        "title": about["title"],
        "description": about["description"],
        "type": "object",
        "additionalProperties": False,
        "required": schema.get("required", []),
        "properties": properties,
    }


def _in_plain_words(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a field's schema with what editors say where a text doesn't look as it has to."""
    if schema.get("pattern") in FORMS:
        return {**schema, "patternErrorMessage": FORMS[schema["pattern"]]}
    if isinstance(schema.get("items"), dict):
        return {**schema, "items": _in_plain_words(schema["items"])}
    return schema


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field that may be left out: where it stands, it has a value."""
    kept = {key: value for key, value in schema.items() if key != "default"}
    branches = [one for one in kept.pop("anyOf", []) if one != {"type": "null"}]
    if not branches:
        return kept
    return {**kept, **branches[0]} if len(branches) == 1 else {**kept, "anyOf": branches}
