"""`career-bot check` as a shell runs it: exit statuses and each format, on a small folder with known faults."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.frontends.terminal.reports import Report, as_github, as_json, as_text
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


def test_what_can_be_put_right_is(career_bot, tmp_path, small_folder):
    """Quotes, blanks and invisible signs; the rest is told, and a second run has nothing left to do."""
    folder = small_folder(tmp_path)
    path = folder / "faq" / "herding.yaml"
    text = path.read_text(encoding="utf-8")
    assert "What is herding?" in text
    path.write_text(
        text.replace("What is herding?", "Who\u00a0is cat #1?   ").replace("see: [fleas]", "see: [flees]"),
        encoding="utf-8",
    )
    done = career_bot("--knowledge", folder, "check", "--fix")
    shown = done.stdout.decode()
    assert done.returncode == 1
    assert "2 problems put right:" in shown
    assert "unknown-entry" in shown
    fixed = path.read_text(encoding="utf-8")
    assert 'question: "Who is cat #1?"\n' in fixed
    assert fixed.replace('"Who is cat #1?"', "What is herding?").replace("[flees]", "[fleas]") == text
    again = career_bot("--knowledge", folder, "check", "--fix").stdout.decode()
    assert "put right" not in again
    assert path.read_text(encoding="utf-8") == fixed


def test_a_stale_schema_is_written_anew(career_bot, tmp_path):
    """As `--fix` says it does."""
    folder = tmp_path / "knowledge"
    shutil.copytree(BROKEN.parents[3] / "knowledge", folder)
    sound = (folder / "schema" / "faq.json").read_text(encoding="utf-8")
    (folder / "schema" / "faq.json").write_text(sound.replace('"id"', '"name"', 1), encoding="utf-8")
    (folder / "schema" / "social.json").unlink()
    done = career_bot("--knowledge", folder, "check")
    assert done.stdout.decode().count("warning stale-schema") == 2
    done = career_bot("--knowledge", folder, "check", "--fix")
    assert done.returncode == 0
    assert "2 problems put right:" in done.stdout.decode()
    assert (folder / "schema" / "faq.json").read_text(encoding="utf-8") == sound


def test_a_rule_is_explained(career_bot):
    """With its reason and its examples; a mistyped name gets the nearest."""
    done = career_bot("check", "--explain", "comment-cut")
    text = done.stdout.decode()
    assert text.startswith("comment-cut (error, fixable)\n")
    assert "question: Who is cat #1?" in text
    done = career_bot("check", "--explain", "coment-cut")
    assert done.returncode == 2
    assert b"did you mean 'comment-cut'?" in done.stderr


def test_many_problems_of_one_file_are_cut_short_for_people():
    """The worst stay, in the order of their lines; the rest is counted. Programs get all."""
    problems = [
        Problem("knowledge/a.yaml", line, 1, "some-rule", "some message", level="advice") for line in range(1, 9)
    ]
    problems[6] = Problem("knowledge/a.yaml", 7, 1, "some-rule", "some message")
    report = Report((*problems, Problem("knowledge/b.yaml", 1, 1, "some-rule", "other")), Path("knowledge"), per_file=2)
    text = as_text(report)
    assert [line.split(":")[1] for line in text.splitlines() if ": advice" in line or ": error" in line] == [
        "1",
        "7",
        "1",
    ]
    assert "knowledge/a.yaml: 6 more problems in this file (--per-file 0 shows all)" in text
    assert text.endswith("2 errors and 7 advice in 2 files of knowledge")
    assert "6 more left out" in as_github(report)
    assert len(json.loads(as_json(report))["problems"]) == 9


def test_test_questions_are_asked_when_wanted(career_bot, tmp_path, small_folder):
    """`--questions` tells those that go elsewhere, where they stand; none of them is an error."""
    folder = small_folder(tmp_path)
    path, cache = folder / "faq" / "unknown.yaml", {"CAREER_BOT_CACHE_DIR": str(tmp_path / "cache")}
    text = path.read_text(encoding="utf-8").replace("asks: [", "asks: [purple submarine tickets, ")
    path.write_text(text, encoding="utf-8")
    [line] = [number for number, row in enumerate(text.splitlines(), 1) if "purple" in row]
    arguments = ("--knowledge", folder, "check", "--format", "json")
    assert json.loads(career_bot(*arguments).stdout)["problems"] == []

    done = career_bot(*arguments, "--questions", environment=cache)
    found = json.loads(done.stdout)["problems"]
    assert ("knowledge/faq/unknown.yaml", line, "ask-not-answered") in {
        (one["file"], one["line"], one["rule"]) for one in found
    }
    assert "error" not in {one["level"] for one in found}
