"""Every card that the shipped knowledge can come to, measured by Discord's own numbers; ten cards to the letter."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from golden_cards import FOLDER, cards, drawn
from measured import measured, words_in

from bot.answering.answer_checks import filled
from bot.answering.choices import Dimension
from bot.answering.typed_lookups import (
    CannotCompare,
    certification_lookup,
    comparison,
    outlook_lookup,
    pay_lookup,
)
from bot.frontends.discord import limits
from bot.frontends.discord.card import Asker, card
from bot.frontends.discord.chart_card import chart_card
from bot.frontends.discord.language import Language, language_named, languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    import discord

    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant

LONGEST_ID = 10**19
MANY = 1000
IN_ALL_LANGUAGES = pytest.mark.parametrize("code", languages())


def fits(answer: Answer, language: Language) -> None:
    """Measure an answer's card as it is at its largest; nothing of what it says has to be cut."""
    asker = Asker(LONGEST_ID, "what about " * 100, named=True, may_delete=True)
    shown = words_in(measured(card(answer, language, asker, voting=True)))
    assert language.shortened not in "\n".join(shown), answer.question


@IN_ALL_LANGUAGES
def test_every_entry(assistant: Assistant, code: str) -> None:
    """With an answer or a known gap."""
    for entry in assistant.knowledge.entries:
        answer = assistant.show(entry)
        assert answer is not None
        fits(answer, language_named(code))


def test_every_test_question(assistant: Assistant) -> None:
    """Which include questions with several parts, places and years."""
    for entry in assistant.knowledge.entries.values():
        for question in entry.tests.asks:
            fits(assistant.ask(filled(question, assistant.knowledge.vocabulary.examples)), language_named("es"))


def pay_questions(assistant: Assistant) -> Iterator[dict[Dimension, str]]:
    """Yield every single choice of a pay look-up, and each two of different kinds that there may be figures on."""
    offered = {
        one: [choice.text for choice in assistant.choices.complete("", MANY, one)]
        for one in (Dimension.PLACE, Dimension.INDUSTRY, Dimension.LEVEL, Dimension.PERIOD)
    }
    with_figures = {figure.area.name for figure in assistant.knowledge.figures.values() if figure.area}
    yield {}
    for one, texts in offered.items():
        yield from ({one: text} for text in texts)
    offered[Dimension.PLACE] = [text for text in offered[Dimension.PLACE] if text.split(",")[0] in with_figures]
    for one, other in combinations(offered, 2):
        yield from ({one: first, other: second} for first in offered[one] for second in offered[other])


def test_every_pay_look_up(assistant: Assistant) -> None:
    """By place, industry, level and period, and by each two of them."""
    asked = list(pay_questions(assistant))
    assert len(asked) > 500
    for parts in asked:
        fits(pay_lookup(assistant.choices, parts).answered_by(assistant, None), language_named("en"))


def test_every_outlook_look_up(assistant: Assistant) -> None:
    """By place and by the years of the projection."""
    for dimension in (Dimension.PLACE, Dimension.SPAN):
        for choice in assistant.choices.complete("", MANY, dimension):
            looked_up = outlook_lookup(assistant.choices, {dimension: choice.text})
            fits(looked_up.answered_by(assistant, None), language_named("en"))


def test_every_certification_and_comparison(assistant: Assistant) -> None:
    """Each certification, each two of them, each two industries, and places two and three at a time."""
    choices, language = assistant.choices, language_named("en")
    names = {
        one: [choice.text for choice in choices.complete("", MANY, one)]
        for one in (Dimension.CREDENTIAL, Dimension.INDUSTRY, Dimension.PLACE)
    }
    for name in names[Dimension.CREDENTIAL]:
        fits(certification_lookup(choices, name).answered_by(assistant, None), language)
    places = names[Dimension.PLACE][:40]
    groups = [
        *combinations(names[Dimension.CREDENTIAL], 2), *combinations(names[Dimension.INDUSTRY], 2),
        *combinations(places, 2), *combinations(places[:12], 3), *combinations(names[Dimension.CREDENTIAL][:12], 3),
    ]  # fmt: skip
    compared = [one for texts in groups if not isinstance(one := comparison(choices, texts), CannotCompare)]
    assert len(compared) > 0.9 * len(groups)
    for looked_up in compared:
        fits(looked_up.answered_by(assistant, None), language)


@IN_ALL_LANGUAGES
def test_every_chart(assistant: Assistant, code: str) -> None:
    """With and without its picture, whose description is bounded as well."""
    from bot.charts.build import chart_named  # noqa: PLC0415 - charts are slow to import
    from bot.knowledge.charts import chart_names  # noqa: PLC0415

    for name in chart_names(assistant.knowledge):
        chart = chart_named(assistant.knowledge, name)
        assert len(chart.alt_text) <= limits.ALT_TEXT
        for with_picture in (True, False):
            measured(chart_card(chart, language_named(code), with_picture=with_picture))


def test_each_kept_card_is_one_that_is_drawn() -> None:
    """A file that is left over would be kept for nothing."""
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(name for name, _ in cards())


@pytest.mark.parametrize(("name", "view"), list(cards()), ids=lambda one: one if isinstance(one, str) else "")
def test_ten_cards_to_the_letter(name: str, view: discord.ui.LayoutView) -> None:
    """A change of what people see is seen in review: `golden_cards.py` writes the files anew."""
    assert drawn(view) == (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
