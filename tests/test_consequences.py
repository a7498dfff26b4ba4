"""What a change does to the known questions, asked beside an event loop that goes on."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

from bot.answering.outcomes import KnownQuestion, known_questions
from bot.consequences import Consequences

VAIN = "purple submarine tickets"
ENTRY = "daily-duties"


def with_phrasing(knowledge, entry, phrasing):
    """The same knowledge in which an entry has one more phrasing."""
    taught = knowledge.entries[entry]
    taught = taught.model_copy(update={"phrasings": (*taught.phrasings, phrasing)})
    return replace(knowledge, digest="another", entries={**knowledge.entries, entry: taught})


async def test_every_known_question_is_compared_while_the_loop_goes_on(assistant):
    """Nothing else waits for it; what the matcher has made of the questions is remembered for the next change."""
    waits = []

    async def beat():
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.01)
            waits.append(time.perf_counter() - began)

    beating = asyncio.create_task(beat())
    consequences, took = Consequences(), []
    changed = with_phrasing(assistant.knowledge, ENTRY, VAIN)
    for _ in range(2):
        began = time.perf_counter()
        moved = await consequences.of(assistant, changed, [KnownQuestion(VAIN, "asked in vain 1 ×")])
        took.append(time.perf_counter() - began)
        assert [(one.question.text, one.after.entry) for one in moved.outcomes] == [(VAIN, ENTRY)]
        assert moved.asked == len(known_questions(assistant.knowledge)) + 1
    beating.cancel()
    assert max(waits) < took[0] / 4
    assert took[1] < took[0]
