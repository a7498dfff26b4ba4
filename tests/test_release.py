"""The workflows may do little, and what they run is there to be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.knowledge.loader import load
from bot.matching.tokens import words

PROJECT = Path(__file__).parents[1]
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_only_read_and_calls_what_there_is(path):
    """Rights beyond reading are given to single jobs; targets of make and our files exist."""
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    assert all("timeout-minutes" in job or name == "publish" for name, job in workflow["jobs"].items())
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets
    named = re.findall(r"\b(?:tools|deploy)/[\w./-]+\.\w+", text)
    assert [name for name in named if not (PROJECT / name).is_file()] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_others_may_name_stays_out_of_scripts(path):
    """A branch or a tag can be called anything; it reaches a script by its environment, as text and no more."""
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    scripts = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


def test_a_release_carries_what_the_bot_is_made_of():
    """After `make dist`, which empties the folder, and before the folder is handed on."""
    release = (PROJECT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    order = [release.index(part) for part in ("make dist", "make sbom", "upload-artifact", "gh release create")]
    assert order == sorted(order)


def test_the_wheel_is_asked_in_words_that_no_entry_has():
    """Otherwise an answer would show no more than that the knowledge was packed."""
    asked = yaml.safe_load((PROJECT / "tools" / "try_wheel.yaml").read_text(encoding="utf-8"))
    entries = load(PROJECT / "knowledge").entries
    own = {words(text) for entry in entries.values() for text in (entry.question, *entry.phrasings)}
    assert len(asked) == 10
    assert set(asked.values()) <= set(entries)
    assert [text for text in asked if words(text) in own] == []
