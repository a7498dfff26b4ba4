"""Of the trades of a field, whichever they are, the one that isn't meant is left out of a message."""

from __future__ import annotations

import pytest

from bot.knowledge.vocabulary import Trade
from bot.matching.tokens import tokenize
from bot.matching.trades import Trades

TRADES = Trades([
    Trade(worker="beekeeper", workers="beekeepers", work=("beekeeping",)),
    Trade(worker="chandler", workers="chandlers"),
    Trade(work=("mead",)),
])  # fmt: skip


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("how long does a beekeeper work, not the chandler", "how long does a beekeeper work"),
        ("what do chandlers do not the beekeeping side", "what do chandlers do"),
        ("is a beekeeper not a chandler", "is a beekeeper not a chandler"),
        ("not the beekeepers", "not the beekeepers"),
        ("what do beekeepers make, not the mead", "what do beekeepers make not the mead"),
    ],
)
def test_the_trade_that_is_not_meant_is_left_out(said, left):
    """Where another one is named before it; one without a name for who does it isn't told from the others."""
    assert " ".join(token.text for token in TRADES.meant(tokenize(said))) == left
