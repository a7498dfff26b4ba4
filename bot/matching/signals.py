"""Signals: the few numbers about a message's best group from which its probability is learned."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.matching.classes import Listed
    from bot.matching.features import FeatureSpace
    from bot.matching.reading import Reading

    Floats = NDArray[np.float32]

SIGNALS = (
    "best group score", "best class of it", "score of groups that are not covered", "other scores squared",
    "nearest phrasing", "nearest phrasing elsewhere", "question covered, squared",
)  # fmt: skip


class Signals:
    """Works the signals out. Knows which words each group's phrasings use."""

    def __init__(self, listed: Listed, space: FeatureSpace, readings: Iterable[Reading]) -> None:
        self._listed = listed
        self._space = space
        used: list[Counter[str]] = [Counter() for _ in listed.groups]
        for reading, group in zip(readings, listed.group_of_phrasing, strict=True):
            used[group].update(set(reading.terms))
        self._used = [dict(counts) for counts in used]

    def of(
        self, reading: Reading, classes: Floats, scores: Floats, nearest: Floats, leave_out: int | None = None
    ) -> tuple[Floats, dict[str, float]]:
        """Return the signals of the best group, and the weights of the words that none of its phrasings has.

        Args:
            reading: the message.
            classes: scores of the classes.
            scores: of the groups.
            nearest: likeness of each class's nearest phrasing.
            leave_out: the group of which the message itself is a phrasing: its words are taken off once.
        """
        best = int(scores.argmax())
        scores = scores.clip(0.0, 1.0)
        listed = self._listed
        not_covered = scores[listed.not_covered]
        by_group = listed.nearest_by_group(nearest)
        own_nearest = by_group[best]
        by_group[best] = 0.0
        weights, missing = self._coverage(reading, best, 1 if leave_out == best else 0)
        covered = 1.0 - sum(missing.values()) / (sum(weights.values()) or 1.0)
        values = [
            scores[best],
            min(max(classes[number] for number in listed.members[best]), 1.0),
            not_covered.max() if listed.is_covered[best] and len(not_covered) else 0.0,
            scores.dot(scores) - scores[best] ** 2,
            own_nearest,
            by_group.max(),
            covered**2,
        ]
        return np.array(values, dtype=np.float32), missing

    def _coverage(self, reading: Reading, group: int, own: int = 0) -> tuple[dict[str, float], dict[str, float]]:
        """Return the weights of the message's words, and of those that no more than `own` phrasings of a group have."""
        used = self._used[group]
        weights = {term: self._space.word_weight(term) for term in set(reading.terms)}
        return weights, {term: weight for term, weight in weights.items() if used.get(term, 0) <= own}
