"""Ten cards that stand for all, as Discord gets them, kept in `golden/`.

Run this file to write them anew, then read the difference as a reviewer would: it is what people will see.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.answering.answer import Answer, Bullets, Heading, Note, Outcome, Paragraph, Row, Source, Suggestion, Table
from bot.charts.chart import Bar, Chart
from bot.frontends.discord.card import Asker, card
from bot.frontends.discord.chart_card import chart_card
from bot.frontends.discord.language import language_named
from bot.frontends.discord.settings_card import settings_card
from bot.store.server_settings import ServerSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import discord

FOLDER = Path(__file__).parent / "golden"
ENGLISH, SPANISH = language_named("en"), language_named("es")
ALICE = Asker(1002, "how much in @everyone **Alaska**?")
BLS = Source("guide", "Salary and Career Facts", "Highest Paying States", "the BLS")
SURVEY = Source("other", "Career Guide: Steps", "Salary", "the AAPC's survey")


def _answer(
    *blocks: Any, outcome: Outcome = Outcome.ANSWERED, title: str = "What do coders do?", **fields: Any
) -> Answer:
    fields = {"entry": "duties", "confidence": 1.0, "question": "", **fields}
    return Answer(outcome=outcome, title=title, blocks=blocks, **fields)


def cards() -> Iterator[tuple[str, discord.ui.LayoutView]]:
    """Yield each card with the name of its file."""
    related = (Suggestion("skills", "Which skills do coders need?"), Suggestion("pay", "How much do coders make?"))
    narrow = Table("Pay by state", (Row("Alaska", "$58,620", "BLS, 2022"), Row("Ohio", "$49,100", "BLS, 2022")))
    wide = Table("", (Row("Scientific research and development services", "$71,000 a year"),
                      Row("Offices of physicians", "$50,000 a year", "a median")))  # fmt: skip
    plain = (Paragraph("Coders turn *charts* into codes."), Bullets(("Read records", "Ask doctors")))
    yield "plain", card(_answer(*plain, related=related), ENGLISH, voting=True)
    yield "figures", card(
        _answer(Paragraph("Alaska pays most of these."), narrow, Note("The figure for 2022 is old."),
                title="Pay by state", citations=(BLS, SURVEY), chart="pay-by-state"),
        ENGLISH, voting=True,
    )  # fmt: skip
    yield "wide_table", card(_answer(Paragraph("By employer."), wide, citations=(BLS,)), ENGLISH)
    parts = (Heading("How much?"), narrow, Heading("What hours?"), Paragraph("Office hours."))
    yield "several_parts", card(_answer(*parts, title="How much? · What hours?", citations=(BLS,)), ENGLISH)
    gap = _answer(Paragraph("The guides give no exam fee."), outcome=Outcome.NOT_COVERED, suggestions=related)
    yield "gap", card(gap, ENGLISH, ALICE)
    yield "gap_in_spanish", card(gap, SPANISH, ALICE)
    unsure = _answer(outcome=Outcome.SUGGESTED, entry=None, title="", suggestions=related)
    yield "did_you_mean", card(unsure, ENGLISH, ALICE)
    rows = tuple(Row(f"Place number {number} with a long name", f"${number},000", "somebody") for number in range(300))
    yield "too_long", card(_answer(Paragraph("All places."), Table("Places", rows), citations=(BLS,)), ENGLISH, ALICE)
    bars = (Bar("Alaska", 58620.0, "$58,620", note="BLS, 2022"), Bar("Ohio", 49100.0, "$49,100", note="BLS, 2022"))
    chart = Chart("pay-by-state", "Pay by state", "USD/year", "Dollars a year", bars, "Salary and Career Facts")
    yield "chart", chart_card(chart, ENGLISH, with_picture=True)
    yield "settings", settings_card(ServerSettings(), ENGLISH, hears_all=False)


def drawn(view: discord.ui.LayoutView) -> str:
    """Return a card as the text that is kept."""
    return yaml.dump(view.to_components(), Dumper=_Readable, allow_unicode=True, sort_keys=False, width=110)


class _Readable(yaml.SafeDumper):
    """Writes texts of several lines as such."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Readable.add_representer(str, _represent)


if __name__ == "__main__":
    for name, view in cards():
        (FOLDER / f"{name}.yaml").write_text(drawn(view), encoding="utf-8")
