"""What is kept of people's words."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from bot.store.kept_text import kept_question, kept_words, storable

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("kept_text.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("asked", "kept"), CASES["questions"])
def test_what_is_kept_of_a_question(asked, kept):
    """One spelling, without what could tell who somebody is."""
    assert kept_question(asked, 300) == kept


@given(some.text(max_size=600), some.integers(5, 300))
def test_kept_texts_fit_and_can_be_stored(text, length):
    """Whatever is written: one line, within the length, and nothing that a database refuses."""
    for kept in (kept_question(text, length), kept_words(text, length)):
        assert len(kept) <= length
        assert kept == " ".join(kept.split())
        assert storable(kept) == kept


@given(some.text(max_size=200))
def test_keeping_twice_changes_nothing(text):
    """What is kept is in its one spelling already."""
    kept = kept_question(text, 300)
    assert kept_question(kept, 300) == kept


def test_no_half_address_is_left_where_reading_ends():
    """What is read of a long message ends between words."""
    assert kept_question("https://me.example/" + "x" * 970 + " or jane@mail.example", 300) == "[link] or"


def test_a_remark_keeps_its_letters():
    """Only questions are compared, so only they are in small letters."""
    assert kept_words("It says CPC\nbut <@12345> says CCS.", 100) == "It says CPC but says CCS."


@pytest.mark.parametrize(
    "part", ["a", "a.", "1", "1-", "+", "h+", "@", "a@", "a@b.", "<a:", "<@1", "(1", "http://", "www."]
)
def test_no_text_takes_long(part):
    """A message made to slow the bot down costs the processor a few milliseconds; quadratic work would take seconds."""
    began = time.process_time()
    for text in (part * 4000, "<@" + part * 4000, part * 4000 + "@"):
        kept_question(text, 300)
    assert time.process_time() - began < 1
