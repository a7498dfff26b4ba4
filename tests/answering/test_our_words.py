"""Messages show by the vocabulary's words that they are about the field, whichever that is."""

from __future__ import annotations

import pytest

from bot.answering.our_words import OurWords
from bot.knowledge.vocabulary import Trade, Vocabulary

BEES = OurWords.of(
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
