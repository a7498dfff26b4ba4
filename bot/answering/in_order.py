"""«The first one», «and the third»: what stands so far down the list that was shown just before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answering import figure_text
from bot.matching.pay_words import PAY_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.answering.conversation import Context
    from bot.knowledge.credentials import CodeSet, Credential
    from bot.knowledge.records import Figure
    from bot.knowledge.snapshot import Knowledge

_ORDINALS = {
    "first": 0,
    "1st": 0,
    "top": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "fifth": 4,
    "last": -1,
}
_PLACES = {"city": {"city"}, "town": {"city"}, "state": {"state", "district"}}
_EMPLOYERS = frozenset({"industry", "employer"})
_ONLY_COUNTING = frozenset(
    {"what", "is", "whats", "who", "whos", "and", "in", "comes", "came", "place", "one", "then", "so", "about"}
)
_CREDENTIALS = frozenset({"cert", "certification", "credential"})
_NAMED = re.compile(r"\{(credential|code_set):([\w-]+)\}")
_BETWEEN = frozenset({", ", " and ", ", and "})  # what stands between two names in a row


def spelled_out(texts: Sequence[str], context: Context, knowledge: Knowledge) -> str | None:
    """Return the words of a message with the name of the place, employer or certification they count to, or None.

    «The first one» counts, «whats second» too; «what should i do first» and «how long does that last» don't.
    """
    texts = _in_full(texts)
    at = next((index for index, text in enumerate(texts) if text in _ORDINALS and texts[index - 1] == "the"), None)
    if not at:
        return None
    noun = texts[at + 1] if at + 1 < len(texts) else "one"
    if noun != "one" and not (noun in _PLACES or noun in _EMPLOYERS or noun in _CREDENTIALS):
        return None
    paid = _paid(noun, context, knowledge)
    named = [] if paid or noun in _PLACES or noun in _EMPLOYERS else _named(context, knowledge)
    listed, number = paid or named, _ORDINALS[texts[at]]
    if number >= len(listed) or len(listed) < 2:
        return None
    said = [*texts[: at - 1], listed[number], *texts[at + 2 :]]
    return " ".join([*said, *(["pay"] if paid and not PAY_WORDS & set(texts) else [])])


def _in_full(texts: Sequence[str]) -> Sequence[str]:
    """Return «what about the second one» for «whats second», «and third place»."""
    counted = [text for text in texts if text in _ORDINALS and text != "last"]
    says_no_more = set(texts) - {*counted} <= _ONLY_COUNTING
    return ["what", "about", "the", counted[0], "one"] if says_no_more and len(counted) == 1 else texts


def _paid(noun: str, context: Context, knowledge: Knowledge) -> list[str]:
    """Return the places or kinds of employers whose pay was listed, each once, in their order.

    What was shown besides the list differs from its first figure in more than whose pay it is.
    """
    figures = [knowledge.figures[name] for name in context.figures]
    alike = [one for one in figures if one.kind == "pay" and _source(one) == _source(figures[0])]
    if noun in _PLACES:
        alike = [one for one in alike if one.area is not None and not one.industry and one.area.type in _PLACES[noun]]
    names = (
        figure_text.industry(knowledge, one) if one.industry else one.area.name if one.area else ""
        for one in alike
        if bool(one.industry) or noun not in _EMPLOYERS
    )
    return list(dict.fromkeys(filter(None, names)))


def _source(figure: Figure) -> tuple[object, ...]:
    return figure.statistic, figure.population, figure.attributed_to, figure.reference_period


def _named(context: Context, knowledge: Knowledge) -> list[str]:
    """Return the certifications that were compared, or what the answer's text lists by name, in their order."""
    if context.asked.credentials:
        return [knowledge.credentials[name].abbreviation for name in context.asked.credentials]
    entry = knowledge.entries.get(context.entry)
    records: dict[str, Mapping[str, Credential | CodeSet]] = {
        "credential": knowledge.credentials, "code_set": knowledge.code_sets,
    }  # fmt: skip
    answer = (entry and entry.answer) or ""
    lines = [_NAMED.match(line, 2) for line in answer.splitlines() if line.startswith("- ")]
    first = [found for found in lines if found is not None]
    named = [records[found[1]].get(found[2]) for found in (first if len(first) > 1 else _in_a_row(answer))]
    return list(dict.fromkeys(record.abbreviation or record.name for record in named if record is not None))


def _in_a_row(text: str) -> list[re.Match[str]]:
    """Return the first names that stand in a row, «{a} and {b}»; of names apart from each other only the first."""
    found: list[re.Match[str]] = []
    for name in _NAMED.finditer(text):
        if found and text[found[-1].end() : name.start()] not in _BETWEEN:
            break
        found.append(name)
    return found
