"""Confusions: which entries compete for the same questions, which phrasings are at fault, and which help nobody.

Every phrasing is read as if it had been missing, and again as if a second one had been missing with it: where that
changes the outcome, the second one is what it hangs on. Both follow from one inverse matrix (see head.py), without
fitting anything again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.matching import head

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.matching.matcher import Known

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

_BLOCK = 512  # phrasings compared with all others at a time
_NO_EFFECT = 0.01  # a lead that changes by less than this, on a scale where right is 1, hasn't changed


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One phrasing and the class it stands under."""

    text: str
    entry: str


@dataclass(frozen=True, slots=True)
class Misreading:
    """A phrasing that, left out, is read as another group; without `because_of` it would be nearest to right.

    `behind` is by how much its own group's score falls short; `mends` says whether leaving `because_of` out as well
    would be enough.
    """

    phrasing: Phrasing
    behind: float
    because_of: Phrasing | None
    mends: bool


@dataclass(frozen=True, slots=True)
class Competition:
    """A group whose left-out phrasings are read as another group's: how many of how many, worst first."""

    group: str
    read_as: str
    phrasings: int
    misread: tuple[Misreading, ...]


@dataclass(frozen=True, slots=True)
class Helpless:
    """A phrasing that no other one needs. `misleads` counts the phrasings that would be read right without it."""

    phrasing: Phrasing
    misread_as: str | None
    misleads: int


@dataclass(frozen=True, slots=True)
class Confusions:
    """All that competes, most first, and what helps nobody: misleading first, then misread, then without effect."""

    phrasings: int
    read_right: int
    competitions: tuple[Competition, ...]
    helpless: tuple[Helpless, ...]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """Lead of each phrasing's own group over its strongest rival when it is left out; negative where it is misread."""

    rival: Ints
    lead: Floats


@dataclass(frozen=True, slots=True)
class _Removals:
    """What leaving a second phrasing out does: counts and largest effect by the second, culprits by the first."""

    helps: Ints
    misleads: Ints
    effect: Floats
    culprit: Ints
    lead_without_culprit: Floats


def find(known: Known) -> Confusions:
    """Look for confusions among the phrasings a matcher was fitted to: half a minute for ten thousand of them."""
    inverse = head.inverse(head.similarities(known.postings, known.meanings))
    groups = known.listed.group_of_phrasing
    weights = np.stack(
        [inverse[:, groups == group].sum(axis=1) for group in range(len(known.listed.groups))], axis=1
    )  # A⁻¹ Y, Y saying which group each phrasing belongs to
    left_out = _leave_each_out(inverse, weights, groups)
    removals = _leave_another_out(inverse, weights, groups, left_out)
    right = int((left_out.lead > 0).sum())
    return Confusions(
        len(groups), right, _competitions(known, left_out, removals), _helpless(known, left_out, removals)
    )


def _leave_each_out(inverse: Floats, weights: Floats, groups: Ints) -> _LeftOut:
    rows = np.arange(len(groups))
    scores = -weights / np.diag(inverse)[:, None]
    own = 1.0 + scores[rows, groups]
    scores[rows, groups] = -np.inf
    rival = scores.argmax(axis=1).astype(np.int32)
    return _LeftOut(rival, (own - scores[rows, rival]).astype(np.float32))


def _leave_another_out(inverse: Floats, weights: Floats, groups: Ints, left_out: _LeftOut) -> _Removals:
    """For ridge regression the errors at two left-out phrasings i and j are (A⁻¹)_{ij,ij}⁻¹ (A⁻¹ Y)_{ij}."""
    count = len(groups)
    diagonal = np.diag(inverse).copy()
    found = _Removals(
        np.zeros(count, np.int32), np.zeros(count, np.int32), np.zeros(count, np.float32),
        np.zeros(count, np.int32), np.zeros(count, np.float32),
    )  # fmt: skip
    for start in range(0, count, _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, count))
        here = np.arange(len(rows))
        lead = left_out.lead[rows]
        between = inverse[:, rows]
        difference = weights[:, groups[rows]] - weights[:, left_out.rival[rows]]
        bottom = diagonal[:, None] * diagonal[rows] - between**2
        bottom[rows, here] = 1.0
        without = 1.0 - (diagonal[:, None] * difference[rows, here] - between * difference) / bottom
        without[rows, here] = lead
        found.helps[:] += ((without < 0) & (lead > 0)).sum(axis=1)
        found.misleads[:] += ((without > 0) & (lead < 0)).sum(axis=1)
        np.maximum(found.effect, np.abs(without - lead).max(axis=1), out=found.effect)
        from_rival = np.where(groups[:, None] == left_out.rival[rows], without, -np.inf)
        found.culprit[rows] = from_rival.argmax(axis=0)
        found.lead_without_culprit[rows] = from_rival.max(axis=0)
    return found


def _competitions(known: Known, left_out: _LeftOut, removals: _Removals) -> tuple[Competition, ...]:
    sizes = np.bincount(known.listed.group_of_phrasing, minlength=len(known.listed.groups))
    groups = known.listed.group_of_phrasing
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in np.flatnonzero(left_out.lead <= 0):
        pairs[int(groups[row]), int(left_out.rival[row])].append(int(row))
    ordered = sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(
        Competition(
            known.listed.groups[group],
            known.listed.groups[rival],
            int(sizes[group]),
            tuple(_misreading(known, row, left_out, removals) for row in sorted(rows, key=lambda r: left_out.lead[r])),
        )
        for (group, rival), rows in ordered
    )


def _misreading(known: Known, row: int, left_out: _LeftOut, removals: _Removals) -> Misreading:
    lead, without = float(left_out.lead[row]), float(removals.lead_without_culprit[row])
    because_of = _phrasing(known, int(removals.culprit[row])) if without > lead else None
    return Misreading(_phrasing(known, row), round(-lead, 3), because_of, without > 0)


def _helpless(known: Known, left_out: _LeftOut, removals: _Removals) -> tuple[Helpless, ...]:
    misread = left_out.lead <= 0
    chosen = np.flatnonzero((removals.helps == 0) & (misread | (removals.effect < _NO_EFFECT)))
    ordered = sorted(chosen, key=lambda row: (-removals.misleads[row], not misread[row], left_out.lead[row]))
    return tuple(
        Helpless(
            _phrasing(known, int(row)),
            known.listed.groups[left_out.rival[row]] if misread[row] else None,
            int(removals.misleads[row]),
        )
        for row in ordered
    )


def _phrasing(known: Known, row: int) -> Phrasing:
    listed = known.listed
    return Phrasing(listed.phrasings[row], listed.classes[listed.owner[row]].id)
