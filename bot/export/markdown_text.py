"""`Contents` as Markdown: one document, or a file a topic. All text goes in so that it reads as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.answering.answer import Bullets, Heading, Note, Outcome, Table
from bot.answering.cited import by_guide, cited_sections
from bot.answering.figure_rows import figure_row
from bot.export import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.answering.answer import Answer, Block, Source
    from bot.export.contents import Contents, Topic
    from bot.export.credential_cards import CredentialCard
    from bot.export.figure_groups import FigureGroup
    from bot.knowledge.snapshot import Knowledge

KIND: Final = "markdown"
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
_AT_THE_BEGINNING: Final = re.compile(r"^(\d+)([.)])|^([-+=])")


def markdown_files(contents: Contents) -> dict[str, bytes]:
    """Return the files of a folder, by name, with a list of them in README.md."""
    parts = {
        **{f"topic-{topic.id}.md": _topic(topic) for topic in (*contents.answered, *contents.gaps)},
        "figures.md": _figures(contents.knowledge, contents.figures),
        "credentials.md": _credentials(contents.credentials),
    }
    written = {name: "\n\n".join(lines) for name, part in parts.items() if (lines := list(part))}
    titles = (f"- [{text.partition(chr(10))[0].removeprefix('# ')}]({name})" for name, text in written.items())
    readme = f"# {_escaped(contents.title)}\n\n" + "\n".join(titles)
    return {name: f"{text}\n".encode() for name, text in {"README.md": readme, **written}.items()}


def markdown_document(contents: Contents) -> str:
    """Return everything as one document, its parts one level below the title."""
    parts = [_topic(topic) for topic in (*contents.answered, *contents.gaps)]
    parts += [_figures(contents.knowledge, contents.figures), _credentials(contents.credentials)]
    below = (re.sub(r"^(#+ )", r"#\1", chunk) for part in parts for chunk in part)
    return "\n\n".join([f"# {_escaped(contents.title)}", *below]) + "\n"


def _topic(topic: Topic) -> Iterator[str]:
    yield f"# {_escaped(f'{wording.NOT_SAID}: {topic.name}' if topic.is_gap else topic.name)}"
    for answer in topic.answers:
        yield from _answer(answer)


def _answer(answer: Answer) -> Iterator[str]:
    yield f"## {_escaped(answer.title)}"
    if answer.outcome is Outcome.NOT_COVERED:
        yield f"*{wording.NOT_SAID}.*"
    for block in answer.blocks:
        yield from _block(block)
    yield from _sources(answer.citations)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        if block.title:
            yield f"**{_escaped(block.title)}**"
        yield _table(("", "", ""), ((row.label, row.value, row.note) for row in block.rows))
    elif isinstance(block, Bullets):
        yield "\n".join(f"- {_escaped(item)}" for item in block.items)
    elif isinstance(block, Note):
        yield f"> {_escaped(block.text)}"
    elif isinstance(block, Heading):
        yield f"### {_escaped(block.text)}"
    else:
        yield _escaped(block.text)


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    guides = by_guide(cited_sections(sources))
    if guides:
        lines = (
            f"- *{_escaped(title)}*: "
            + "; ".join(
                _escaped(one.section)
                + (f" ({wording.FIRST_PUBLISHED_BY.format(names=', '.join(one.publishers))})" if one.publishers else "")
                for one in sections
            )
            for title, sections in guides.items()
        )
        yield f"{wording.SOURCES}:"
        yield "\n".join(lines)


def _figures(knowledge: Knowledge, groups: Iterable[FigureGroup]) -> Iterator[str]:
    yield f"# {wording.FIGURES}"
    for group in groups:
        yield f"## {_escaped(group.title)}"
        rows = []
        for figure in group.figures:
            row = figure_row(knowledge, figure)
            what = ", ".join(filter(None, (row.what, row.who, row.where, row.when)))
            rows.append((row.value, what, row.published_by, row.guide, figure.note or ""))
        yield _table(wording.FIGURE_COLUMNS, rows)


def _credentials(cards: Iterable[CredentialCard]) -> Iterator[str]:
    yield f"# {wording.CREDENTIALS}"
    for card in cards:
        yield f"## {_escaped(f'{card.abbreviation}: {card.name}')}"
        for aspect in card.aspects:
            if aspect.sentences:
                yield f"**{aspect.name}.** {_escaped(' '.join(aspect.sentences))}"
        yield from (f"> {_escaped(note)}" for note in card.notes)
        yield from _sources(card.sources)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(text: str) -> str:
    """Return a text whose signs mean nothing to Markdown, on one line."""
    one_line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _AT_THE_BEGINNING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", one_line)
