"""Shares of earners are read in whatever words and numbers, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.matching.mentions import Kind

CASES = [
    (text, case["is"])
    for case in yaml.safe_load((Path(__file__).parent / "shares.yaml").read_text(encoding="utf-8"))
    for text in case["said"]
]


@pytest.mark.parametrize(("text", "statistic"), CASES, ids=[text for text, _ in CASES])
def test_a_share_is_the_statistic_it_begins_at(assistant, text, statistic):
    """Alone, and inside a message."""
    for message in (text, f"what about the {text}"):
        found = [mention.id for mention in assistant.matcher.read(message).of_kind(Kind.STATISTIC)]
        assert found == ([statistic] if statistic else [])


def test_every_share_is_read_from_its_numbers(assistant):
    """From the top and from the bottom: those that the guides have, and all others as others."""
    known = {10: "percentile10", 25: "percentile25", 75: "percentile75", 90: "percentile90"}
    for percent in range(1, 100):
        for end, rank in (("top", 100 - percent), ("bottom", percent)):
            (mention,) = assistant.matcher.read(f"the {end} {percent}% of coders").of_kind(Kind.STATISTIC)
            assert mention.id == known.get(rank, "percentile-other")
