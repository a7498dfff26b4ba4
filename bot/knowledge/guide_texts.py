"""Checks figures against the guides' own texts: each number stands, as printed, in the section that is cited for it.

The texts are other people's and don't come with the bot, so this runs only where somebody has them:
`career-bot check --guides DIR`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.knowledge.records import FiguresFile, GuidesFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pydantic import BaseModel

    from bot.knowledge.problems import Problem
    from bot.knowledge.records import Guide, PrintedCitation, Section
    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.yaml_source import YamlSource

    Sources = Sequence[tuple[YamlSource, BaseModel | None]]

# Typographic signs and their plain forms: a guide may print either, and so may the person who typed the record.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019", "'")
    | dict.fromkeys("\u201c\u201d", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u200b\ufeff\u00ad")  # invisible: zero-width space, byte order mark, soft hyphen
)


@dataclass(frozen=True, slots=True)
class GuideText:
    """A guide's lines, normalised, and the line each section was found to begin on (None: not found)."""

    lines: tuple[str, ...]
    starts: Mapping[str, int | None]

    def section_text(self, section: str) -> str | None:
        """Return a section's text, which ends where the next one begins; None if its beginning wasn't found."""
        start = self.starts.get(section)
        if start is None:
            return None
        boundaries = sorted(line for line in self.starts.values() if line is not None)
        following = bisect_right(boundaries, start)
        end = boundaries[following] if following < len(boundaries) else len(self.lines)
        return " ".join(line for line in self.lines[start:end] if line)

    def sections_printing(self, printed: str) -> list[str]:
        """Return the ids of the sections in which a number stands as printed."""
        return [section for section in self.starts if prints(self.section_text(section) or "", printed)]


def read_guide(text: str, sections: Sequence[Section]) -> GuideText:
    """Find where each section begins: on the first line with its opening after the section listed before it.

    A section whose opening only stands further up is taken to begin there.
    """
    lines = tuple(normalise(line) for line in text.splitlines())
    starts: dict[str, int | None] = {}
    after = -1
    for section in sections:
        opening = normalise(section.opens_with)
        found = [number for number, line in enumerate(lines) if line.startswith(opening)]
        start = next((number for number in found if number > after), found[0] if found else None)
        starts[section.id] = start
        after = after if start is None else start
    return GuideText(lines, starts)


def normalise(text: str) -> str:
    """Return the text with plain quotes and dashes, and one space where it had any run of white space."""
    return " ".join(text.translate(_PLAIN).split())


def prints(text: str, printed: str) -> bool:
    """Say whether a number stands in a normalised text on its own, not as part of a longer one ("8%" in "18%")."""
    wanted = normalise(printed)
    before = r"(?<![^\W\d_])" if wanted[:1].isalpha() else r"(?<!\d)(?<!\d[.,])"
    behind = r"(?![^\W\d_])" if wanted[-1:].isalpha() else r"(?!\d)(?![.,]\d)"
    return bool(wanted) and re.search(before + re.escape(wanted) + behind, text) is not None


def check_guides(knowledge: Knowledge, folder: Path, sources: Sources) -> list[Problem]:
    """Compare every figure's citations with the guide texts in `folder`.

    Args:
        knowledge: the snapshot whose guides name the text files and the beginnings of their sections.
        folder: where the text files are.
        sources: the parsed files, as `loader.read_folder(...).sources` has them, for the problems' positions.
    """
    texts: dict[str, GuideText] = {}
    problems: list[Problem] = []
    for source, part in sources:
        if isinstance(part, GuidesFile):
            for index, guide in enumerate(part.guides):
                problems.extend(_read_one(source, index, guide, folder, texts))
    for source, part in sources:
        if isinstance(part, FiguresFile):
            problems.extend(_check_figures(knowledge, source, part, texts))
    return sorted(problems)


def _read_one(
    source: YamlSource, index: int, guide: Guide, folder: Path, texts: dict[str, GuideText]
) -> Iterator[Problem]:
    try:
        text = _text_in(folder, guide.file)
    except (OSError, ValueError) as error:
        yield source.problem(
            ("guides", index, "file"), "guide-text-missing",
            guide=guide.id, reason=getattr(error, "strerror", None) or error, file=guide.file, folder=folder,
        )  # fmt: skip
        return
    texts[guide.id] = read_guide(text, guide.sections)
    for number, section in enumerate(guide.sections):
        if texts[guide.id].starts[section.id] is None:
            yield source.problem(
                ("guides", index, "sections", number, "opens_with"), "section-not-found",
                file=guide.file, opening=section.opens_with,
            )  # fmt: skip


def _text_in(folder: Path, name: str) -> str:
    """Return the text of a file in a folder, and of no other: whoever writes the name doesn't run the check.

    Raises:
        OSError: when there is none, or it can't be read.
        ValueError: when it is elsewhere, or no file may have such a name.
    """
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError("it is outside of the folder")
    return path.read_text(encoding="utf-8", errors="replace")


def _check_figures(
    knowledge: Knowledge, source: YamlSource, part: FiguresFile, texts: Mapping[str, GuideText]
) -> Iterator[Problem]:
    for index, figure in enumerate(part.figures):
        for number, citation in enumerate(figure.citations):
            text = texts.get(citation.guide)
            section_text = text.section_text(citation.section) if text else None
            if text is None or section_text is None or prints(section_text, citation.as_printed):
                continue  # a guide or section that couldn't be found is reported once, where it is listed
            yield source.problem(
                ("figures", index, "citations", number, "as_printed"), "not-as-printed",
                printed=citation.as_printed, section=citation.section, file=knowledge.guides[citation.guide].file,
                hint=_where_else(text, citation),
            )  # fmt: skip


def _where_else(text: GuideText, citation: PrintedCitation) -> str | None:
    sections = text.sections_printing(citation.as_printed)
    if sections:
        return f"it stands in section {' and '.join(repr(section) for section in sections)}; cite that one"
    if prints(" ".join(text.lines), citation.as_printed):
        return "it stands in the guide, before its first listed section"
    return None
