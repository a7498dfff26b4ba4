"""Credentials and who grants them, in the sentences that answers use: the same aspects of each, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.page import Page
from bot.answering.printing import Printer
from bot.export import wording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.answering.answer import Block, ShownFigure, Source
    from bot.knowledge.credentials import Credential, Organization, Statement
    from bot.knowledge.snapshot import Knowledge


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of a credential; no sentences where the guides say nothing."""

    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CredentialCard:
    """A credential with everything the guides say of it. All cards have the same aspects, in the same order."""

    id: str
    name: str
    abbreviation: str
    aspects: tuple[Aspect, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    figures: tuple[ShownFigure, ...]


@dataclass(frozen=True, slots=True)
class OrganizationCard:
    """An organization that grants credentials; the abbreviation may be empty."""

    id: str
    name: str
    abbreviation: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]


def credential_card(knowledge: Knowledge, credential: Credential, today: date) -> CredentialCard:
    """Return a credential's card."""
    page = Page(Printer(knowledge), today)
    page.cite(credential.citations)
    texts = {
        wording.OFFERED_BY: [page.offered_by(credential)],
        wording.REQUIRES: _said(page, credential.requires),
        wording.EXAM: page.exam(credential),
        wording.COVERS: _said(page, credential.covers),
        wording.LASTS: [page.process_duration(credential)] if credential.process_duration else [],
        wording.RECOGNIZED_AS: _said(page, credential.recognized_as),
    }
    if credential.note:
        page.note(credential.note)
    return CredentialCard(
        credential.id,
        credential.name,
        credential.abbreviation,
        tuple(Aspect(name, tuple(sentences)) for name, sentences in texts.items()),
        page.notes,
        page.sources,
        page.figures,
    )


def organization_card(knowledge: Knowledge, organization: Organization, today: date) -> OrganizationCard:
    """Return what the guides say of an organization, as answers put it."""
    page = Page(Printer(knowledge), today)
    page.organization(organization.id)
    page.close()
    return OrganizationCard(
        organization.id, organization.name, organization.abbreviation or "", tuple(page.blocks), page.sources
    )


def _said(page: Page, statements: Iterable[Statement]) -> list[str]:
    return [page.statement(one) for one in statements]
