"""What phrasings may stand under: entries, small talk, follow-up questions, and messages meant for somebody else.

Classes that answer the same look-up (pay, projections, who offers a credential, …) form one group: which of them it
is follows from the mentions, so only the group has to be sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
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

    `owner` has the class number of each phrasing, `starts` the first phrasing of each class, `group_of` the group
    number of each class, and `members` the class numbers of each group. `is_covered` says of each group whether any of
    its classes is an entry with an answer; `not_covered` has the numbers of those without, and `elsewhere` of those
    that are for somebody else. `by_group_order` has the class numbers one group after the other, and `group_starts`
    where each group begins among them.
    """

    classes: tuple[ClassOfPhrasings, ...]
    phrasings: tuple[str, ...]
    owner: Ints
    starts: Ints
    groups: tuple[str, ...]
    group_of: Ints
    members: tuple[tuple[int, ...], ...]
    is_covered: tuple[bool, ...]
    not_covered: Ints
    elsewhere: Ints
    by_group_order: Ints
    group_starts: Ints

    @staticmethod
    def of(knowledge: Knowledge) -> Listed:
        """List what a snapshot holds; classes without phrasings can't be asked for and are left out."""
        listed = [(item, phrasings) for item, phrasings in classes_of(knowledge) if phrasings]
        lengths = np.array([len(phrasings) for _, phrasings in listed], dtype=np.int32)
        groups = sorted({item.group for item, _ in listed})
        numbers = {group: number for number, group in enumerate(groups)}
        covered = {item.group for item, _ in listed if item.kind == "covered"}
        group_of = np.array([numbers[item.group] for item, _ in listed], dtype=np.int32)
        sizes = np.bincount(group_of, minlength=len(groups))
        return Listed(
            tuple(item for item, _ in listed),
            tuple(phrasing for _, phrasings in listed for phrasing in phrasings),
            np.repeat(np.arange(len(listed), dtype=np.int32), lengths),
            (np.cumsum(lengths) - lengths).astype(np.int32),
            tuple(groups),
            group_of,
            tuple(tuple(np.flatnonzero(group_of == group).tolist()) for group in range(len(groups))),
            tuple(group in covered for group in groups),
            np.flatnonzero([group not in covered for group in groups]).astype(np.int32),
            np.flatnonzero([group.startswith(ELSEWHERE) for group in groups]).astype(np.int32),
            np.argsort(group_of, kind="stable").astype(np.int32),
            (np.cumsum(sizes) - sizes).astype(np.int32),
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
        return np.asarray(np.maximum.reduceat(nearest[self.by_group_order], self.group_starts), dtype=np.float32)

    def likeliest(self, nearest: Floats) -> list[int]:
        """Return the numbers of the classes whose scores count, given the likeness of each class's nearest phrasing."""
        if len(nearest) <= _LIKELIEST:
            return list(range(len(nearest)))
        near_ones = np.argpartition(-nearest, _LIKELIEST - 1)[:_LIKELIEST]
        near_ones = near_ones[np.argsort(-nearest[near_ones], kind="stable")]
        groups = list(dict.fromkeys(self.group_of[near_ones].tolist()))[:_WHOLE_GROUPS]
        return list({*near_ones.tolist(), *chain.from_iterable(self.members[group] for group in groups)})
