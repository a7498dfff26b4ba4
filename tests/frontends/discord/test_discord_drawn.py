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
    cards, answer = Cards(), said("Old words.")
    cards.draw(answer, ENGLISH)
    cards.draw(replace(answer, question="other words", elapsed_ms=5.0), ENGLISH)
    assert len(cards._kept) == 1

    for number in range(2 * drawn.KEPT):  # some of them at the place in memory where another was before
        changed = flat(cards.draw(said(f"New words {number}."), ENGLISH).to_components())
        assert f"New words {number}." in changed[1]["content"]
    assert len(cards._kept) == drawn.KEPT


def test_the_longest_unused_card_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is bounded."""
    monkeypatch.setattr(drawn, "KEPT", 2)
    cards, answers = Cards(), {text: said(text) for text in ("one", "two", "three")}
    for text in ("one", "two", "one", "three"):
        cards.draw(answers[text], ENGLISH)

    assert [kept.parts[0] for kept in cards._kept.values()] == [answers["one"].blocks, answers["three"].blocks]
