"""The questions that stand beside the entries: how many find their entry, and how many stay away from it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.answering.answer_checks import filled

FLOORS = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def finds(assistant):
    """Say which entry a question goes to, and which group; entries of one look-up are one group."""

    def group(entry_id):
        entry = assistant.knowledge.entries.get(entry_id)
        return (entry.lookup or entry.id) if entry else entry_id

    def find(question):
        answer = assistant.ask(filled(question, assistant.knowledge.vocabulary.examples))
        return answer.entry, group(answer.entry)

    return find, group


def judge(floor, held, failed):
    """Compare a share with its floor, and say which questions are below."""
    share = held / (held + len(failed))
    listed = "\n".join(failed)
    assert share >= FLOORS[floor], f"{floor}: {share:.4f} of {held + len(failed)}\n{listed}"


@pytest.mark.parametrize(("floor", "covered"), [("asks of covered entries", True), ("asks of gaps", False)])
def test_questions_find_their_entries(knowledge, finds, floor, covered):
    """Or one of the same look-up, which gives the same answer."""
    find, group = finds
    held, failed = 0, []
    for entry in knowledge.entries.values():
        for ask in entry.tests.asks if entry.covered is covered else ():
            found, found_group = find(ask)
            if found_group == group(entry.id):
                held += 1
            else:
                failed.append(f"{entry.id}: {ask} -> {found}")
    judge(floor, held, failed)


def test_small_talk_is_recognised(knowledge, finds):
    """Greetings, thanks, and the rest."""
    find, _ = finds
    held, failed = 0, []
    for item in knowledge.social.values():
        for ask in item.tests.asks:
            found, _ = find(ask)
            if found == item.id:
                held += 1
            else:
                failed.append(f"{item.id}: {ask} -> {found}")
    judge("asks of small talk", held, failed)


def test_a_cry_for_help_is_never_missed(knowledge, finds):
    """Each of these, without exception."""
    find, _ = finds
    crises = [item for item in knowledge.social.values() if item.crisis]
    assert crises
    for item in crises:
        assert item.tests.asks
        for ask in item.tests.asks:
            assert find(ask)[0] == item.id, ask


def test_questions_stay_away_from_entries_that_reject_them(knowledge, finds):
    """Wherever else they go."""
    find, _ = finds
    held, failed = 0, []
    for record in (*knowledge.entries.values(), *knowledge.social.values()):
        for rejected in record.tests.rejects:
            found, _ = find(rejected)
            if found == record.id:
                failed.append(f"{record.id}: {rejected}")
            else:
                held += 1
    judge("rejects", held, failed)
