"""YAML is read strictly: what looks like text is text, everything knows its place, and surprises are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge.yaml_source import Position, parse

FAULTS = yaml.safe_load((Path(__file__).parent / "yaml_faults.yaml").read_text(encoding="utf-8"))
DOCUMENT = """\
# a remark
entries:
  - id: first
    question: "What is it?"
    covered: false
    phrasings: [one, two words]
    answer: |
      Two lines
      of text 42.
  - id: second
"""
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\x85\u2028\u2029")
)
# How long examples take says something about the machine only.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DATA = st.dictionaries(
    st.text("abcdefgh", min_size=1), st.one_of(TEXT, st.lists(TEXT), st.dictionaries(st.text("xyz", min_size=1), TEXT))
)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["says"] for fault in FAULTS])
def test_what_is_refused_is_told_with_its_place(fault):
    """One problem, at its line and column, in words that say what to do."""
    (problem,) = parse("faq/cats.yaml", fault["text"]).problems
    assert (problem.file, problem.rule) == ("faq/cats.yaml", fault["rule"])
    assert f"{problem.line}:{problem.column}" == fault["at"]
    assert fault["message"] in problem.message
    assert fault.get("hint", "") in (problem.hint or "")


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "12:30",
        "010",
        "1e3",
        "0x1f",
        "3.10",
        "2015-01-01",
        "1_000",
        "True",
        "NULL",
        ".inf",
    ],
)
def test_a_plain_scalar_stays_the_text_it_is(scalar):
    """Norway's code is no truth value, and a time of day no number."""
    assert parse("x.yaml", f"a: {scalar}\n").data == {"a": scalar}


@pytest.mark.parametrize(
    ("scalar", "value"),
    [("true", True), ("false", False), ("", None), ("~", None), ("null", None), ('"true"', "true"), ("'~'", "~")],
)  # fmt: skip
def test_only_true_false_and_nothing_mean_more_than_their_letters(scalar, value):
    """And only when they are not in quotes."""
    assert parse("x.yaml", f"a: {scalar}\n").data == {"a": value}


def test_an_ampersand_and_an_asterisk_inside_a_text_are_text():
    """Only at its beginning do they mean something to YAML."""
    source = parse("x.yaml", 'a: billing & coding *really*!\nb: "&c"\nc: |\n  *d\n')
    assert source.problems == []
    assert source.data == {"a": "billing & coding *really*!", "b": "&c", "c": "*d\n"}


def test_an_empty_file_has_no_data_and_no_problem():
    """Neither has one of remarks only."""
    for text in ("", "# later\n", "---\n"):
        source = parse("x.yaml", text)
        assert (source.data or None, source.problems) == (None, [])


def test_every_key_and_value_knows_where_it_stands():
    """Lines and columns count from 1; quotes belong to the value."""
    source = parse("x.yaml", DOCUMENT)
    assert source.problems == []
    assert source.keys["entries", 0, "question"] == Position(4, 5, len("question"))
    assert source.values["entries", 0, "question"] == Position(4, 15, len('"What is it?"'))
    assert source.values["entries", 0, "phrasings", 1] == Position(6, 22, len("two words"))
    assert source.values["entries", 1, "id"] == Position(10, 9, len("second"))


def test_a_place_inside_a_text_of_several_lines_is_found():
    """The linter points at the digit, not at the beginning of the answer."""
    source = parse("x.yaml", DOCUMENT)
    assert source.find_in_value(("entries", 0, "answer"), "42") == Position(9, 15, 2)
    assert source.find_in_value(("entries", 0, "answer"), "43") == source.position(("entries", 0, "answer"))


def test_what_is_not_there_is_placed_at_what_contains_it():
    """A missing field is told at its record, and a missing record at the file's beginning."""
    source = parse("x.yaml", DOCUMENT)
    assert source.position(("entries", 1, "answer")) == source.values["entries", 1]
    assert source.position(("nothing",)) == Position(1, 1)


def test_a_problem_carries_the_line_it_is_about():
    """So that a report can show it without reading the file again."""
    problem = parse("x.yaml", DOCUMENT).problem(("entries", 0, "covered"), "empty", name="covered")
    assert (problem.line, problem.column, problem.excerpt) == (5, 14, "    covered: false")


@unhurried
@given(DATA)
def test_texts_survive_whatever_they_are(data):
    """Any mapping of texts, lists and mappings that YAML can write is read back as it was."""
    source = parse("x.yaml", yaml.safe_dump(data, allow_unicode=True, default_style='"'))
    assert source.problems == []
    assert source.data == data


@unhurried
@given(DATA)
def test_the_place_of_every_text_leads_to_it(data):
    """In a document of one line a text, the place of each value is where its opening quote stands."""
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"', width=100_000)
    source = parse("x.yaml", text)
    lines = text.split("\n")
    for path, position in source.values.items():
        value = source.data
        for step in path:
            value = value[step]
        if isinstance(value, str):
            assert lines[position.line - 1][position.column - 1] == '"'


@unhurried
@given(st.text(max_size=200))
def test_no_text_at_all_makes_the_reader_fall_over(text):
    """It is data, or it is problems with a place inside the text."""
    source = parse("x.yaml", text)
    lines = len(text.splitlines()) + 1
    for problem in source.problems:
        assert 1 <= problem.line <= lines
        assert 1 <= problem.column <= len(text) + 1
        assert problem.message
