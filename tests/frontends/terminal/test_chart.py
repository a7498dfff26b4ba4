"""`career-bot chart` as a shell runs it, bars of characters, and `/chart` in a chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.charts import characters
from bot.charts.build import chart_named
from bot.frontends.terminal.plain import answer_text
from bot.frontends.terminal.session import ChatSession


def test_the_charts_are_listed_with_their_titles(career_bot):
    """One a line."""
    done = career_bot("chart")
    assert "pay-by-state " in done.stdout.decode()
    assert done.returncode == 0


def test_a_chart_is_drawn_in_characters_when_piped(career_bot):
    """Every number, the source, no colours."""
    text = career_bot("chart", "pay-by-state").stdout.decode()
    for part in ("Average pay by state", "Alaska\n  ██", "$58,620", "no year given", "Source: How to Become"):
        assert part in text
    assert "\x1b" not in text


def test_an_ascii_terminal_gets_ascii_bars(career_bot):
    """No question marks in place of blocks."""
    done = career_bot("chart", "pay-by-state", environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert b"Alaska\n  ###" in done.stdout


def test_a_picture_is_saved(career_bot, tmp_path):
    """Where it was asked for; standard output stays empty."""
    done = career_bot("chart", "pay-by-state", "-o", tmp_path / "pay.png")
    assert (tmp_path / "pay.png").read_bytes().startswith(b"\x89PNG")
    assert done.stdout == b""
    assert b"pay.png" in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("chart", "pay-by-stat"), "did you mean 'pay-by-state'?"),
        (("chart", "zzz"), "career-bot chart lists them"),
        (("chart", "pay-by-state", "-o", "."), "it is a folder"),
        (("chart", "pay-by-state", "-o", "no/such/folder/x.png"), "there is no folder"),
        (("chart", "-o", "x.png"), "name the chart to save"),
        (("--knowledge", "no-such-folder", "chart"), "there is no knowledge folder"),
    ],
)
def test_what_cannot_be_drawn_is_explained(career_bot, arguments, reason):
    """On standard error, with exit status 2."""
    done = career_bot(*arguments)
    assert reason in done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""


@pytest.mark.parametrize("width", [30, 80])
def test_no_line_is_wider_than_the_terminal(knowledge, width):
    """The longest bar gives way to the widest number."""
    for name in ("pay-ladder", "pay-by-city", "outlook", "credentials-by-organization"):
        lines = list(characters.lines(chart_named(knowledge, name), width))
        assert max(map(len, lines)) <= width


def test_a_chat_shows_the_last_answers_chart(scripted, knowledge):
    """And says so under the answer; without one it says that there is none."""
    scripted.knowledge = knowledge
    session = ChatSession(scripted)
    assert "no chart" in session.respond("/chart").lines[0]
    ask = scripted.ask
    scripted.ask = lambda *asked: replace(ask(*asked), chart="pay-by-state")
    assert "As a chart: /chart" in answer_text(session.respond("what does it pay").answer, "/chart")
    shown = session.respond("/chart")
    assert shown.title == "Average pay by state"
    assert any("$58,620" in line for line in shown.lines)
    scripted.ask = lambda *asked: replace(ask(*asked), chart="gone")
    session.respond("what does it pay")
    assert "isn't there any more" in session.respond("/chart").lines[0]


def test_an_answer_says_how_to_see_its_chart(scripted):
    """Below the sources, as the command to type."""
    answer = replace(scripted.ask("what does it pay"), chart="pay-by-state")
    assert "\n\nAs a chart: career-bot chart pay-by-state\n\n" in answer_text(answer)
