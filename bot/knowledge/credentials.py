"""The typed, frozen records of certifications, of who grants them, and of code sets."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.knowledge.records import Citation, Identifier, Line, Record


class Statement(Record):
    """One sentence in our own words, with the sections that support it."""

    text: Line
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Organization(Record):
    """An organization that grants certifications."""

    id: Identifier
    name: Line
    abbreviation: Line | None = None
    alternate_names: tuple[Line, ...] = ()
    about: tuple[Statement, ...] = ()
    note: Line | None = None
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class CredentialExam(Record):
    """What the guides say of a credential's exam."""

    figures: tuple[Identifier, ...] = ()
    statements: tuple[Statement, ...] = ()


class Credential(Record):
    """A certification (CTDL terms). `offered_by` stands only where a guide says so."""

    id: Identifier
    name: Line
    abbreviation: Line
    alternate_names: tuple[Line, ...] = ()
    offered_by: Identifier | None = None
    offered_by_citations: tuple[Citation, ...] = ()
    requires: tuple[Statement, ...] = ()
    exam: CredentialExam | None = None
    covers: tuple[Statement, ...] = ()
    process_duration: Identifier | None = None
    recognized_as: tuple[Statement, ...] = ()
    note: Line | None = None
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class CodeSet(Record):
    """A code system that coders work with."""

    id: Identifier
    name: Line
    abbreviation: Line | None = None
    note: Line | None = None
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class CredentialsFile(Record):
    """credentials.yaml."""

    organizations: tuple[Organization, ...]
    credentials: tuple[Credential, ...]
    code_sets: tuple[CodeSet, ...] = ()
