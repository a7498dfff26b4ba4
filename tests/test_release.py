"""What the workflows run is there to be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.knowledge.loader import load

PROJECT = Path(__file__).parents[1]
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


def steps(workflow: Path) -> list[str]:
    """Return what a workflow runs, step by step."""
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_workflow_makes_and_names_exists(workflow):
    """Each `make` has its target, and each of our files is where it is looked for."""
    text = "\n".join(steps(workflow))
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\b(?:tools|deploy|bench|fuzz)/[\w./-]+\w", text))
    assert set(re.findall(r"\bmake ([a-z]+)", text)) - targets == set()
    assert {name for name in named if not (PROJECT / name).exists()} == set()


def test_a_release_carries_what_the_bot_is_made_of():
    """After `make dist`, which empties the folder, and before the folder is handed on."""
    release = (PROJECT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    order = [release.index(part) for part in ("make dist", "make sbom", "upload-artifact", "gh release create")]
    assert order == sorted(order)


def test_the_wheel_is_asked_in_words_that_no_entry_has():
    """Otherwise an answer would show no more than that the knowledge was packed."""
    asked = yaml.safe_load((PROJECT / "tools" / "try_wheel.yaml").read_text(encoding="utf-8"))
    entries = load(PROJECT / "knowledge").entries
    own = {text.lower() for entry in entries.values() for text in (entry.question, *entry.phrasings)}
    assert len(asked) == 10
    assert set(asked.values()) <= set(entries)
    assert own & set(asked) == set()
