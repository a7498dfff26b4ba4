"""`career-bot new entry` and `career-bot try`, answered from standard input."""

from __future__ import annotations

import pytest
import typer

from bot.frontends.terminal.new import _write
from bot.knowledge.loader import load
from bot.knowledge.new_entry import NewEntry, proposed_id, with_entry
from bot.knowledge.splice import KnowledgeText
from bot.knowledge.yaml_source import parse

SAID = """\
Do cats need naps?

unknown
y
nap time
how long: do they nap

They do, in a {figure:season}.
.
fleas
fleez

cats duty
cats duties

do they sleep
when do they rest


y
"""


@pytest.fixture
def folder(tmp_path, small_folder):
    """A small knowledge folder."""
    return small_folder(tmp_path)


def test_an_entry_is_made_by_answering(career_bot, folder):
    """It stands at the end of its topic's file as it was said, everything else is as before, and it is checked."""
    before = (folder / "faq" / "unknown.yaml").read_text(encoding="utf-8")
    done = career_bot("--knowledge", folder, "new", "entry", given=SAID.encode())
    assert done.returncode == 0, done.stderr.decode()
    text = done.stdout.decode()
    assert "there is no 'fleez'; did you mean 'fleas'?" in text
    assert "there is no 'cats duty'; did you mean 'cats duties'?" in text
    assert '+      - "how long: do they nap"' in text
    after = (folder / "faq" / "unknown.yaml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    entry = load(folder).entries["cats-need-naps"]
    assert entry.phrasings == ("nap time", "how long: do they nap")
    assert entry.answer == "They do, in a {figure:season}.\n"
    assert (entry.see, entry.tests.asks) == (("fleas",), ("do they sleep", "when do they rest"))
    assert [(one.guide, one.section) for one in entry.citations] == [("cats", "duties")]


def test_nothing_is_written_without_a_yes(career_bot, folder):
    """Problems of what was said are told first."""
    said = SAID.replace("{figure:season}", "9 months").removesuffix("y\n") + "n\n"
    done = career_bot("--knowledge", folder, "new", "entry", given=said.encode())
    text = done.stdout.decode()
    assert "error digit-in-prose: the number '9' is typed into the text" in text
    assert "Nothing was written." in text
    assert "cats-need-naps" not in load(folder).entries


def test_a_file_that_was_changed_meanwhile_is_not_written_over(tmp_path):
    """What somebody else has saved since it was read stays."""
    path = tmp_path / "naps.yaml"
    path.write_text("entries: [theirs]\n", encoding="utf-8")
    with pytest.raises(typer.Exit):
        _write(path, "entries: []\n", KnowledgeText("faq/naps.yaml", "entries: [ours]\n"))
    assert path.read_text(encoding="utf-8") == "entries: [theirs]\n"


def test_a_new_topic_gets_a_file_with_its_schema():
    """So that editors know it from the first line."""
    made = NewEntry("naps", "Naps?", covered=False, phrasings=("nap",), answer="The guides don't say.")
    text = with_entry("knowledge/faq/rest.yaml", "", made).text
    assert text.splitlines()[:3] == [
        "# yaml-language-server: $schema=../schema/faq.json",
        "entries:",
        "  - id: naps",
    ]
    (entry,) = parse("x.yaml", text).data["entries"]
    assert entry == {
        "id": "naps", "question": "Naps?", "covered": False, "phrasings": ["nap"], "answer": "The guides don't say.\n",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What does a coder do?", "coder"),
        ("How is the pay?", "pay-2"),
        ("¿Cuánto gano?", "cuanto-gano"),
        ("¿?", "entry"),
    ],
)
def test_an_id_is_proposed_from_the_telling_words(question, name):
    """One that is free."""
    assert proposed_id(question, {"pay"}) == name


def test_try_shows_why(career_bot, folder):
    """As `ask --explain` does."""
    cache = {"CAREER_BOT_CACHE_DIR": str(folder.parent / "cache")}
    done = career_bot("--knowledge", folder, "try", "what", "do", "herders", "do", environment=cache)
    text = done.stdout.decode()
    assert "Why:" in text
    assert "decision:" in text
