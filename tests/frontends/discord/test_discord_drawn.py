"""Cards that are kept: the same as those drawn anew, for whoever asks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from golden_cards import ENGLISH, SPANISH
from scripted import said
from worlds import flat

from bot.answering.answer import Answer, Outcome, Suggestion
from bot.frontends.discord import drawn
from bot.frontends.discord.card import NOBODY, Asker, card
from bot.frontends.discord.drawn import Cards

OTHERS = (Suggestion("pay", "How much?"), Suggestion("hours", "Which hours?"))
ANSWERS = (
    said(related=OTHERS, chart="pay-by-state"),
    said("The guides say nothing.", outcome=Outcome.NOT_COVERED, suggestions=OTHERS),
    said("", outcome=Outcome.SUGGESTED, entry=None, suggestions=OTHERS),
    said("", outcome=Outcome.UNMATCHED, entry=None),
)
ASKERS = (
    NOBODY,
    Asker(5),
    Asker(1002, "so?"),
    Asker(7, may_delete=True),
    Asker(8, may_delete=True),
    Asker(9, named=True),
)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda one: one.outcome)
def test_a_kept_card_is_the_one_that_would_be_drawn(answer: Answer) -> None:
    """In each language, for each asker, the first time and later."""
    cards = Cards()
    for _ in range(2):
        for asker in ASKERS:
            for language in (ENGLISH, SPANISH):
                for voting in (True, False):
                    kept = cards.draw(answer, language, asker, voting=voting).to_components()
                    assert kept == card(answer, language, asker, voting=voting).to_components()


def test_an_answer_that_says_something_else_is_another_card() -> None:
    """As after an edit of its entry; how it was asked for makes no difference."""
    cards = Cards()
    cards.draw(said("Old words."), ENGLISH)
    cards.draw(replace(said("Old words."), question="other words", elapsed_ms=5.0), ENGLISH)
    assert len(cards._kept) == 1

    texts = [
        one["content"] for one in flat(cards.draw(said("New words."), ENGLISH).to_components()) if "content" in one
    ]
    assert texts == ["### What do coders do?\nNew words."]


def test_the_longest_unused_card_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is bounded."""
    monkeypatch.setattr(drawn, "KEPT", 2)
    cards = Cards()
    for text in ("one", "two", "one", "three"):
        cards.draw(said(text), ENGLISH)

    assert [key[0].blocks[0].text for key in cards._kept] == ["one", "three"]
