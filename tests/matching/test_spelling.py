"""Slips of the pen are mended towards the FAQ's words; what is English already is left alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.matching.spelling import Speller, english_frequencies
from bot.matching.stemming import stem
from bot.matching.tokens import words

HERE = Path(__file__).parent
TYPOS = yaml.safe_load((HERE / "typos.yaml").read_text(encoding="utf-8"))
FLOORS = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))
VOWELS = "aeiou"


@pytest.fixture(scope="module")
def read(assistant):
    """Return a message's words after repair, as one text."""
    return lambda text: " ".join(token.text for token in assistant.matcher.read(text).tokens)


def test_no_word_of_english_is_repaired():
    """None of 82,000, however near it is to a word the FAQ has."""
    english = english_frequencies()
    speller = Speller({"salary": 9, "coding": 9, "billing": 9, "pay": 9, "exam": 9, "degree": 9}, frozenset(english))
    assert len(english) > 80_000
    assert [word for word in english if speller.repair(word) != word] == []


def test_words_near_a_known_one_are_repaired_when_they_are_not_english():
    """One slip in a short word, two in a longer one, and never another first letter in a very short one."""
    speller = Speller({"salary": 9, "pay": 9, "certification": 9}, frozenset())
    repaired = {
        word: speller.repair(word) for word in ("salry", "slary", "aslary", "certfcation", "bay", "xyzzy", "sa")
    }
    assert repaired == {
        "salry": "salary", "slary": "salary", "aslary": "salary", "certfcation": "certification",
        "bay": "bay", "xyzzy": "xyzzy", "sa": "sa",
    }  # fmt: skip


def test_of_two_words_that_are_equally_near_the_commoner_one_is_meant():
    """And before that, the one that differs in its vowels only."""
    speller = Speller({"costs": 50, "coats": 2, "casts": 1}, frozenset())
    assert speller.repair("cossts") == "costs"
    assert Speller({"pale": 90, "pole": 1, "pile": 5}, frozenset()).repair("pule") == "pale"
    assert Speller({"bring": 90, "being": 1}, frozenset()).repair("boing") == "being"


@pytest.mark.parametrize("unchanged", ["58620", "icd10", "x" * 30, "ab", "中文", ""])
def test_numbers_short_and_very_long_words_are_left_alone(unchanged):
    """There is nothing to go by."""
    assert Speller({"icd": 1, "abc": 1, "xxx": 1}, frozenset()).repair(unchanged) == unchanged


@pytest.mark.parametrize(("typed", "meant"), TYPOS["meant"].items(), ids=TYPOS["meant"])
def test_a_typo_of_a_word_of_the_faq_is_mended(read, typed, meant):
    """Or of a place's name."""
    assert typed not in english_frequencies()
    assert stem(read(typed)) == stem(meant)


@pytest.mark.parametrize("sentence", TYPOS["ordinary"])
def test_an_ordinary_sentence_is_read_as_it_stands(assistant, read, sentence):
    """Not one of its words is taken for one of ours."""
    assert assistant.matcher.read(sentence).repaired == ()
    assert read(sentence).split() == list(words(sentence))


@pytest.mark.parametrize("name", TYPOS["other_names"])
def test_a_short_name_of_something_else_is_left_alone(read, name):
    """The NHL is not the NHA."""
    assert read(f"what is the {name}") == f"what is the {name}"


def test_most_random_slips_in_the_faqs_words_are_mended(assistant, read):
    """A letter lost, doubled, swapped or wrong, in every longer word that phrasings use."""
    english, chooser = english_frequencies(), np.random.default_rng(0)
    entries = assistant.knowledge.entries.values()
    faq = {word for entry in entries for phrasing in entry.phrasings for word in words(phrasing)}
    mended, missed = 0, []
    for word in sorted(word for word in faq if len(word) > 6 and word.isalpha() and word.isascii() and word in english):
        at = int(chooser.integers(1, len(word) - 1))
        vowel = VOWELS[chooser.integers(5)]
        slips = (
            word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + vowel + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )  # fmt: skip
        for slip in slips:
            if slip in english or slip in faq:
                continue
            if stem(read(slip)) == stem(word):
                mended += 1
            else:
                missed.append(f"{slip} ({word}) -> {read(slip)}")
    share = mended / (mended + len(missed))
    assert share >= FLOORS["typos mended"], f"{share:.4f} of {mended + len(missed)}; {missed}"
