"""Messages show by the vocabulary's words that they are about the field, whichever that is."""

from __future__ import annotations

import pytest

from bot.answering.our_words import OurWords
from bot.knowledge.vocabulary import Trade, Vocabulary

BEES = OurWords(
    Vocabulary(trades=(Trade(worker="beekeeper", workers="beekeepers", work=("beekeeping",)),), subjects=("hive",))
)


@pytest.mark.parametrize(
    ("said", "is_ours"),
    [
        ("is beekeeping hard", True),
        ("what do beekeepers make in ohio", True),
        ("where do i put a hive", True),
        ("what do coders make in ohio", False),
        ("where do i get a diploma", False),
    ],
)
def test_a_message_is_of_the_field_by_its_trades_and_subjects(assistant, said, is_ours):
    """And the words of another field say nothing."""
    assert BEES.are_in(assistant.matcher.read(said)) is is_ours


@pytest.mark.parametrize(
    ("said", "is_anothers"),
    [
        ("cca of a battery", True),
        ("cca of a battery for the hive", False),
        ("is the cca hard", False),
        ("keeping a tally in python", True),
        ("keeping honey in python", False),
        ("does a battery keep well", False),
    ],
)
def test_our_letters_and_our_work_have_other_uses_beside_words_of_their_own(assistant, said, is_anothers):
    """A word beside which letters mean something else says nothing where no letters are, nor where a word is ours."""
    ours = OurWords(
        Vocabulary(
            trades=(Trade(worker="keeper", workers="keepers", work=("keeping",)),), beside_trades=("honey",),
            subjects=("hive",), other_uses_of_letters=("battery",), other_trades=("python",),
        )
    )  # fmt: skip
    assert ours.are_used_by_another_field(assistant.matcher.read(said)) is is_anothers
