"""Pay is looked up in any field: whose pay leads, whose is left out, and how it is asked, are said by its knowledge."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.answering.asked import Asked
from bot.answering.choices import Choices, Dimension
from bot.answering.composer import Composer
from bot.answering.typed_lookups import comparison, outlook_lookup, pay_lookup
from bot.knowledge.loader import load

FILES = yaml.safe_load(
    Path(__file__).with_suffix(".yaml").with_stem("pay_of_another_field").read_text(encoding="utf-8")
)


@pytest.fixture
def cats(tmp_path, small_folder):
    """A knowledge about herding cats."""
    folder = small_folder(tmp_path)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("named", "amounts"),
    [
        ((), ["41,000"]),
        (("herders",), ["41,000"]),
        (("combers",), ["31,000", "41,000"]),
        (("heads",), ["90,000"]),
        (("head-herders",), ["90,000"]),
    ],
)
def test_whose_pay_answers_is_told_by_the_vocabulary(cats, named, amounts):
    """The field's where nobody else is named; that of those who are named, first; of managers where they are alone."""
    composed = Composer(cats, date.today).look_up("pay", Asked(occupations=named))
    assert re.findall(r"\$([\d,]+)", composed.answer.text) == amounts


def test_questions_that_are_put_together_call_the_field_as_it_says(cats):
    """Its people and their work."""
    choices = Choices(cats)
    assert pay_lookup(choices, {Dimension.PLACE: "Ohio"}).question == "How much do cat herders make in Ohio"
    assert outlook_lookup(choices, {}).question == "What is the job outlook for herding cats"
    assert comparison(choices, ("Ohio", "Utah")).question == "Which pays cat herders more, Ohio or Utah"


def test_where_it_does_not_say_they_are_called_in_general_words(tmp_path, small_folder):
    """And the work by what the guides are about."""
    choices = Choices(load(small_folder(tmp_path)))
    assert pay_lookup(choices, {}).question == "How much do people make"
    assert outlook_lookup(choices, {}).question == "What is the job outlook for what my guides say"
