"""Small knowledges: a few entries drawn from ours with few phrasings, asked what stands beside all of our entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

from bot.answering.answer_checks import filled
from bot.knowledge import starting
from bot.matching import confidence
from bot.matching.classes import ENTRIES, classes_of
from measuring.labelled import OUT_OF_SCOPE, Labelled, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import Match, MessageMatcher

    Floats = NDArray[np.float32]

SIZES = (3, 5, 8, 14, 24, 36)
DRAWS = 4
_PHRASINGS = 10  # of an entry; somebody who has just begun writes no more
_OTHERS = 200  # questions of other entries
# How much questions of other entries count together, against those of the drawn ones. With 10 for a wrong answer, 1 for
# a suggestion and 3 for silence where there was an answer, what it costs hardly falls any more from 3 on.
FAR_SHARE = 3.0
_USUAL = 8  # entries, at which the bias is stated


def drawn(knowledge: Knowledge) -> Iterator[Labelled]:
    """Yield small knowledges: of each size so many of one topic, and as many of any."""
    for size in SIZES:
        for number in range(DRAWS):
            for of_one_topic in (True, False):
                yield draw(knowledge, size, number, of_one_topic=of_one_topic)


def draw(knowledge: Knowledge, size: int, number: int, *, of_one_topic: bool) -> Labelled:
    """Draw so many entries, the same ones every time; questions of the others are labelled as out of scope."""
    chance = np.random.default_rng((size, number))
    topics = [entries for entries in knowledge.topics.values() if len(entries) >= size]
    pool = topics[chance.integers(len(topics))] if of_one_topic and topics else tuple(knowledge.entries)
    chosen = {pool[place] for place in chance.choice(len(pool), size=size, replace=False)}
    entries = {}
    for entry in knowledge.entries.values():
        if entry.id in chosen:
            some = [entry.phrasings[place] for place in chance.permutation(len(entry.phrasings))[:_PHRASINGS]]
            entries[entry.id] = entry.model_copy(update={"phrasings": tuple(some)})
    plan = yaml.safe_load(Path(starting.__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    others = {name: kind for name, kind in knowledge.elsewhere.items() if name not in plan["elsewhere_of_the_field"]}
    small = replace(knowledge, entries=entries, elsewhere=others)
    groups = {item.id: item.group for item, _ in classes_of(knowledge)}
    examples, held = knowledge.vocabulary.examples, {groups[entry] for entry in entries}
    asked = [Question(filled(ask, examples), groups[one.id]) for one in entries.values() for ask in one.tests.asks]
    far = [
        Question(filled(ask, examples), OUT_OF_SCOPE, "entry")
        for one in knowledge.entries.values() if groups[one.id] not in held
        for ask in one.tests.asks
    ]  # fmt: skip
    far = [far[place] for place in chance.permutation(len(far))[:_OTHERS]]
    name = f"{size} entries of {'one topic' if of_one_topic else 'any topic'}, draw {number + 1}"
    return Labelled(name, (), small, (*asked, *far))


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of the questions to one small knowledge, an item a question, in order.

    `signals` has shape (questions, signals); `is_known`: an entry is there for it; `to_entry`: it went to an entry;
    `is_right`: to the right one.
    """

    entries: int
    signals: Floats
    stated: Floats
    is_known: NDArray[np.bool_]
    to_entry: NDArray[np.bool_]
    is_right: NDArray[np.bool_]


def ask(labelled: Labelled, matcher: MessageMatcher) -> Asked:
    """Ask a matcher all questions; those without words are left out."""
    questions = labelled.questions
    matches = matcher.match_readings([matcher.read(question.text) for question in questions])
    pairs: list[tuple[Question, Match]] = [
        (question, match) for question, match in zip(questions, matches, strict=True) if match.signals
    ]
    return Asked(
        len(labelled.knowledge.entries),
        np.array([[value for _, value, _ in match.signals] for _, match in pairs], dtype=np.float32),
        np.array([match.probability for _, match in pairs], dtype=np.float32),
        np.array([not question.out for question, _ in pairs]),
        np.array([match.candidates[0].kind in ENTRIES for _, match in pairs]),
        np.array([match.candidates[0].group == question.label for question, match in pairs]),
    )


def learned(asked: Sequence[Asked]) -> tuple[confidence.Confidence, float]:
    """Return the confidence for eight entries that the answers teach, and what each doubling adds to its log odds.

    Each small knowledge weighs alike, and within it the questions of other entries `FAR_SHARE` times its own.
    """
    signals, right, importance = [], [], []
    for one in asked:
        known = one.is_known[one.to_entry]
        found = one.signals[one.to_entry]
        size = np.full((len(found), 1), np.log2(one.entries / _USUAL), dtype=np.float32)
        signals.append(np.concatenate([found, size], axis=1))
        right.append(one.is_right[one.to_entry])
        importance.append(np.where(known, 100 / max(known.sum(), 1), FAR_SHARE * 100 / max((~known).sum(), 1)))
    with_size = confidence.fit(np.concatenate(signals), np.concatenate(right), np.concatenate(importance))
    doubling = float(with_size.weights[-1] / with_size.spread[-1])
    at_eight = confidence.Confidence(
        with_size.mean[:-1], with_size.spread[:-1], with_size.weights[:-1],
        with_size.bias - doubling * float(with_size.mean[-1]),
    )  # fmt: skip
    return at_eight, doubling


def shares(asked: Sequence[Asked], stated: Sequence[Floats], bar: float) -> dict[str, float]:
    """Return how many questions in a hundred are answered at a bar: of those with an entry, and of those without."""
    counts = np.zeros(3)
    for one, probabilities in zip(asked, stated, strict=True):
        answered = one.to_entry & (probabilities >= bar)
        counts += (
            (answered & one.is_right)[one.is_known].mean(),
            (answered & ~one.is_right)[one.is_known].mean(),
            answered[~one.is_known].mean(),
        )
    right, wrong, far = counts / len(asked) * 100
    return {"right": float(right), "wrong": float(wrong), "answered without an entry": float(far)}
