"""Credentials in fields, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.answering.figure_text import value

if TYPE_CHECKING:
    from bot.knowledge.credentials import Credential, Statement
    from bot.knowledge.snapshot import Knowledge


def credential_fields(knowledge: Knowledge, one: Credential) -> dict[str, Any]:
    """Return a credential by its fields; None and empty lists stand for what the guides don't say."""
    exam = [value(knowledge.figures[name]) for name in one.exam.figures] if one.exam else []
    statements = _texts(one.exam.statements) if one.exam else []
    duration = value(knowledge.figures[one.process_duration]) if one.process_duration else None
    citations = [{"guide": cited.guide, "section": knowledge.section(cited).title} for cited in one.citations]
    return {
        "id": one.id,
        "abbreviation": one.abbreviation,
        "name": one.name,
        "offered_by": knowledge.organizations[one.offered_by].name if one.offered_by else None,
        "requires": _texts(one.requires),
        "exam": [*exam, *statements],
        "covers": _texts(one.covers),
        "recognized_as": _texts(one.recognized_as),
        "process_duration": duration,
        "note": one.note,
        "citations": citations,
    }


def _texts(statements: tuple[Statement, ...]) -> list[str]:
    return [statement.text for statement in statements]
