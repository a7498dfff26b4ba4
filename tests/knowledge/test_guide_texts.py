"""Figures are compared with made-up guides: where a section begins and ends, and what counts as printed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.guide_texts import check_guides, normalise, prints, read_guide
from bot.knowledge.loader import inspect, read_folder
from bot.knowledge.records import Section

if TYPE_CHECKING:
    from pathlib import Path

    from bot.knowledge.problems import Problem

GUIDE = """\
How to Herd Cats

Herding pays 8% more than it did, and $1 is $1.

What Herders Earn
Herders earn $48,780 a year,
or about $23.45\u00a0an hour. It\u2019s 18% above dogs.

  What Herders Do
They herd for nine months \u2013 some for 1.5 years.
"""

GUIDES = """\
guides:
  - id: cats
    file: cats.txt
    title: How to Herd Cats
    attribution_short: Cat guide
    sections:
      - {id: pay, title: Pay, opens_with: What Herders Earn}
      - {id: duties, title: Duties, opens_with: What Herders Do}
"""

ENTRIES = """\
entries:
  - id: what-is-it
    question: What is herding?
    phrasings: [herding?]
    answer: Moving cats.
    citations: [{guide: cats, section: duties}]
"""

FIGURE = """\
figures:
  - id: some-length
    kind: duration
    value: 9
    unit: months
    subject: a season
    citations:
      - {{guide: cats, section: {section}, as_printed: "{printed}"}}
"""

SECTIONS = (
    Section(id="pay", title="Pay", opens_with="What Herders Earn"),
    Section(id="duties", title="Duties", opens_with="What Herders Do"),
)


@pytest.fixture
def check(tmp_path: Path):
    """Check one figure (and other guides.yaml than usual) against the guide above."""
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "cats.txt").write_text(GUIDE, encoding="utf-8")

    def run(section: str = "pay", printed: str = "$48,780", guides: str = GUIDES) -> list[Problem]:
        knowledge_folder = tmp_path / "knowledge"
        for name, text in {
            "guides.yaml": guides,
            "faq/herding.yaml": ENTRIES,
            "figures/length.yaml": FIGURE.format(section=section, printed=printed),
        }.items():
            path = knowledge_folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        knowledge, problems = inspect(knowledge_folder)
        assert knowledge is not None, problems
        return check_guides(knowledge, tmp_path / "guides", read_folder(knowledge_folder).sources)

    return run


@pytest.mark.parametrize(
    ("section", "printed"),
    [
        ("pay", "$48,780"),
        ("pay", "$23.45 an hour"),  # a no-break space in the guide
        ("pay", "a year, or about $23.45"),  # across a line's end
        ("pay", "It's 18%"),  # a typographic apostrophe in the guide
        ("duties", "nine months - some"),  # a dash in the guide
        ("duties", "1.5 years"),
    ],
)
def test_a_figure_that_stands_in_its_section_is_no_problem(check, section, printed):
    """Spaces, quotes, dashes and line ends may differ; the number may not."""
    assert check(section, printed) == []


@pytest.mark.parametrize(
    ("section", "printed", "hint"),
    [
        ("pay", "$48,870", "nowhere"),
        ("pay", "8%", "before its first listed section"),  # not the end of 18 %
        ("duties", "5 years", "nowhere"),  # not the end of 1.5
        ("pay", "$48", "nowhere"),  # not the beginning of $48,780
        ("pay", "$23.4", "nowhere"),
        ("duties", "nine month", "nowhere"),
        ("duties", "$48,780", "it stands in section 'pay'"),
        ("pay", "nine months", "it stands in section 'duties'"),
    ],
)
def test_a_figure_that_does_not_stand_there_is_reported_at_its_printed_form(check, section, printed, hint):
    """The problem points at the value of as_printed and says where the number is instead."""
    (problem,) = check(section, printed)
    assert (problem.file, problem.line, problem.rule) == ("knowledge/figures/length.yaml", 8, "not-as-printed")
    assert problem.excerpt[problem.column - 1 :].startswith(f'"{printed}"')
    assert hint in problem.hint


def test_a_section_whose_opening_is_not_found_is_reported_once(check):
    """Figures of that section are not reported on top: they may well be right."""
    (problem,) = check(guides=GUIDES.replace("What Herders Earn", "What herders earn"))
    assert (problem.file, problem.line, problem.rule) == ("knowledge/guides.yaml", 7, "section-not-found")


def test_a_guide_text_that_is_missing_is_reported_once(check):
    """Nothing can be said about its sections and figures then."""
    (problem,) = check(guides=GUIDES.replace("cats.txt", "dogs.txt"))
    assert (problem.file, problem.line, problem.rule) == ("knowledge/guides.yaml", 3, "guide-text-missing")


def test_a_section_ends_where_the_next_one_in_the_text_begins():
    """Whatever order the sections are listed in."""
    for sections in (SECTIONS, SECTIONS[::-1]):
        text = read_guide(GUIDE, sections)
        assert text.section_text("pay").endswith("It's 18% above dogs.")
        assert text.section_text("duties").endswith("some for 1.5 years.")


def test_an_opening_that_stands_twice_means_the_one_after_the_section_before():
    """A guide's list of contents doesn't begin its sections."""
    sections = (Section(id="intro", title="Intro", opens_with="Welcome"), SECTIONS[0])
    text = read_guide("What Herders Earn\nWelcome\nWhat Herders Earn\n$5", sections)
    assert text.starts == {"intro": 1, "pay": 2}


def test_numbers_are_found_whole():
    """A number is neither the end nor the beginning of a longer one, but may stand at a sentence's end."""
    assert prints(normalise("It costs $20,000."), "$20,000")
    assert not prints("120,000", "20,000")
    assert not prints("18%", "8%")
    assert not prints("$5,000", "$5")
    assert not prints("", "")


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "linked.txt", "no\\0name"])
def test_a_guide_is_read_from_its_folder_alone(check, tmp_path: Path, name):
    """Whoever writes a file's name into a pull request doesn't choose what the check reads."""
    (tmp_path / "secret.txt").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "guides" / "linked.txt").symlink_to(tmp_path / "secret.txt")
    problems = check(guides=GUIDES.replace("cats.txt", f'"{name}"'))

    assert "guide-text-missing" in {problem.rule for problem in problems}
