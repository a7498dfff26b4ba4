"""Every rule finds its own bad example, is content with the good one, and speaks to people."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from examples import TODAY, shown_by, small_folder

from bot.composition.checks import find_problems
from bot.knowledge.rules.catalogue import LEVELS, rules

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_a_rule_finds_its_bad_example_and_no_fault_with_the_good_one(tmp_path, rule):
    """The problem has the rule's level, stands in the example's file, and says something to do."""
    found = [problem for problem in shown_by(tmp_path / "bad", rule.example, good=False) if problem.rule == rule.id]
    assert found
    for problem in found:
        assert problem.level == rule.level
        assert problem.file == f"knowledge/{rule.example.told_in or rule.example.file}"
        assert problem.hint
    assert [problem.as_text() for problem in shown_by(tmp_path / "good", rule.example, good=True)] == []


def test_the_small_knowledge_is_clean(tmp_path):
    """What the examples break has to be whole before."""
    assert find_problems(small_folder(tmp_path), today=TODAY) == []


def test_rules_speak_to_people():
    """A level that exists, a reason in whole sentences, and words without jargon."""
    jargon = re.compile(r"\b(?:null|regex|pydantic|parser|exception|tuple|dict)\b")
    for rule in rules().values():
        assert rule.level in LEVELS
        assert rule.why.rstrip().endswith("."), rule.id
        assert not jargon.search(f"{rule.message} {rule.hint} {rule.why}"), rule.id


@pytest.fixture(scope="module")
def written():
    """The pages of docs/rules as they would be written now."""
    spec = importlib.util.spec_from_file_location("make_rule_docs", PROJECT / "tools" / "make_rule_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.written()


def test_the_docs_are_the_rules_own_words(written):
    """After a change, `python tools/make_rule_docs.py` writes them anew."""
    pages = {path.name: path.read_text(encoding="utf-8") for path in (PROJECT / "docs" / "rules").glob("*.md")}
    assert pages == written
