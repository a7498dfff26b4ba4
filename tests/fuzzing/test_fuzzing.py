"""What is fuzzed holds for what once failed, and for what hypothesis makes up."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import targets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from bot.answering.assistant import Assistant

PROJECT = Path(__file__).parents[2]
FOUND = sorted(path.relative_to(targets.KEPT) for path in targets.KEPT.glob("*/*"))


@pytest.fixture(scope="module")
def fed(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> dict[str, targets.Target]:
    """The targets, by name."""
    both = targets.Loader(tmp_path_factory.mktemp("fuzzed")), targets.Asking(assistant)
    return {target.name: target for target in both}


@pytest.mark.parametrize("path", FOUND, ids=str)
def test_what_once_failed_fails_no_more(fed, path):
    """Each file is an input of the target that its folder is named after."""
    fed[path.parts[0]]((targets.KEPT / path).read_bytes())


@pytest.mark.parametrize("name", ["loader", "ask"])
def test_what_fuzzing_begins_with_is_sound(fed, name):
    """As the seeds of a run, and within its bounds."""
    seeds = list(fed[name].seeds())

    assert len(seeds) > 10
    for seed in seeds[:60]:
        assert len(seed) <= fed[name].longest
        fed[name](seed)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_in_a_knowledge_file_are_knowledge_or_a_problem(fed, data):
    """Bytes at random, and files put together from YAML's signs and the fields' names."""
    fed["loader"](data.draw(inputs(fed["loader"])))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_bytes_that_are_asked_get_an_answer(fed, data):
    """Bytes at random, and questions put together from words and signs."""
    fed["ask"](data.draw(inputs(fed["ask"])))


def inputs(target: targets.Target) -> st.SearchStrategy[bytes]:
    """Return anything that a target may get: bytes, its words in any order, and seeds with something put into them."""
    words = st.sampled_from(sorted(target.words())).map(str.encode) | st.binary(max_size=4)
    made = st.tuples(st.binary(min_size=1, max_size=1), st.lists(words, max_size=40)).map(
        lambda parts: parts[0] + b"".join(parts[1])
    )
    seeds = st.sampled_from(sorted(target.seeds()))
    damaged = st.tuples(seeds, st.integers(0, target.longest), words, st.integers(0, 20)).map(
        lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + parts[3] :]
    )
    return (st.binary(max_size=target.longest) | made | damaged).map(lambda found: found[: target.longest])


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="the group `fuzz` isn't installed")
def test_the_loader_can_be_fuzzed():
    """As `make fuzz` does it."""
    run = [sys.executable, "fuzz/run.py", "loader", "--inputs", "100"]
    done = subprocess.run(run, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603 - our own file

    assert done.returncode == 0, done.stderr
    assert "Done 100 runs" in done.stderr
