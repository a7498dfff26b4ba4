"""Learning from the phrasings: the head's weights, and the confidence from what the head makes of left-out ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bot.matching import confidence, head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.matching.classes import Listed
    from bot.matching.confidence import Confidence
    from bot.matching.head import Postings
    from bot.matching.reading import Reading
    from bot.matching.signals import Signals

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

# How many phrasings are left out to learn the confidence from, in whole groups and singly; more changes little.
_LEFT_OUT_IN_GROUPS, _LEFT_OUT_SINGLY, _LARGE_GROUP = 500, 250, 200
# How much the sources of examples count together, against phrasings left out one by one: people ask half as often what
# the FAQ lacks as what it has.
_SHARES = {"in scope": 1.0, "unknown": 0.5, "asked": 0.5}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that no phrasing repeats, and a group it `belongs` to or not; its scores and its nearest phrasings."""

    reading: Reading
    group: int
    belongs: bool
    classes: Floats
    scores: Floats
    nearest: Floats


@dataclass(slots=True)
class Examples:
    """What the confidence is learned from: signals, whether the best group was right, and where it comes from."""

    signals: list[Floats] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    source: list[str] = field(default_factory=list)

    def add(self, source: str, signals: Floats, *, right: bool) -> None:
        """Take one example in."""
        self.signals.append(signals)
        self.right.append(right)
        self.source.append(source)

    def fit(self) -> Confidence:
        """Fit the confidence, each source with its share."""
        counts = Counter(self.source)
        weight = {source: share * counts["in scope"] / max(counts[source], 1) for source, share in _SHARES.items()}
        importance = np.array([weight[source] for source in self.source], dtype=np.float32)
        return confidence.fit(np.stack(self.signals), np.array(self.right), importance)


def fit_head(
    listed: Listed, readings: Sequence[Reading], signals: Signals, postings: Postings, meanings: Floats | None
) -> tuple[Floats, Examples]:
    """Fit the head to all phrasings.

    Returns:
        The weights, shape (classes, phrasings), and what the head makes of phrasings as if they, or their whole groups,
        had been missing.
    """
    held_out, single = _sample(listed)
    similarities = head.similarities(postings, meanings)
    near_of = {int(row): head.whole_row(similarities, int(row)) for row in np.concatenate([*held_out, single])}
    weights, left_out = head.fit(similarities, listed.owner, len(listed.classes), held_out, single)
    examples = Examples()
    groups = listed.group_of_phrasing
    for index, number in enumerate(left_out.rows):
        row, own = int(number), int(groups[number])
        near = near_of[row]
        near[row] = 0.0
        if own not in listed.elsewhere:
            nearest = listed.nearest_by_class(near)
            classes = _of_likeliest(left_out.without_phrasing[index], listed, nearest)
            scores = listed.by_group(classes)
            found, _ = signals.of(readings[row], classes, scores, nearest, leave_out=own)
            examples.add("in scope", found, right=int(scores.argmax()) == own)
        if left_out.whole_group[index]:
            near[groups == own] = 0.0
            nearest = listed.nearest_by_class(near)
            classes = _of_likeliest(left_out.without_group[index], listed, nearest)
            scores = listed.by_group(classes)
            scores[own] = -1.0
            examples.add("unknown", signals.of(readings[row], classes, scores, nearest)[0], right=False)
    return weights, examples


def _of_likeliest(classes: Floats, listed: Listed, nearest: Floats) -> Floats:
    """Return scores with those of the likeliest classes only, as a message gets them."""
    result = np.zeros_like(classes)
    for some in listed.likeliest(nearest):
        result[some] = classes[some]
    return result


def add_asked(examples: Examples, asked: Sequence[Asked], signals: Signals) -> None:
    """Add questions that the head has never seen."""
    for one in asked:
        is_found = int(one.scores.argmax()) == one.group
        if one.belongs or is_found:  # a question that is kept away from a group may belong to any of the others
            examples.add(
                "asked",
                signals.of(one.reading, one.classes, one.scores, one.nearest)[0],
                right=one.belongs and is_found,
            )


def _sample(listed: Listed) -> tuple[list[Ints], Ints]:
    """Choose the groups and phrasings that are left out for the confidence: the same ones every time."""
    chooser = np.random.default_rng(0)
    groups = listed.group_of_phrasing
    members = [np.flatnonzero(groups == group).astype(np.int32) for group in range(len(listed.groups))]
    held_out: list[Ints] = []
    for group in chooser.permutation(len(members)):
        if len(members[group]) <= _LARGE_GROUP and sum(map(len, held_out)) < _LEFT_OUT_IN_GROUPS:
            held_out.append(members[group])
    taken = np.concatenate(held_out) if held_out else np.empty(0, np.int32)
    others = np.setdiff1d(np.arange(len(groups), dtype=np.int32), taken)
    single = chooser.permutation(others)[:_LEFT_OUT_SINGLY].astype(np.int32)
    return held_out, single
