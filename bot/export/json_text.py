"""`Contents` as one JSON document, for programs: every entry with its answer, every record behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.answering.credential_rows import credential_fields
from bot.answering.figure_rows import figure_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.answer import Answer
    from bot.export.contents import Contents
    from bot.knowledge.credentials import CodeSet, Organization

_OF_A_QUESTION = ("question", "outcome", "text", "citations", "figures")
"""What an entry's own answer has of the contract of `ask --json`; the rest is about how it was asked."""


def json_text(contents: Contents) -> str:
    """Return the document. Answers, figures and credentials have the fields that the commands for them print."""
    knowledge = contents.knowledge
    document = {
        "title": contents.title,
        "knowledge": knowledge.digest,
        "guides": [
            {"id": guide.id, "title": guide.title, "publisher": guide.publisher,
             "sections": [section.title for section in guide.sections]}
            for guide in knowledge.guides.values()
        ],
        "publishers": [{"id": one.id, "name": one.name} for one in knowledge.publishers.values()],
        "topics": [
            {"id": topic.id, "name": topic.name, "entries": [_entry(answer) for answer in topic.answers]}
            for topic in contents.topics
        ],
        "figures": [figure_fields(knowledge, figure) for figure in knowledge.figures.values()],
        "credentials": [credential_fields(knowledge, one) for one in knowledge.credentials.values()],
        "organizations": list(_named(knowledge.organizations.values())),
        "code_sets": list(_named(knowledge.code_sets.values())),
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _entry(answer: Answer) -> dict[str, Any]:
    fields = answer.as_json()
    told = {name: fields[name] for name in _OF_A_QUESTION} | {"question": answer.title}
    return {"id": answer.entry, **told, "chart": answer.chart, "see": [one.entry for one in answer.related]}


def _named(records: Iterable[Organization | CodeSet]) -> Iterable[dict[str, Any]]:
    return ({"id": one.id, "name": one.name, "abbreviation": one.abbreviation, "note": one.note} for one in records)
