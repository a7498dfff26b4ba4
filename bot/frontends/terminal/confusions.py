"""`career-bot confusions`: which entries compete for the same questions, and which phrasings help nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.frontends.terminal.startup import a_word_of_progress, give_up, settings_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.matching.confusions import Competition, Confusions, Helpless, Misreading
    from bot.matching.matcher import Known

_EXAMPLES = 5  # misread phrasings shown of a pair, where the list isn't asked for in full


def confusions(
    context: typer.Context,
    entry: Annotated[
        str | None, typer.Argument(metavar="ENTRY", help="Show only what concerns this entry or look-up, in full.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many pairs and phrasings to show.")] = 25,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
) -> None:
    """List entries that compete for the same questions, and phrasings that help nobody. Takes half a minute."""
    from bot.matching.confusions import find  # noqa: PLC0415 - loads numpy, which `--help` doesn't need

    known = _known(context)
    if entry is not None:
        _refuse_unknown(entry, known)
    with a_word_of_progress("Leaving out every phrasing in turn; this takes half a minute ..."):
        found = find(known)
    if entry is not None:
        found = only(found, entry)
    if as_json:
        import json  # noqa: PLC0415
        from dataclasses import asdict  # noqa: PLC0415

        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        everything = entry is not None
        typer.echo("\n".join(lines(found, len(found.helpless) if everything else limit, everything=everything)))


def _known(context: typer.Context) -> Known:
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415
    from bot.matching.fitting import fitted  # noqa: PLC0415
    from bot.matching.matcher import Matcher  # noqa: PLC0415

    settings = settings_for(context)
    try:
        with a_word_of_progress() as before_fitting:
            _, matcher = fitted(settings.knowledge_dir, settings.cache_dir, before_fitting)
    except KnowledgeError as error:
        give_up(f"{error}\n\nThe knowledge in {settings.knowledge_dir} can't be used until this is mended.")
    if not isinstance(matcher, Matcher):
        give_up("this knowledge has too many phrasings to leave out each in turn")
    return matcher.known


def _refuse_unknown(entry: str, known: Known) -> None:
    """End the command where there is no such entry or look-up, with the name that was probably meant."""
    from bot.knowledge.near_names import did_you_mean  # noqa: PLC0415

    names = sorted({name for one in known.listed.classes for name in (one.id, one.group)})
    if entry not in names:
        hint = did_you_mean(entry, names)
        give_up(f"there is no entry or look-up '{entry}'" + (f"; {hint}" if hint else ""))


def only(found: Confusions, entry: str) -> Confusions:
    """Return what concerns one entry, or one look-up that entries share."""
    from dataclasses import replace  # noqa: PLC0415

    def concerns(pair: Competition) -> bool:
        entries = {misread.phrasing.entry for misread in pair.misread}
        entries |= {misread.because_of.entry for misread in pair.misread if misread.because_of}
        return entry in {pair.group, pair.read_as, *entries}

    return replace(
        found,
        competitions=tuple(pair for pair in found.competitions if concerns(pair)),
        helpless=tuple(one for one in found.helpless if one.phrasing.entry == entry),
    )


def lines(found: Confusions, limit: int, *, everything: bool = False) -> Iterator[str]:
    """Yield the text that moderators read."""
    share = found.read_right / max(found.phrasings, 1)
    yield f"Each of {found.phrasings:,} phrasings left out in turn: {100 * share:.1f} % are read right all the same."
    if found.competitions:
        yield "\nEntries that compete:"
    for pair in found.competitions if everything else found.competitions[:limit]:
        yield f"\n{pair.group} is read as {pair.read_as}: {len(pair.misread)} of its {pair.phrasings} phrasings"
        for misread in pair.misread if everything else pair.misread[:_EXAMPLES]:
            yield _misread_line(misread)
        if not everything and len(pair.misread) > _EXAMPLES:
            yield f"  … and {len(pair.misread) - _EXAMPLES} more (career-bot confusions {pair.group})"
    if found.helpless:
        yield "\nPhrasings that help nobody:"
    for one in found.helpless[:limit]:
        yield _helpless_line(one)
    if len(found.helpless) > limit:
        yield f"  … and {len(found.helpless) - limit} more"


def _misread_line(misread: Misreading) -> str:
    line = f"  «{misread.phrasing.text}»"
    if misread.because_of is not None:
        line += f"  ← «{misread.because_of.text}» of {misread.because_of.entry}"
        line += ", and only because of it" if misread.mends else ""
    return line


def _helpless_line(one: Helpless) -> str:
    line = f"  {one.phrasing.entry}: «{one.phrasing.text}»"
    line += f" is itself read as {one.misread_as}" if one.misread_as else " changes nothing"
    return line + (f", and misleads {one.misleads}" if one.misleads else "")
