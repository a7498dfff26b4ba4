"""The same knowledge as Markdown and as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from bot.answering import figure_text
from bot.answering.answer import Bullets, Note, Paragraph, Row, Table
from bot.export.json_text import json_text
from bot.export.markdown_text import markdown_document, markdown_files

TRICKY = "1. *not* a [link](x) | <b>no</b> & `code` _under_ # ~~gone~~ \\ back"


def flat(text: str) -> str:
    return "".join(text.split())


def words(markdown: str) -> str:
    """What a reader of the drawn Markdown sees, without blanks."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return flat("".join(child.content for token in tokens for child in token.children or ()))


@pytest.fixture(scope="module")
def document(contents) -> dict:
    return json.loads(json_text(contents))


# ── Markdown ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_answer_figure_and_credential_is_in_the_document(contents, knowledge):
    """Drawn, it says what the bot says, and names each source."""
    text = words(markdown_document(contents))
    for topic in contents.topics:
        for answer in topic.answers:
            assert flat(answer.title) in text
            for block in answer.blocks:
                parts = [getattr(block, "text", ""), *getattr(block, "items", ())]
                parts += [part for row in getattr(block, "rows", ()) for part in (row.label, row.value, row.note)]
                assert all(flat(part) in text for part in parts), answer.entry
    for figure in knowledge.figures.values():
        assert flat(figure_text.value(figure)) in text
    for card in contents.credentials:
        assert flat(f"{card.abbreviation}: {card.name}") in text
        assert all(flat(sentence) in text for aspect in card.aspects for sentence in aspect.sentences)


def test_a_folder_has_a_file_a_topic_and_a_list_of_them(contents):
    """Every link of the list leads to a file, and every file is on it."""
    files = markdown_files(contents)
    linked = re.findall(r"\]\(([^)]+)\)", files["README.md"].decode())
    assert set(linked) == files.keys() - {"README.md"}
    assert len(linked) == len(contents.topics) + 2
    assert all(data.startswith(b"# ") and data.endswith(b"\n") for data in files.values())


def test_signs_that_mean_something_to_markdown_are_shown(contents):
    """In every kind of block, also at the beginning of a line."""
    blocks = (
        Paragraph(TRICKY),
        Bullets((TRICKY, "+ plus")),
        Table(TRICKY, (Row(TRICKY, TRICKY, TRICKY),)),
        Note(TRICKY),
    )
    first = contents.topics[0]
    answer = replace(first.answers[0], title=TRICKY, blocks=blocks, citations=())
    text = markdown_document(replace(contents, topics=(replace(first, answers=(answer,)),)))
    assert words(text).count(flat(TRICKY)) == 8
    assert "+plus" in words(text)
    assert "<b>" not in MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)


# ── JSON ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_json_has_every_record(document, knowledge):
    """By id, in the order of the knowledge."""
    entries = [entry["id"] for topic in document["topics"] for entry in topic["entries"]]
    assert entries == [entry for topic in knowledge.topics.values() for entry in topic]
    for name in ("guides", "figures", "credentials", "organizations", "code_sets", "publishers"):
        assert [one["id"] for one in document[name]] == list(getattr(knowledge, name)), name
    assert document["knowledge"] == knowledge.digest


def test_an_entry_in_json_says_what_the_bot_says(document, assistant):
    """Its text, outcome, citations and figures are those of `ask --json`."""
    for topic in document["topics"]:
        for entry in topic["entries"]:
            shown = assistant.show(entry["id"]).as_json()
            for name in ("question", "outcome", "text", "citations", "figures"):
                assert entry[name] == shown[name], entry["id"]
