"""The confidence for small talk beside few entries is that of the shipped knowledge, in round numbers."""

from __future__ import annotations

import copy

import numpy as np

from bot.matching.confidence import GENERAL
from bot.matching.signals import SIGNALS


def test_it_says_what_the_learned_one_says(assistant, knowledge):
    """Of the questions beside the shipped entries; new entries move it by hundredths, other signals by far more."""
    learned = assistant.matcher
    general = copy.copy(learned)
    general._confidence = general._of_entries = GENERAL
    asked = [learned.read(ask) for entry in knowledge.entries.values() for ask in entry.tests.asks]
    stated = np.array([[match.probability for match in one.match_readings(asked)] for one in (learned, general)])
    assert len(GENERAL.weights) == len(SIGNALS)
    assert np.abs(stated[0] - stated[1]).mean() < 0.05
