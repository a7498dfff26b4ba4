"""`career-bot credential`: what the guides say of one credential, of several side by side, or a list of all."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.frontends.terminal.nothing import NO_CREDENTIALS, end_with_nothing
from bot.frontends.terminal.startup import give_up, read_knowledge

if TYPE_CHECKING:
    from bot.answering.credential_names import CredentialNames
    from bot.knowledge.credentials import Credential
    from bot.knowledge.records import Lookup
    from bot.knowledge.snapshot import Knowledge

HEADINGS: Final = ("CREDENTIAL", "STANDS FOR", "OFFERED BY")


def credential(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Abbreviation or name; several are compared.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what the guides say of a credential; without a name, list them all."""
    from bot.answering.credential_names import CredentialNames, UnknownCredentialError  # noqa: PLC0415 - not for `--help`

    knowledge = read_knowledge(context)
    if not knowledge.credentials and (names or not as_json):
        end_with_nothing(context, NO_CREDENTIALS, asked=bool(names))
    try:
        chosen = _chosen(CredentialNames(knowledge), names or [])
    except UnknownCredentialError as unknown:
        give_up(str(unknown))
    if as_json:
        from bot.answering.credential_rows import credential_fields  # noqa: PLC0415

        shown = chosen or list(knowledge.credentials.values())
        fields = [credential_fields(knowledge, one) for one in shown]
        typer.echo(json.dumps({"credentials": fields}, ensure_ascii=False, indent=2))
    elif chosen:
        _print_card(knowledge, chosen)
    else:
        _print_list(knowledge)


def _chosen(known: CredentialNames, names: list[str]) -> list[Credential]:
    """Return the credentials named, each once; several words may be one name without quotes."""
    from bot.answering.credential_names import UnknownCredentialError  # noqa: PLC0415

    if len(names) > 1:
        try:
            return [known.find(" ".join(names))]
        except UnknownCredentialError:
            pass  # then each word is a name
    return list({one.id: one for one in map(known.find, names)}.values())


def _print_card(knowledge: Knowledge, chosen: list[Credential]) -> None:
    from bot.answering.asked import Asked  # noqa: PLC0415
    from bot.answering.composer import Composer  # noqa: PLC0415
    from bot.frontends.terminal.ask import print_for_people  # noqa: PLC0415

    lookup: Lookup = "credential.compare" if len(chosen) > 1 else "credential.overview"
    composed = Composer(knowledge, date.today).look_up(lookup, Asked(credentials=tuple(one.id for one in chosen)))
    if composed is None:
        give_up(f"the knowledge has no entry whose look-up is {lookup}")
    print_for_people(composed.answer)


def _print_list(knowledge: Knowledge) -> None:
    from bot.answering.wording import GUIDES_DO_NOT_SAY  # noqa: PLC0415
    from bot.frontends.terminal.columns import print_columns  # noqa: PLC0415

    organizations = {name: one.abbreviation or one.name for name, one in knowledge.organizations.items()}
    rows = [
        (one.abbreviation, one.name, organizations[one.offered_by] if one.offered_by else GUIDES_DO_NOT_SAY)
        for one in knowledge.credentials.values()
    ]
    print_columns(HEADINGS, [rows])
