"""`career-bot diff` as a shell runs it, on a small knowledge folder in a git repository of its own."""

from __future__ import annotations

import json
import subprocess

import pytest

OLD = "phrasings: [any fleas]"
NEW = "phrasings: [any fleas, does it scratch]"


def git(folder, *arguments):
    options = ("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *options, *arguments], check=True, capture_output=True)  # noqa: S603, S607


@pytest.fixture
def repository(tmp_path, small_folder):
    """A committed knowledge folder, and its cache."""
    folder = small_folder(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "The beginning")
    return folder


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def diff(career_bot, repository):
    def run(*arguments, given=b""):
        cache = {"CAREER_BOT_CACHE_DIR": str(repository.parent / "cache")}
        return career_bot("--knowledge", repository, "diff", *arguments, environment=cache, given=given)

    return run


def test_nothing_changed_is_said(diff):
    """In one line, and no question is asked."""
    done = diff()
    assert done.stdout.decode() == "The knowledge is the same.\n"
    assert done.returncode == 0


def test_records_are_compared_field_by_field(diff, repository):
    """Added, changed, removed; of lists only what came and went."""
    edit(repository, "faq/unknown.yaml", OLD, NEW)
    edit(repository, "figures/pay.yaml", "value: 48780", "value: 48790")
    edit(repository, "figures/pay.yaml", "$48,780", "$48,790")
    edit(repository, "guides.yaml", "  - {id: CAT, name: Bureau of Cats}", "  - {id: DOG, name: Bureau of Dogs}")
    edit(repository, "figures/pay.yaml", "    attributed_to: CAT\n", "    attributed_to: DOG\n")
    text = diff("--no-questions").stdout.decode()
    assert "changed entry fleas\n    phrasings + does it scratch\n" in text
    assert "    value: 48780  →  48790\n" in text
    assert "added publisher DOG\n" in text
    assert "removed publisher CAT\n" in text


def test_questions_that_go_elsewhere_are_told(diff, repository):
    """With where they went and where they go; test questions of both versions are asked."""
    edit(repository, "faq/unknown.yaml", "asks: [do they itch", "asks: [purple submarine tickets, do they itch")
    edit(repository, "faq/unknown.yaml", OLD, "phrasings: [any fleas, purple submarine tickets on sale]")
    told = json.loads(diff("HEAD", "--format", "json").stdout)
    assert [change["id"] for change in told["records"]] == ["fleas"]
    moved = {change["question"]["text"]: change for change in told["questions"]}
    assert moved["purple submarine tickets"]["after"]["entry"] == "fleas"
    assert moved["purple submarine tickets"]["before"]["entry"] != "fleas"
    assert told["asked"] == 7
    table = diff("HEAD", "--format", "markdown").stdout.decode()
    assert "| purple submarine tickets (asks of fleas) | " in table
    text = diff("HEAD").stdout.decode()
    assert "of 7 known questions" in text
    assert "«purple submarine tickets» (asks of fleas)" in text


@pytest.mark.parametrize("revision", ["no-such-revision", "--output=/tmp/x"])
def test_what_can_not_be_compared_ends_with_2(diff, revision):
    """And a reason."""
    done = diff("--", revision)
    assert done.returncode == 2
    assert b"nothing to compare with" in done.stderr


def test_knowledge_with_errors_is_not_compared(diff, repository):
    """Its problems are told instead."""
    edit(repository, "faq/unknown.yaml", "see: [what-is-it]", "see: [what-isit]")
    done = diff()
    assert done.returncode == 2
    assert b"unknown-entry" in done.stderr


@pytest.mark.parametrize("piped", [False, True])
def test_recorded_questions_are_asked_too(diff, repository, piped):
    """One a line, as text or as an object such as `unanswered --json` prints; each is known by its line."""
    lines = b'{"question": "Purple submarine tickets", "count": 3}\n\nwhat do herders do\n'
    file = repository.parent / "asked.jsonl"
    file.write_bytes(lines)
    edit(repository, "faq/unknown.yaml", OLD, "phrasings: [any fleas, purple submarine tickets]")
    done = diff("HEAD", "--questions", "-" if piped else file, "--format", "json", given=lines)
    told = json.loads(done.stdout)
    assert told["asked"] == 8
    (moved,) = [one for one in told["questions"] if one["question"]["text"] == "Purple submarine tickets"]
    assert moved["question"]["known_as"] == f"line 1 of {'-' if piped else file}"
    assert moved["after"]["entry"] == "fleas"


def test_a_file_of_questions_that_can_not_be_read_ends_with_2(diff, repository):
    """With its line, or why it isn't there."""
    missing = diff("--questions", repository / "none.txt")
    assert missing.returncode == 2
    assert b"none.txt can't be read: No such file" in missing.stderr
    broken = diff("--questions", "-", given=b"what do herders do\n{oops\n")
    assert broken.returncode == 2
    assert b"-:2: this line begins like a JSON object" in broken.stderr


@pytest.mark.parametrize("given", [b"do they itch in purple submarines\npurple submarine tickets\n", b""])
def test_only_the_questions_of_a_file_are_asked(diff, repository, given):
    """Which is over in a moment, as asking nothing is."""
    edit(repository, "faq/unknown.yaml", OLD, "phrasings: [any fleas, purple submarine tickets]")
    done = diff("--questions", "-", "--no-questions", "--format", "json", given=given)
    told = json.loads(done.stdout)
    assert told["asked"] == given.count(b"\n")
    assert {one["question"]["known_as"] for one in told["questions"]} <= {"line 1 of -", "line 2 of -"}
    assert any(one["after"]["entry"] == "fleas" for one in told["questions"]) is bool(given)
