"""What people name, in their own many ways: each file of manners/ is one rule, with questions that no entry has."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

GROUPS = [
    (path.stem, group)
    for path in sorted((Path(__file__).parent / "manners").glob("*.yaml"))
    for group in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def asked_in(group):
    """Return a group's questions: those it lists, and its templates with each of its names."""
    templates = group.get("templates", [])
    return [*group.get("asks", []), *(text.format(name) for name in group.get("named", []) for text in templates)]


HOLDS = {"outcome", "outcomes", "entry", "areas", "publishers", "has", "one_card"}
"""What a group may say of its answers; `not_entry` and `lacks` alone would be true of no answer at all, too."""
KNOWN = HOLDS | {"not_entry", "lacks", "says", "asks", "templates", "named"}


def test_every_group_says_what_holds_for_its_answers():
    """And in fields that are looked at: a misspelt one would hold for everything."""
    assert [group["says"] for _, group in GROUPS if not HOLDS & group.keys() or not asked_in(group)] == []
    assert [(group["says"], group.keys() - KNOWN) for _, group in GROUPS if group.keys() - KNOWN] == []


CASES = [(group, ask) for _, group in GROUPS for ask in asked_in(group)]


@pytest.mark.parametrize(("group", "ask"), CASES, ids=[f"{group['says']}: {ask}" for group, ask in CASES])
def test_what_is_named_decides_the_answer(assistant, knowledge, group, ask):
    """The outcome, the places and publishers of the figures shown, and the words are those of the group."""
    answer = assistant.ask(ask)
    said = f"{ask} -> {answer.outcome} {answer.entry}\n{answer.text}"
    figures = [knowledge.figures[shown.id] for shown in answer.figures]
    areas = {figure.area.name for figure in figures if figure.area}
    publishers = {figure.attributed_to for figure in figures}
    assert answer.outcome in group.get("outcomes", [group.get("outcome", answer.outcome)]), said
    assert answer.entry == group.get("entry", answer.entry), said
    assert answer.entry != group.get("not_entry", ""), said
    assert areas == set(group.get("areas", areas)), said
    assert publishers == set(group.get("publishers", publishers)), said
    assert [piece for piece in group.get("has", []) if piece.casefold() not in answer.text.casefold()] == [], said
    assert [piece for piece in group.get("lacks", []) if piece in answer.text] == [], said
    assert ("·" not in answer.title) == group.get("one_card", "·" not in answer.title), said
