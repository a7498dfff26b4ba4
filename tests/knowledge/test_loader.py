"""A small knowledge folder is broken in one place at a time, and each fault is told where it stands and what to do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from examples import SMALL, TODAY, small_folder

from bot.composition.checks import find_problems
from bot.knowledge import loader
from bot.knowledge.layout import folder_digest
from bot.knowledge.loader import FolderReader, inspect, load
from bot.knowledge.problems import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.knowledge.problems import Problem

HERE = Path(__file__).parent
FAULTS = yaml.safe_load((HERE / "checker_faults.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write the small knowledge folder, with some files changed; None leaves a file out."""
    return partial(small_folder, tmp_path)


def told(folder: Path, problem: Problem) -> str:
    """Return the rest of the line that a problem points at, read from the file it names."""
    lines = (folder.parent / problem.file).read_text(encoding="utf-8").splitlines()
    return lines[problem.line - 1][problem.column - 1 :]


def test_a_folder_without_a_fault_loads(folder):
    """The records of all files are there, in their order, and none is a problem."""
    knowledge, problems = inspect(folder())
    assert problems == []
    assert knowledge is not None
    assert list(knowledge.entries) == ["what-is-it", "fleas"]
    assert list(knowledge.figures) == ["pay-herders", "season", "litter"]
    assert knowledge.topics == {"herding": ("what-is-it",), "unknown": ("fleas",)}
    assert load(folder()).digest == knowledge.digest


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["says"] for fault in FAULTS])
def test_a_fault_is_told_where_it_stands(folder, fault):
    """File, line and column lead to the very word, and the message and the hint speak of it; nothing else is told."""
    sound = SMALL[fault["file"]]
    assert sound.count(fault["old"]) == 1
    broken = folder(**{fault["file"]: sound.replace(fault["old"], fault["new"])})
    problem, *others = sorted(find_problems(broken, today=TODAY), key=lambda one: one.rule != fault["rule"])
    assert [other.rule for other in others] == fault.get("also", [])
    level = fault.get("level", "error")
    assert (problem.rule, problem.level) == (fault["rule"], level)
    assert problem.file == f"knowledge/{fault.get('told_in', fault['file'])}"
    assert told(broken, problem).startswith(fault["at"])
    assert problem.line == fault.get("line", problem.line)
    assert problem.excerpt[problem.column - 1 :].startswith(fault["at"])
    assert fault["message"] in problem.message
    assert fault.get("hint", "") in (problem.hint or "")
    if level == "error":
        with pytest.raises(KnowledgeError, match=fault["rule"]):
            load(broken)
    else:
        load(broken)


def test_every_problem_is_told_at_once_in_the_order_of_files_and_lines(folder):
    """Nobody has to mend one fault to hear of the next."""
    broken = folder(
        **{
            "faq/herding.yaml": SMALL["faq/herding.yaml"].replace("{figure:season}", "9 months or {figure:sesaon}"),
            "faq/unknown.yaml": SMALL["faq/unknown.yaml"].replace("what-is-it", "what-is-that"),
        }
    )
    with pytest.raises(KnowledgeError) as raised:
        load(broken)
    found = [(problem.file, problem.rule) for problem in raised.value.problems]
    assert found == [
        ("knowledge/faq/herding.yaml", "digit-in-prose"),
        ("knowledge/faq/herding.yaml", "unknown-figure"),
        ("knowledge/faq/unknown.yaml", "unknown-entry"),
    ]
    assert all(f"{p.file}:{p.line}:{p.column}: error {p.rule}" in str(raised.value) for p in raised.value.problems)
    assert inspect(broken)[1] == raised.value.problems


def test_an_unreadable_file_is_the_only_thing_told(folder):
    """What it may define is not reported as missing elsewhere."""
    knowledge, problems = inspect(folder(**{"figures/pay.yaml": "figures: [\n"}))
    assert knowledge is None
    assert [(problem.file, problem.rule) for problem in problems] == [("knowledge/figures/pay.yaml", "yaml-syntax")]


@pytest.mark.parametrize("missing", ["guides.yaml", "faq/herding.yaml"])
def test_files_that_have_to_be_there_are_named(folder, missing):
    """Guides and at least one file of entries."""
    changed = dict.fromkeys(["faq/herding.yaml", "faq/unknown.yaml"] if missing.startswith("faq") else [missing])
    knowledge, problems = inspect(folder(**changed))
    assert knowledge is None
    (problem,) = (problem for problem in problems if problem.rule == "missing-file")
    assert problem.file == ("knowledge/faq/*.yaml" if missing.startswith("faq") else "knowledge/guides.yaml")


def test_a_file_that_is_not_utf8_is_told_with_its_line(folder):
    """As a file saved by an old editor is."""
    path = folder() / "faq" / "unknown.yaml"
    path.write_bytes(SMALL["faq/unknown.yaml"].replace("don't", "don\u2019t").encode("cp1252"))
    knowledge, (problem,) = inspect(path.parents[1])
    assert knowledge is None
    assert (problem.file, problem.rule) == ("knowledge/faq/unknown.yaml", "not-utf8")
    assert "don't say" in SMALL["faq/unknown.yaml"].splitlines()[problem.line - 1]


def test_a_file_that_is_too_large_is_not_read(folder, monkeypatch):
    """Its size is checked before anything is made of it."""
    monkeypatch.setattr(loader, "MAX_FILE_BYTES", max(len(text) for text in SMALL.values()))
    large = SMALL["social.yaml"] + "#" * 5_000
    _, (problem,) = inspect(folder(**{"social.yaml": large}))
    assert (problem.file, problem.rule) == ("knowledge/social.yaml", "file-too-large")


def test_the_digest_changes_with_every_file_and_with_nothing_else(folder):
    """Equal digests mean equal knowledge: a topic is called as its file is. Other files in the folder don't matter."""
    path = folder()
    before = folder_digest(path)
    (path / "notes.txt").write_text("nothing", encoding="utf-8")
    assert folder_digest(path) == before
    digests = {before}
    for name, text in SMALL.items():
        digests.add(folder_digest(folder(**{name: text + "# a remark\n"})))
        folder()
    (path / "faq" / "unknown.yaml").rename(path / "faq" / "unsaid.yaml")
    digests.add(folder_digest(path))
    assert len(digests) == len(SMALL) + 2
    assert load(path).digest == folder_digest(path)


def test_a_problem_as_text_shows_the_line_and_marks_the_word(folder):
    """Place, rule, message, hint, the line, and a marker below the word."""
    broken = folder(**{"faq/unknown.yaml": SMALL["faq/unknown.yaml"].replace("what-is-it", "what-isit")})
    _, (problem,) = inspect(broken)
    head, hint, line, marker = problem.as_text().splitlines()
    assert head.startswith(f"knowledge/faq/unknown.yaml:{problem.line}:{problem.column}: error unknown-entry: ")
    assert hint == "  hint: did you mean 'what-is-it'?"
    assert line[marker.index("^") :].startswith("what-isit")
    assert marker.count("^") == len("what-isit")


@pytest.mark.parametrize(
    ("file", "old", "new", "rules"),
    [
        ("faq/unknown.yaml", "phrasings: [any fleas]", "phrasings: [any fleas, what herders do]", ["phrasing-twice"]),
        ("faq/unknown.yaml", "phrasings: [any fleas]", "phrasings: [any fleas, Any fleas?]", []),
        ("faq/unknown.yaml", "asks: [", "asks: [any itching, ", []),
    ],
)
def test_a_reader_that_knows_the_other_files_finds_what_a_new_one_finds(folder, file, old, new, rules):
    """Whether one file contradicts another, itself, or nothing; and no more once it is mended."""
    written = folder(
        **{"faq/herding.yaml": SMALL["faq/herding.yaml"].replace("phrasings: [", "phrasings: [what herders do, ", 1)}
    )
    reader = FolderReader(written)
    assert reader.inspect()[1] == []
    path = written / file
    sound = path.read_text(encoding="utf-8")
    assert old in sound
    path.write_text(sound.replace(old, new), encoding="utf-8")
    found = reader.inspect()
    assert found == inspect(written)
    assert [problem.rule for problem in found[1]] == rules
    path.write_text(sound, encoding="utf-8")
    assert reader.inspect() == inspect(written)
    assert reader.inspect()[1] == []
