"""Credentials in sentences: one detail of one, or two and more side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering import wording

if TYPE_CHECKING:
    from bot.answering.page import Page
    from bot.knowledge.credentials import Credential
    from bot.knowledge.records import Lookup, Missing


_MISSING: dict[str, Missing] = {
    "credential.offered_by": "issuer", "credential.requires": "requirements", "credential.exam": "exam",
    "credential.covers": "content", "credential.process_duration": "duration", "duration": "duration",
}  # fmt: skip


def put_details(lookup: Lookup, credentials: list[Credential], page: Page) -> Missing | None:
    """Put one detail of each credential on the page, or return it where the guides don't give it."""
    for credential in credentials:
        if lookup == "credential.overview":
            page.credential(credential)
            continue
        sentences = _detail(lookup, credential, page)
        if not sentences:
            return _MISSING[lookup]
        page.cite(credential.citations)
        if len(sentences) == 1:
            page.paragraph(
                sentences[0]
                if credential.abbreviation in sentences[0]
                else f"{credential.name} ({credential.abbreviation}): {sentences[0]}"
            )
        else:
            page.paragraph(f"What the guides say of the {credential.name} ({credential.abbreviation}):")
            page.bullets(sentences)
        if credential.note and lookup in {"credential.requires", "credential.exam"}:
            page.note(credential.note)
    return None


def _detail(lookup: Lookup, credential: Credential, page: Page) -> list[str]:
    if lookup == "credential.offered_by":
        return [page.offered_by(credential)] if credential.offered_by else []
    if lookup == "credential.requires":
        return [page.statement(statement) for statement in credential.requires]
    if lookup == "credential.exam":
        return page.exam(credential)
    if lookup == "credential.covers":
        return [page.statement(statement) for statement in credential.covers]
    return [page.process_duration(credential)] if credential.process_duration else []


def put_comparison(credentials: list[Credential], page: Page) -> None:
    """Put what the guides say of each credential on the page, one after the other."""
    names = " and the ".join(f"{credential.name} ({credential.abbreviation})" for credential in credentials)
    none_ranks = f" {wording.NONE_RANKS}" if len(credentials) > 1 else ""
    page.paragraph(f"Here is what the guides say of the {names}.{none_ranks}")
    for credential in credentials:
        page.cite(credential.citations)
        items = [page.offered_by(credential)]
        items += [page.statement(s) for s in (*credential.recognized_as, *credential.requires, *credential.covers)]
        items += page.exam(credential)
        if credential.process_duration:
            items.append(page.process_duration(credential))
        if credential.note and len(items) == 1:
            items.append(credential.note)
        page.bullets([f"{credential.abbreviation}: {item}" for item in items])
