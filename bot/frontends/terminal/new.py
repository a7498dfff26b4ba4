"""`career-bot new entry`: asks for what an entry needs, shows its lines and the checker's word, writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer

from bot.frontends.terminal.startup import give_up, settings_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from bot.knowledge.new_entry import NewEntry
    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.splice import KnowledgeText

new = typer.Typer(help="Make something new in the knowledge by answering questions.", no_args_is_help=True)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME_IN_WORDS = "small letters and digits, with single hyphens between them"
_ENOUGH_PHRASINGS = 8
_LONGEST_QUESTION = 100  # records.Entry's limit, which is that of a button's list on Discord


@new.callback()
def _group() -> None:
    """Keep `entry` a command of its own, so that others can join it."""


@new.command()
def entry(context: typer.Context) -> None:
    """Make a new question and its answer."""
    from bot.knowledge.loader import load  # noqa: PLC0415 - loads pydantic, which `--help` doesn't need
    from bot.knowledge.new_entry import with_entry  # noqa: PLC0415
    from bot.knowledge.problems import KnowledgeError  # noqa: PLC0415
    from bot.knowledge.splice import KnowledgeText, SpliceError  # noqa: PLC0415
    from bot.knowledge.trial import try_text  # noqa: PLC0415

    folder = settings_for(context).knowledge_dir.resolve()
    try:
        knowledge = load(folder)
        topic, made = _asked_for(knowledge)
        name = f"faq/{topic}.yaml"
        before = _text_of(folder / name)
        after = with_entry(f"{folder.name}/{name}", before, made)
        problems = try_text(folder, name, after.text).new
    except KnowledgeError as error:
        give_up(f"{error}\n\nThe knowledge in {folder} has to be mended first.")
    except SpliceError as error:
        give_up(str(error))
    lines = KnowledgeText(after.file, before).diff(after)
    typer.echo("\n" + "\n".join(line for line in lines if line.startswith("+") and not line.startswith("+++")) + "\n")
    for problem in problems:
        typer.echo(problem.as_text() + "\n")
    errors = any(problem.level == "error" for problem in problems)
    doubt = "It has errors, so the bot could not use the knowledge. Write it all the same?"
    if typer.confirm(doubt if errors else f"Write this into {after.file}?", default=not errors):
        _write(folder / name, before, after)
        typer.echo(f"Written. See what it gets: career-bot try {made.phrasings[0]!r}")
    else:
        typer.echo("Nothing was written.")


def _write(path: Path, before: str, after: KnowledgeText) -> None:
    """Write the file, unless somebody has changed it since it was read."""
    from bot.atomic_file import write_atomically  # noqa: PLC0415

    try:
        if _text_of(path) != before:
            give_up(f"somebody has changed {after.file} meanwhile, so nothing was written; please try again")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, after.text.encode())
    except OSError as error:
        give_up(f"{path} can't be written: {error.strerror}")


def _text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


def _asked_for(knowledge: Knowledge) -> tuple[str, NewEntry]:
    """Ask for an entry; return the name of its topic and what was said."""
    from bot.knowledge.new_entry import NewEntry, proposed_id, taken_ids  # noqa: PLC0415

    question = _one_line("The question, as lists and buttons show it", _why_no_question)
    entry_id = _one_line("Its id", _why_no_id(taken_ids(knowledge)), proposed_id(question, taken_ids(knowledge)))
    typer.echo(f"Topics: {', '.join(knowledge.topics)}")
    topic = _one_line("The topic it belongs to, or a new one", _why_no_topic, next(iter(knowledge.topics), "more"))
    covered = typer.confirm("Do the guides answer it?", default=True)
    phrasings = _lines(f"Ways to ask it, as people type; {_ENOUGH_PHRASINGS} or more are good", fewest=1)
    typer.echo("The answer, in your own words and without digits; {figure:…} stands for a number.")
    answer = "\n".join(_until_a_dot())
    see = _lines("Related entries, by id", of=knowledge.entries)
    sections = [f"{guide.id} {section.id}" for guide in knowledge.guides.values() for section in guide.sections]
    citations = _lines("Where it says so: a guide's id, a blank, and a section's id", of=sections)
    asks = _lines("Questions that have to find it, other than the ways to ask above; two or more are good")
    rejects = _lines("Questions that are easily taken for it and must not find it")
    pairs = tuple((guide, section) for guide, _, section in (one.partition(" ") for one in citations))
    return topic, NewEntry(entry_id, question, covered, phrasings, answer, see, pairs, asks, rejects)


# ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _one_line(what: str, why_not: Callable[[str], str | None], proposal: str | None = None) -> str:
    while True:
        said = str(typer.prompt(what, default=proposal)).strip()
        reason = why_not(said)
        if reason is None:
            return said
        typer.echo(f"  {reason}")


def _lines(what: str, *, fewest: int = 0, of: Collection[str] | None = None) -> tuple[str, ...]:
    """Ask for lines until an empty one; with `of`, each has to be one of those."""
    from bot.knowledge.near_names import did_you_mean  # noqa: PLC0415

    typer.echo(f"{what}; an empty line ends them.")
    said: list[str] = []
    while True:
        line = _read()
        if not line and len(said) >= fewest:
            return tuple(said)
        if not line:
            typer.echo("  one at least")
        elif of is not None and line not in of:
            typer.echo(f"  there is no '{line}'; {did_you_mean(line, of, at_least=0) or 'leave it out'}")
        elif line not in said:
            said.append(line)


def _until_a_dot() -> Sequence[str]:
    typer.echo("A line with a single dot ends it.")
    lines: list[str] = []
    while (line := _read()) != "." or not lines:
        lines.append(line)
    return lines


def _read() -> str:
    return str(typer.prompt(">", default="", show_default=False, prompt_suffix=" ")).strip()


def _why_no_question(said: str) -> str | None:
    if len(said) > _LONGEST_QUESTION:
        return f"it has {len(said)} characters; there is room for {_LONGEST_QUESTION}"
    return None if said else "it is empty"


def _why_no_id(taken: Collection[str]) -> Callable[[str], str | None]:
    def why_not(said: str) -> str | None:
        if said in taken:
            return "another entry has it"
        return None if _NAME.fullmatch(said) else _NAME_IN_WORDS

    return why_not


def _why_no_topic(said: str) -> str | None:
    return None if _NAME.fullmatch(said) else _NAME_IN_WORDS
