"""The schemas that editors read: every record and field has its words, and every file leads to its schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.knowledge.layout import LAYOUT, knowledge_files
from bot.knowledge.placeholders import SLOTS
from bot.knowledge.records import Record
from bot.knowledge.schema import field_texts, schema_files, schema_line
from bot.matching import reading

PROJECT = Path(__file__).parents[2]
SHIPPED = PROJECT / "knowledge"
SCHEMAS = {name: json.loads(text) for name, text in schema_files().items()}


def every(schema):
    """Yield a schema's own object and those it defines."""
    yield schema
    yield from schema.get("definitions", {}).values()


def kinds_of(kind):
    """Yield every kind of record that is made from this one."""
    for one in kind.__subclasses__():
        yield one
        yield from kinds_of(one)


def test_words_are_there_for_every_field_and_for_no_other():
    """A field without a description would be a riddle; one that is gone would be taught on."""
    assert {name: set(texts["fields"]) for name, texts in field_texts().items()} == {
        kind.__name__: set(kind.model_fields) for kind in kinds_of(Record)
    }


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_refuses_what_the_records_refuse(name):
    """Unknown fields, and missing ones; what refers to another part finds it."""
    for one in every(SCHEMAS[name]):
        assert one["additionalProperties"] is False
        assert set(one["required"]) <= set(one["properties"])
        assert all(field["description"] for field in one["properties"].values())
    refers = {part.split('"')[0] for part in json.dumps(SCHEMAS[name]).split("#/definitions/")[1:]}
    assert refers <= set(SCHEMAS[name].get("definitions", {}))


def test_every_shipped_file_opens_with_the_line_that_leads_to_its_schema():
    """Followed from the file's own folder."""
    for pattern, path in knowledge_files(SHIPPED):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == schema_line(pattern)
        assert (path.parent / first.partition("=")[2]).resolve() in {(SHIPPED / name).resolve() for name in SCHEMAS}


def test_the_editors_settings_name_every_schema_for_its_files():
    """For those who open a file without that line."""
    settings = json.loads((PROJECT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {schema.removeprefix("./knowledge/") for schema in settings} == set(SCHEMAS)
    assert {files.removeprefix("knowledge/") for files in settings.values()} == set(LAYOUT)


def test_phrasings_may_have_the_slots_that_the_matcher_reads():
    """The checker and the matcher know the same ones."""
    assert set(SLOTS) == set(reading.SLOT_MARKS)
