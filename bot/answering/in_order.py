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
    from bot.knowledge.snapshot import Knowledge

_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "fifth": 4, "last": -1}
_NAMED = re.compile(r"\{(credential|code_set):([\w-]+)")
_ONE = frozenset(
    {"one", "city", "town", "state", "place", "industry", "employer", "cert", "certification", "credential"}
)


def spelled_out(texts: Sequence[str], context: Context, knowledge: Knowledge) -> str | None:
    """Return the words of a message with the name of the place, employer or certification they count to, or None."""
    at = next((index for index, text in enumerate(texts) if text in _ORDINALS), None)
    if at is None or (at + 1 < len(texts) and texts[at + 1] not in _ONE):
        return None
    paid = _paid(context, knowledge)
    listed = paid or _named(context, knowledge)
    number = _ORDINALS[texts[at]]
    if number >= len(listed) or len(listed) < 2:
        return None
    said = [*(text for text in texts[:at] if text != "the"), listed[number], *texts[at + 2 :]]
    return " ".join([*said, *(["pay"] if paid and not PAY_WORDS & set(texts) else [])])


def _paid(context: Context, knowledge: Knowledge) -> list[str]:
    """Return the places or kinds of employers whose pay was shown, each once, in their order."""
    figures = [knowledge.figures[name] for name in context.figures]
    names = (
        figure_text.industry(knowledge, figure) if figure.industry else figure.area.name if figure.area else ""
        for figure in figures
        if figure.kind == "pay"
    )
    return list(dict.fromkeys(filter(None, names)))


def _named(context: Context, knowledge: Knowledge) -> list[str]:
    """Return the certifications that were compared, or what the answer's text names, each once, in their order."""
    if context.asked.credentials:
        return [knowledge.credentials[name].abbreviation for name in context.asked.credentials]
    entry = knowledge.entries.get(context.entry)
    records: dict[str, Mapping[str, Credential | CodeSet]] = {
        "credential": knowledge.credentials, "code_set": knowledge.code_sets,
    }  # fmt: skip
    named = [records[kind].get(name) for kind, name in _NAMED.findall((entry and entry.answer) or "")]
    return list(dict.fromkeys(record.abbreviation or record.name for record in named if record is not None))
