"""Changes from a dialogue are cut into the text: what is meant is there, and no other line has been touched."""

from __future__ import annotations

import difflib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import random_edits
from examples import SMALL

from bot.knowledge.knowledge_files import read_file, save_file
from bot.knowledge.splice import KnowledgeText, SpliceError

SHIPPED = Path(__file__).parents[2] / "knowledge"
FILES = {
    f"knowledge/{path.relative_to(SHIPPED).as_posix()}": path.read_text(encoding="utf-8")
    for path in sorted(SHIPPED.rglob("*.yaml"))
}
TEXT = """\
# the opening remark
entries:
  # about the first
  - id: first
    question: "What is it?"   # a remark behind
    covered: false
    phrasings: [one, two words]  # a list in brackets
    answer: |
      Two lines
      of text.

    # before see
    see:
      - second   # why

  - id: second
    answer: 'plain'
    phrasings:
      - a
      # between
      - b
# the closing remark
"""
ENTRIES = KnowledgeText("knowledge/faq/x.yaml", TEXT)
FIRST, SECOND = ("entries", 0), ("entries", 1)
LISTED = "    phrasings: [one, two words]  # a list in brackets"


def touched(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that are gone, and those that are new."""
    gone, new = [], []
    for line in difflib.ndiff(before.splitlines(), after.splitlines()):
        (gone if line.startswith("- ") else new if line.startswith("+ ") else []).append(line[2:])
    return gone, new


@pytest.mark.parametrize(
    ("change", "gone", "new"),
    [
        (lambda t: t.set((*FIRST, "question"), "Why?"),
         ['    question: "What is it?"   # a remark behind'], ['    question: "Why?"   # a remark behind']),
        (lambda t: t.set((*FIRST, "covered"), True), ["    covered: false"], ["    covered: true"]),
        (lambda t: t.set((*FIRST, "phrasings", 1), "a, b"), [LISTED], [LISTED.replace("two words", '"a, b"')]),
        (lambda t: t.add((*FIRST, "phrasings"), "three"), [LISTED], [LISTED.replace("]", ", three]")]),
        (lambda t: t.remove((*FIRST, "phrasings", 0)), [LISTED], [LISTED.replace("one, ", "")]),
        (lambda t: t.remove((*FIRST, "phrasings", 1)), [LISTED], [LISTED.replace(", two words", "")]),
        (lambda t: t.add((*SECOND, "phrasings"), "c: d"), [], ['      - "c: d"']),
        (lambda t: t.add((*FIRST, "see"), "third"), [], ["      - third"]),
        (lambda t: t.remove((*SECOND, "phrasings", 0)), ["      - a"], []),
        (lambda t: t.remove((*FIRST, "see", 0)), ["    see:", "      - second   # why"], ["    see: []"]),
        (lambda t: t.remove((*FIRST, "covered")), ["    covered: false"], []),
        (lambda t: t.set((*FIRST, "answer"), "Two lines\nof words."), ["      of text."], ["      of words."]),
        (lambda t: t.set((*FIRST, "answer"), "One."), ["      Two lines", "      of text."], ["      One."]),
        (lambda t: t.set((*SECOND, "answer"), "a\nb"),
         ["    answer: 'plain'"], ["    answer: |-", "      a", "      b"]),
        (lambda t: t.set_field(FIRST, "chart", "pay"), [], ["    chart: pay"]),
        (lambda t: t.set_field(SECOND, "tests", {"asks": ["x"]}), [], ["    tests:", "      asks:", "        - x"]),
        (lambda t: t.remove(SECOND),
         ["  - id: second", "    answer: 'plain'", "    phrasings:", "      - a", "      # between", "      - b"], []),
        (lambda t: t.add(("entries",), {"id": "third", "see": ["a"]}),
         [], ["", "  - id: third", "    see:", "      - a"]),
    ],
)  # fmt: skip
def test_a_change_touches_the_lines_meant(change, gone, new):
    """And no others; remarks stay where they are."""
    assert touched(TEXT, change(ENTRIES).text) == (gone, new)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda t: t.set(("entries", 0, "see"), "x"), "more than one text"),
        (lambda t: t.set(("entries", 7, "id"), "x"), "nothing at entries.8.id"),
        (lambda t: t.add(("entries", 0, "question"), "x"), "is no list"),
        (lambda t: t.set_field(("entries", 0), "see", "x"), "a field 'see' already"),
        (lambda t: t.remove(("entries", 0, "id")), "shares its line"),
        (lambda t: t.find("entries", "third"), "no 'third' under entries"),
        (lambda t: KnowledgeText(t.file, "a: [").add(("a",), "x"), "yaml-syntax"),
    ],
)  # fmt: skip
def test_what_can_not_be_changed_is_said(change, says):
    """And nothing is."""
    with pytest.raises(SpliceError, match=says):
        change(ENTRIES)


def test_a_record_is_found_by_its_id_and_shown_with_its_lines():
    """As the dialogue shows them before it applies a change."""
    path = ENTRIES.find("entries", "second")
    changed = ENTRIES.add((*path, "phrasings"), "c")
    assert ENTRIES.diff(changed)[-3:] == ["       - b", "+      - c", " # the closing remark"]


def random_change(text, chance):
    """Return a kind of change, the path it is made at, and its values."""
    every = random_edits.paths(text.source.data)
    kind = chance.choice(["set", "set", "add", "add", "remove", "set_field", "entry"])
    if kind == "entry" and "entries" in text.source.data:
        return "add", ("entries",), random_edits.record(chance)
    lists = [path for path, value in every if isinstance(value, list) and value and isinstance(value[0], str)]
    if kind == "add" and lists:
        return kind, chance.choice(lists), random_edits.text(chance)
    if kind == "set_field":
        path, _ = chance.choice([(p, v) for p, v in every if isinstance(v, dict) and v])
        return kind, path, f"made-up-{chance.randrange(99)}", random_edits.text(chance)
    items = [path for path, _ in every if isinstance(path[-1], int)]
    if kind == "remove" and items:
        return kind, chance.choice(items)
    path, value = chance.choice([(p, v) for p, v in every if isinstance(v, str)])
    new = random_edits.text(chance)
    return "set", path, new.rstrip("\n") + "\n" if value.endswith("\n") else new


def value_before(text, path):
    """Return what stands in a single text before; of lists and records nothing, as they are only added to."""
    value = random_edits.value_at(text.source.data, path)
    return value if isinstance(value, str) else ""


def remarks(text):
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_random_edits_keep_meaning_remarks_and_lines(seed):
    """Of the shipped files, one edit after the other; each is compared with the same change made to the plain data."""
    chance = random.Random(seed)  # noqa: S311 - the same edits every time
    texts = FILES | {f"small/{name}": text for name, text in SMALL.items()}
    files = {name: KnowledgeText(name, text) for name, text in texts.items()}
    remarks_of = {name: remarks(text) for name, text in texts.items()}
    for _ in range(250):
        name = chance.choice([name for name, text in sorted(files.items()) if "id:" in text.text])
        before = files[name]
        kind, path, *values = random_change(before, chance)
        wanted = random_edits.changed(before.source.data, kind, path, *values)
        after = getattr(before, kind)(path, *values)
        assert after.source.data == wanted
        gone, new = touched_quickly(before.text, after.text)
        start, end = lines_of(before, path)
        assert gone <= end - start + 1
        assert new <= gone + written_lines(values)
        if values and all(isinstance(one, str) and "\n" not in one for one in (*values, value_before(before, path))):
            assert (gone, new) in {(0, 0), (0, 1), (1, 1)}
        kept = [line for line in remarks(after.text) if line in remarks_of[name]]
        assert kind == "remove" or kept == remarks_of[name]
        files[name], remarks_of[name] = after, kept


def touched_quickly(before, after):
    """Return how many lines lie between the common beginning and the common end of two texts."""
    one, other = before.splitlines(), after.splitlines()
    head = shared(one, other)
    tail = shared(one[head:][::-1], other[head:][::-1])
    return len(one) - head - tail, len(other) - head - tail


def shared(one, other):
    """Return how many lines two texts begin with in common."""
    return next((number for number, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                min(len(one), len(other)))  # fmt: skip


def lines_of(text, path):
    first, last = text.source.at_offset(text.source.span(path)[0]).line, text._last_line(path)
    return min(first, text._first_line(path)) - 1, last + 1


def written_lines(values):
    return sum(str(value).count("\n") + str(value).count("'") + 12 for value in values) if values else 1


def test_windows_line_ends_stay():
    """Also in the lines that are new."""
    text = KnowledgeText("x.yaml", TEXT.replace("\n", "\r\n"))
    for changed in (
        text.add(("entries", 1, "phrasings"), "c"),
        text.set(("entries", 0, "answer"), "a\nb"),
        text.add(("entries",), {"id": "third"}),
    ):
        assert "\n" not in changed.text.replace("\r\n", "")


def edit_file(path, name, change):
    before = read_file(path, name)
    after = change(before)
    save_file(path, before, after)
    return before, after


def test_a_file_is_written_whole_and_keeps_its_permissions(tmp_path):
    """Nothing else is left in the folder; a change that fails leaves the file alone."""
    path = tmp_path / "x.yaml"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0o640)
    before, after = edit_file(path, "x.yaml", lambda text: text.add(("entries", 1, "phrasings"), "c"))
    assert (before.text, after.text) == (TEXT, path.read_text(encoding="utf-8"))
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(SpliceError):
        edit_file(path, "x.yaml", lambda text: text.add(("entries", 9, "phrasings"), "c"))
    assert path.read_text(encoding="utf-8") == after.text
    with pytest.raises(SpliceError, match="somebody else"):
        save_file(path, before, after)
    assert path.read_text(encoding="utf-8") == after.text
    assert [one.name for one in tmp_path.iterdir()] == ["x.yaml"]


WRITER = """
import sys
from pathlib import Path
from bot.knowledge.knowledge_files import read_file, save_file
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for word in ("one", "two"):
        before = read_file(path, "x.yaml")
        save_file(path, before, before.set(("a",), word * 9000))
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX systems")
def test_a_process_killed_while_writing_leaves_the_old_or_the_new_file(tmp_path):
    """At whatever moment it is killed."""
    path = tmp_path / "x.yaml"
    chance = random.Random(5)  # noqa: S311 - the same moments every time
    whole = {f"a: {word * 9000} # kept\n" for word in ("one", "two")}
    for _ in range(8):
        path.write_text(f"a: {'one' * 9000} # kept\n", encoding="utf-8")
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)  # noqa: S603
        assert writer.stdout.readline()
        time.sleep(chance.random() / 20)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert path.read_text(encoding="utf-8") in whole
