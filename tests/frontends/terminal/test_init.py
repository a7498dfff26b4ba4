"""`career-bot init`: a knowledge of another field, made in a minute, is checked and answers."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.answering.answer import Outcome
from bot.composition.assistant import build_assistant
from bot.composition.checks import find_problems
from bot.knowledge.loader import load
from bot.knowledge.schema import schema_line
from bot.knowledge.starting import Start, starting_files
from bot.settings import Settings

ENTRIES = (Path(__file__).parent / "three_entries.yaml").read_text(encoding="utf-8")
SHIPPED = Path(__file__).parents[3] / "knowledge"


@pytest.fixture(scope="module")
def bees(career_bot, tmp_path_factory) -> Path:
    """What `init` has made, with three entries more."""
    folder = tmp_path_factory.mktemp("bees") / "knowledge"
    done = career_bot("init", folder, given=b"keeping bees\nA Beekeeper's First Year\n")
    assert done.returncode == 0, done.stderr.decode()
    (folder / "faq" / "bees.yaml").write_text(f"{schema_line('faq/*.yaml')}\n{ENTRIES}", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def assistant(bees, tmp_path_factory):
    """An assistant on it."""
    return build_assistant(Settings(knowledge_dir=bees, CAREER_BOT_CACHE_DIR=tmp_path_factory.mktemp("cache")))


def test_what_init_makes_has_no_problem(career_bot, bees):
    """With more entries put into it as well."""
    done = career_bot("check", bees)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize(
    ("question", "entry"),
    [(ask, entry["id"]) for entry in yaml.safe_load(ENTRIES)["entries"] for ask in entry["tests"]["asks"]],
)
def test_it_answers_with_its_source(assistant, question, entry):
    """Each question that stands beside an entry, and none of them in the entry's own words."""
    answer = assistant.ask(question)
    assert answer.entry == entry
    assert bool(answer.citations) == (answer.outcome is Outcome.ANSWERED)


@pytest.mark.parametrize(
    "question", ["how do i fix my car", "who won the game last night", "how much do coders earn", "do bees sleep",
                 "how do i treat varroa mites", "what is a queen excluder", "when do i harvest apples"],
)  # fmt: skip
def test_it_does_not_answer_what_it_has_no_entry_for(assistant, question):
    """Few entries are no reason to take everything for a question about them."""
    assert assistant.ask(question).outcome is not Outcome.ANSWERED


def test_it_speaks_of_its_own_field(assistant):
    """Where it has no answer, in small talk, and when nothing was asked."""
    for said in ("zxcv qwer", "hello", "what can you do", ""):
        assert "keeping bees" in assistant.ask(said).text


def test_nothing_of_the_shipped_field_is_said(bees):
    """Neither in replies nor in what the vocabulary calls things."""
    knowledge = load(bees)
    said = [one.reply for one in knowledge.social.values()] + [entry.answer for entry in knowledge.entries.values()]
    assert [text for text in said if re.search(r"\b(career|medical (?!help)|billing|coding|coder)", text)] == []
    assert not knowledge.vocabulary.occupations
    assert not knowledge.vocabulary.other_credentials


@pytest.mark.parametrize("files", ["vocabulary.yaml", "schema/*.json"])
def test_no_word_of_the_shipped_field_is_taken_over(bees, knowledge, files):
    """Neither among the words that people use nor among what editors show as examples."""
    vocabulary, shipped = knowledge.vocabulary, (knowledge.credentials, knowledge.organizations, knowledge.code_sets)
    words = {word for trade in vocabulary.trades for word in trade.words if trade.people} | {*vocabulary.beside_trades}
    words |= {one.abbreviation for records in shipped for one in records.values() if one.abbreviation}
    words |= {
        "hosp",
        "hospital",
        "hospitals",
        "doctor",
        "doctors",
        "dentist",
        "meds",
        "mbc",
        "ehr",
        "emr",
        "nurse",
        "health",
    }
    of_the_field = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    paths = list(bees.glob(files))
    assert paths
    assert [found for path in paths for found in of_the_field.findall(path.read_text(encoding="utf-8"))] == []


def test_words_that_mean_the_same_are_two_at_least(bees):
    """None is left alone by what was taken from beside it."""
    assert [one for one in load(bees).vocabulary.synonyms if len(one) < 2] == []


def test_a_file_without_the_line_for_editors_gets_it(career_bot, bees, tmp_path):
    """As the page on another field says, which shows that line."""
    copy = shutil.copytree(bees, tmp_path / "knowledge")
    added = copy / "faq" / "bees.yaml"
    line, entries = added.read_text(encoding="utf-8").split("\n", 1)
    added.write_text(entries, encoding="utf-8")
    assert "no-schema-line" in career_bot("check", copy).stdout.decode()
    assert career_bot("check", "--fix", copy).returncode == 0
    assert added.read_text(encoding="utf-8") == f"{line}\n{entries}"
    page = (SHIPPED.parent / "docs" / "another-field.md").read_text(encoding="utf-8")
    assert f"`{line.partition('=')[0]}=" in page


def test_a_folder_that_holds_something_is_left_alone(career_bot, tmp_path):
    """Whatever it is."""
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    done = career_bot("init", tmp_path, "--about", "bees", "--guide", "Bees")
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("there", ["full", "full/letter.txt"])
def test_a_place_that_is_taken_is_refused_before_anything_is_asked(career_bot, tmp_path, there):
    """A folder that holds something, or a file."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear", encoding="utf-8")
    done = career_bot("init", tmp_path / there, given=b"keeping bees\nBees\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"career-bot: {tmp_path / there} is " in done.stderr.decode()


def test_a_subject_that_is_refused_is_refused_before_the_next_question(career_bot, tmp_path):
    """Nobody types a title in vain."""
    done = career_bot("init", tmp_path / "new", given=b"formula 1\nBees\n")
    assert done.returncode == 2
    assert b"title" not in done.stdout


@pytest.mark.parametrize("about", ["", "formula 1", "{figure:x}", "x" * 101])
def test_a_subject_that_no_text_could_hold_is_refused(career_bot, tmp_path, about):
    """Before anything is written."""
    done = career_bot("init", tmp_path / "new", "--about", about, "--guide", "Bees")
    assert done.returncode == 2
    assert not (tmp_path / "new").exists()


def test_titles_are_written_as_they_are_said(tmp_path):
    """Also those that mean something in YAML."""
    title = 'No: "bees" #1 {really}, 100% - [yes]'
    for name, text in starting_files(Start("bees & wasps: yes", title), SHIPPED).items():
        path = tmp_path / "knowledge" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert find_problems(tmp_path / "knowledge", today=date(2026, 1, 1)) == []
    knowledge = load(tmp_path / "knowledge")
    assert (knowledge.subject(), knowledge.guides["first-guide"].title) == ("bees & wasps: yes", title)
