"""How well questions are read that the matcher has never seen: phrasings and whole entries left out of the knowledge.

`test_asks.py` holds the questions that stand beside the entries; what is held here needs none.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from accuracy import Outcomes
from measuring.figures import calibration_error
from measuring.labelled import without_entries
from measuring.systems import Ours

from bot.matching import head

PICKED = 2_000
FLOORS = yaml.safe_load((Path(__file__).parent / "accuracy_floors.yaml").read_text(encoding="utf-8"))


def test_phrasings_are_read_right_when_they_are_left_out(assistant):
    """Each in turn, by the head as it is shipped: those that chance picks, the same ones every time."""
    known = assistant.matcher.known
    listed = known.listed
    picked = np.random.default_rng(0).permutation(len(listed.owner))[:PICKED].astype(np.int32)
    similarities = head.similarities(known.postings, known.meanings)
    _, left_out = head.fit(similarities, listed.owner, len(listed.classes), [], picked)
    found = np.array([listed.by_group(scores).argmax() for scores in left_out.without_phrasing])
    assert (found == listed.group_of_phrasing[picked]).mean() >= FLOORS["phrasings left out and read right"]


@pytest.fixture(scope="module")
def outcomes(knowledge):
    """What a matcher without sentence vectors, fitted to four fifths of the knowledge, makes of the last fifth."""
    labelled = without_entries(knowledge, 0, 600)
    measured = Outcomes()
    measured.add(labelled.questions, Ours(labelled, None).find([question.text for question in labelled.questions]))
    return measured


@pytest.mark.parametrize("figure", ["top1", "top3", "entry_auroc", "far_auroc"])
def test_left_out_questions_are_found_and_unknown_ones_get_less_confidence(outcomes, figure):
    """Even without meaning, which the other figures have on top."""
    assert outcomes.summary()[figure] >= FLOORS["without meaning"][figure]


def test_stated_probabilities_come_true(outcomes):
    """Within the expected calibration error, over ten bins."""
    assert calibration_error(outcomes.reliability()) <= FLOORS["without meaning"]["calibration error at most"]
