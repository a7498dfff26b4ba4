"""`career-bot check` as a shell runs it: exit statuses and each format, on a small folder with known faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.frontends.terminal.reports import Report, as_github, as_text
from bot.knowledge.problems import Problem

BROKEN = Path(__file__).parent / "broken"
FAULTS = [
    ("knowledge/faq/herding.yaml", 7, 17, "unknown-figure"),
    ("knowledge/faq/herding.yaml", 13, 28, "digit-in-prose"),
]
MISPRINT = ("knowledge/figures/length.yaml", 8, 49, "not-as-printed")


def test_the_shipped_knowledge_is_clean(career_bot):
    """Exit status 0, and one line that says so."""
    done = career_bot("check")
    assert done.stdout.decode().strip().endswith("no problems")
    assert done.returncode == 0


def test_faults_are_told_with_file_line_column_rule_and_hint(career_bot):
    """Exit status 1; plain text when piped."""
    done = career_bot("--knowledge", BROKEN / "knowledge", "check")
    text = done.stdout.decode()
    for file, line, column, rule in FAULTS:
        assert f"{file}:{line}:{column}: error {rule}: " in text
    assert "hint: did you mean 'pay-herders'?" in text
    assert "2 errors in 1 file of" in text
    assert "\x1b" not in text
    assert done.returncode == 1


def test_json_has_every_field_of_every_problem(career_bot):
    """The contract of DESIGN: file, line, column, rule, level, message, hint, and a summary."""
    done = career_bot("check", "--format", "json", environment={"KNOWLEDGE_DIR": str(BROKEN / "knowledge")})
    report = json.loads(done.stdout)
    assert [(one["file"], one["line"], one["column"], one["rule"]) for one in report["problems"]] == FAULTS
    assert all(set(one) == {"file", "line", "column", "rule", "level", "message", "hint"} for one in report["problems"])
    assert report["summary"]["error"] == report["summary"]["problems"] == 2
    assert done.returncode == 1


def test_json_of_clean_knowledge_is_json_too(career_bot):
    """Programs need not look at the exit status first."""
    done = career_bot("check", "--format", "json")
    assert json.loads(done.stdout)["problems"] == []
    assert done.returncode == 0


def test_sarif_places_every_problem(career_bot):
    """One result a problem, with its rule, level, file and region."""
    done = career_bot("--knowledge", BROKEN / "knowledge", "check", "--format", "sarif")
    log = json.loads(done.stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {rule for _, _, _, rule in FAULTS}
    for result, (file, line, column, rule) in zip(run["results"], FAULTS, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith(file)
        assert place["region"]["startLine"] == line
        assert place["region"]["startColumn"] == column
        assert (result["ruleId"], result["level"]) == (rule, "error")
    assert done.returncode == 1


def test_github_annotates_each_line(career_bot):
    """One workflow command a problem."""
    done = career_bot("--knowledge", BROKEN / "knowledge", "check", "--format", "github")
    commands = [line for line in done.stdout.decode().splitlines() if line.startswith("::error file=")]
    assert len(commands) == len(FAULTS)
    assert ",line=7,col=17,endColumn=36,title=unknown-figure::no figure has the id" in commands[0]
    assert done.returncode == 1


def test_github_commands_escape_what_would_end_them():
    """A message may hold anything; GitHub takes it back out of its escapes."""
    problem = Problem("knowledge/a,b:c.yaml", 1, 2, "rule", "50% of\nit", level="advice")
    command = as_github(Report((problem,), Path.cwd() / "knowledge")).splitlines()[0]
    assert command == "::notice file=knowledge/a%2Cb%3Ac.yaml,line=1,col=2,endColumn=3,title=rule::50%25 of%0Ait"


def test_guide_texts_are_compared_when_given(career_bot):
    """`--guides` adds the figures that don't stand there."""
    done = career_bot(
        "--knowledge", BROKEN / "knowledge", "check", "--format", "json", "--guides", BROKEN / "guides"
    )  # fmt: skip
    found = [(one["file"], one["line"], one["column"], one["rule"]) for one in json.loads(done.stdout)["problems"]]
    assert found == [*FAULTS, MISPRINT]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--knowledge", "no-such-folder", "check"),
        ("check", "--guides", "no-such-folder"),
        ("check", "--format", "nonsense"),
        ("check", "--nonsense"),
    ],
)
def test_what_can_not_be_run_ends_with_2_and_one_reason(career_bot, arguments):
    """On standard error, with nothing on standard output and no traceback."""
    done = career_bot(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.strip()
    assert b"Traceback" not in done.stderr


def test_an_empty_folder_is_a_problem_not_a_crash(career_bot, tmp_path):
    """The files that have to be there are named."""
    done = career_bot("--knowledge", tmp_path, "check")
    assert b"missing-file" in done.stdout
    assert done.returncode == 1


def test_colours_mark_the_level_and_nothing_else_changes():
    """Without its colours the text is the same."""
    problem = Problem("knowledge/a.yaml", 1, 2, "some-rule", "some message", hint="some hint", level="warning")
    plain, painted = (as_text(Report((problem,), Path("knowledge"), colour=colour)) for colour in (False, True))
    assert "\x1b[1;33mwarning\x1b[0m" in painted
    assert painted.replace("\x1b[1;33m", "").replace("\x1b[0m", "") == plain
