"""Lists of which a knowledge has nothing, as in one that has just begun: what is said instead of a bare heading."""

from __future__ import annotations

import json

import pytest

from bot.frontends.terminal.nothing import NO_CHARTS, NO_CREDENTIALS, NO_FIGURES
from bot.frontends.terminal.session import advice
from bot.knowledge.loader import load

NOTHING = {"figures": NO_FIGURES, "credential": NO_CREDENTIALS, "chart": NO_CHARTS}


@pytest.fixture(scope="module")
def begun(career_bot, tmp_path_factory):
    """What `init` makes."""
    folder = tmp_path_factory.mktemp("begun") / "bees"
    assert career_bot("init", folder, "--about", "keeping bees", "--guide", "Bees").returncode == 0
    return folder


@pytest.mark.parametrize("command", NOTHING)
def test_a_list_of_nothing_says_so_and_where_it_would_be_written(career_bot, begun, command):
    """On standard error; nothing is wrong, so the exit status is 0."""
    done = career_bot("--knowledge", begun, command)
    assert done.stderr.decode() == f"career-bot: {NOTHING[command].format(folder=begun)}\n"
    assert f"{begun}/" in done.stderr.decode()
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize("asked", [("figures", "--kind", "pay"), ("credential", "CPC"), ("chart", "pay-by-state")])
def test_one_by_name_of_nothing_is_none_that_is_there(career_bot, begun, asked):
    """Exit status 2, as for any name that isn't there, and the reason is that there are none at all."""
    done = career_bot("--knowledge", begun, *asked)
    assert done.stderr.decode() == f"career-bot: {NOTHING[asked[0]].format(folder=begun)}\n"
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize(("command", "field"), [("figures", "figures"), ("credential", "credentials")])
def test_programs_get_an_empty_list(career_bot, begun, command, field):
    """In the form that they read, with no word beside it."""
    done = career_bot("--knowledge", begun, command, "--json")
    assert json.loads(done.stdout) == {field: []}
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_in_a_chat_has_an_example_of_the_knowledge_in_use(begun, knowledge):
    """A place only where pay is by place; else something that can be asked about any answer; else none."""
    paid_in = {figure.area.name for figure in knowledge.figures_of("pay") if figure.area}
    assert any(f"“and in {place}?”" in advice(knowledge) for place in paid_in)
    bees = load(begun)
    assert "“is that recent?”" in advice(bees)
    assert "and in" not in advice(bees)
