"""What phrasings may stand under: entries, small talk, follow-up questions, and messages meant for somebody else.

Classes that answer the same look-up (pay, projections, who offers a credential, …) form one group: which of them it
is follows from the mentions, so only the group has to be sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bot.knowledge.snapshot import Knowledge

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

ClassKind = Literal["covered", "gap", "social", "follow_up", "elsewhere"]
ELSEWHERE = "elsewhere"
_SUPPORT = 0.2  # chosen between 0 (more questions answered) and 1 (more messages for others declined) on left-out data
ENTRIES: Final[frozenset[ClassKind]] = frozenset({"covered", "gap"})
"""The kinds of classes that are entries, with an answer or known to have none."""
# Classes whose scores count, by their nearest phrasing; of all the others there would be little to read but noise. The
# nearest groups come whole, since the scores of their classes are added up.
_LIKELIEST, _WHOLE_GROUPS = 16, 2
# Look-ups that only what is named tells apart: «how long does it take» may mean a school or a certification.
_MERGED_GROUPS = {"credential.process_duration": "duration"}


@dataclass(frozen=True, slots=True)
class ClassOfPhrasings:
    """What a phrasing may stand under. `group` is shared by the classes of one look-up."""

    id: str
    kind: ClassKind
    group: str


def classes_of(knowledge: Knowledge) -> Iterator[tuple[ClassOfPhrasings, tuple[str, ...]]]:
    """Yield every class with its phrasings, in a fixed order."""
    for entry in knowledge.entries.values():
        kind: ClassKind = "covered" if entry.covered else "gap"
        phrasings = tuple(dict.fromkeys((entry.question, *entry.phrasings)))
        lookup = entry.lookup or entry.id
        yield ClassOfPhrasings(entry.id, kind, _MERGED_GROUPS.get(lookup, lookup)), phrasings
    for small_talk in knowledge.social.values():
        yield ClassOfPhrasings(small_talk.id, "social", small_talk.id), small_talk.phrasings
    for follow_up in knowledge.follow_ups.values():
        yield ClassOfPhrasings(follow_up.id, "follow_up", follow_up.id), follow_up.phrasings
    for group in knowledge.elsewhere.values():
        yield ClassOfPhrasings(group.id, "elsewhere", f"{ELSEWHERE}.{group.id}"), group.phrasings


@dataclass(frozen=True, slots=True)
class Listed:
    """All phrasings, one class after the other, and which class and group each stands under.

    The classes of a group stand one after the other. `owner` has the class number of each phrasing, `starts` the first
    phrasing of each class, `group_of` the group number of each class, and `members` the class numbers of each group.
    `is_covered` says of each group whether any of its classes is an entry with an answer; `not_covered` has the numbers
    of those without, `elsewhere` of those that are for somebody else, and `group_starts` where each group begins.
    """

    classes: tuple[ClassOfPhrasings, ...]
    phrasings: tuple[str, ...]
    owner: Ints
    starts: Ints
    groups: tuple[str, ...]
    group_of: Ints
    members: tuple[range, ...]
    is_covered: tuple[bool, ...]
    not_covered: Ints
    elsewhere: Ints
    group_starts: Ints

    @staticmethod
    def of(knowledge: Knowledge) -> Listed:
        """List what a snapshot holds; classes without phrasings can't be asked for and are left out."""
        listed = sorted(
            ((item, phrasings) for item, phrasings in classes_of(knowledge) if phrasings),
            key=lambda each: each[0].group,
        )
        lengths = np.array([len(phrasings) for _, phrasings in listed], dtype=np.int32)
        groups = sorted({item.group for item, _ in listed})
        numbers = {group: number for number, group in enumerate(groups)}
        covered = {item.group for item, _ in listed if item.kind == "covered"}
        group_of = np.array([numbers[item.group] for item, _ in listed], dtype=np.int32)
        ends = np.cumsum(np.bincount(group_of)).tolist()
        return Listed(
            tuple(item for item, _ in listed),
            tuple(phrasing for _, phrasings in listed for phrasing in phrasings),
            np.repeat(np.arange(len(listed), dtype=np.int32), lengths),
            (np.cumsum(lengths) - lengths).astype(np.int32),
            tuple(groups),
            group_of,
            tuple(range(start, end) for start, end in pairwise([0, *ends])),
            tuple(group in covered for group in groups),
            np.flatnonzero([group not in covered for group in groups]).astype(np.int32),
            np.flatnonzero([group.startswith(ELSEWHERE) for group in groups]).astype(np.int32),
            np.array([0, *ends[:-1]], dtype=np.int32),
        )

    @property
    def group_of_phrasing(self) -> Ints:
        """The group number of each phrasing."""
        return self.group_of[self.owner]

    def by_group(self, scores: Floats) -> Floats:
        """Sum the scores of classes over their groups: for ridge regression the score of the merged class.

        Groups of messages for somebody else support each other by a part of their scores: what is like a little of
        each of them is hardly a question for us, but all of them merged would win over entries by their number.
        """
        result = np.bincount(self.group_of, weights=scores, minlength=len(self.groups)).astype(np.float32)
        elsewhere = result[self.elsewhere]
        result[self.elsewhere] += _SUPPORT * (elsewhere.sum() - elsewhere)
        return result

    def nearest_by_class(self, likeness: Floats) -> Floats:
        """Return the likeness of each class's nearest phrasing, given the likeness of every phrasing."""
        return np.asarray(np.maximum.reduceat(likeness, self.starts), dtype=np.float32)

    def nearest_by_group(self, nearest: Floats) -> Floats:
        """Return the likeness of each group's nearest phrasing, given that of each class's."""
        return np.asarray(np.maximum.reduceat(nearest, self.group_starts), dtype=np.float32)

    def likeliest(self, nearest: Floats) -> list[slice]:
        """Return which classes' scores count, given the likeness of each class's nearest phrasing."""
        if len(nearest) <= _LIKELIEST:
            return [slice(0, len(nearest))]
        near_ones = np.argpartition(-nearest, _LIKELIEST - 1)[:_LIKELIEST]
        near_ones = near_ones[np.argsort(-nearest[near_ones], kind="stable")]
        group_of = dict(zip(near_ones.tolist(), self.group_of[near_ones].tolist(), strict=True))
        whole = list(dict.fromkeys(group_of.values()))[:_WHOLE_GROUPS]
        members = [self.members[group] for group in whole]
        members += [range(number, number + 1) for number, group in group_of.items() if group not in whole]
        return [slice(each.start, each.stop) for each in members]
