"""What a change does to the known questions, asked beside an event loop that goes on."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.answering.outcomes import KnownQuestion, known_questions
from bot.editing.consequences import Consequences

VAIN = "purple submarine tickets"
ENTRY = "daily-duties"


def with_phrasing(knowledge, entry, phrasing):
    """The same knowledge in which an entry has one more phrasing."""
    taught = knowledge.entries[entry]
    taught = taught.model_copy(update={"phrasings": (*taught.phrasings, phrasing)})
    return replace(knowledge, digest="another", entries={**knowledge.entries, entry: taught})


async def test_every_known_question_is_compared_while_the_loop_goes_on(assistant, monkeypatch):
    """Nothing else waits for it; what the matcher has made of the questions is remembered for the next change."""
    matched, beats, kind = [], [], type(assistant.matcher)
    match_readings = kind.match_readings

    def noted(matcher, readings, *limit):
        matched.extend(readings)
        return match_readings(matcher, readings, *limit)

    async def beat():
        while True:
            beats.append(len(matched))
            await asyncio.sleep(0.01)

    monkeypatch.setattr(kind, "match_readings", noted)
    beating = asyncio.create_task(beat())
    consequences, took = Consequences(), []
    changed = with_phrasing(assistant.knowledge, ENTRY, VAIN)
    for _ in range(2):
        matched.clear()
        moved = await consequences.of(assistant, changed, [KnownQuestion(VAIN, "asked in vain 1 ×")])
        took.append(len(matched))
        assert [(one.question.text, one.after.entry) for one in moved.outcomes] == [(VAIN, ENTRY)]
        assert moved.asked == len(known_questions(assistant.knowledge)) + 1
    beating.cancel()
    assert any(0 < so_far < took[0] for so_far in beats)  # the loop had its turn amid the work
    assert took[0] > 0
    assert took[1] == 0
