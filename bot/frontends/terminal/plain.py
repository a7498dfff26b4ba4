"""`Answer` as plain text: for pipes, files, screen readers and terminals that can't do more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.answer import Outcome
from bot.answering.cited import cited_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.answering.answer import Answer, Source, Suggestion

NO_ANSWER = "The guides behind this bot have no answer to that."


def answer_text(answer: Answer, chart_command: str = "career-bot chart {chart}") -> str:
    """Return the whole answer: title, text, sources, how to see its chart, and the questions offered next, numbered."""
    parts = [title(answer), answer.text or NO_ANSWER]
    sources = source_lines(answer.citations)
    if sources:
        parts.append("\n".join(["Sources:", *(f"- {line}" for line in sources)]))
    parts.append(chart_hint(answer, chart_command))
    number = 1
    for heading, suggestions in offered(answer):
        lines = [f"{heading}:"] if heading else []
        parts.append("\n".join([*lines, *numbered((one.question for one in suggestions), number)]))
        number += len(suggestions)
    return "\n\n".join(part for part in parts if part)


def chart_hint(answer: Answer, chart_command: str) -> str:
    """Return the line that says how to see an answer's chart; empty when it has none."""
    return f"As a chart: {chart_command.format(chart=answer.chart)}" if answer.chart else ""


def title(answer: Answer) -> str:
    """Return the heading of an answer; one that only asks back needs none."""
    return "" if answer.outcome is Outcome.SUGGESTED else answer.title


def offered(answer: Answer) -> Iterator[tuple[str, tuple[Suggestion, ...]]]:
    """Yield the groups of questions an answer offers, in the order they are numbered, with a heading each (or none)."""
    if answer.suggestions:
        # An answer that asks back has said "did you mean" in its text.
        yield "" if answer.outcome is Outcome.SUGGESTED else "What the guides do answer", answer.suggestions
    related = tuple(one for one in answer.related if one not in answer.suggestions)
    if related:
        yield "Related", related


def numbered(labels: Iterable[str], start: int = 1) -> Iterator[str]:
    """Yield lines such as '  1  How much does it pay?'."""
    return (f"{number:>3}  {label}" for number, label in enumerate(labels, start))


def source_lines(citations: Iterable[Source]) -> list[str]:
    """Return one line a cited section, naming who first published its figures; each line once, in order."""
    return [
        f"{cited.title}, section “{cited.section}”"
        + (f" (first published by {', '.join(cited.publishers)})" if cited.publishers else "")
        for cited in cited_sections(citations)
    ]
