"""The last gate before an answer by itself: a figure passes by everything that was named, and by nothing less."""

from __future__ import annotations

import pytest
from test_figure_text import pay, record

from bot.answering.agreement import first_disagreement
from bot.answering.asked import Asked
from bot.matching.places import Place

ALASKA, OHIO = Place("Alaska", "state", "US", "AK"), Place("Ohio", "state", "US", "OH")
THERE = {"name": "Alaska", "type": "state", "country": "US"}
PAY = pay(
    area=THERE, industry="hospitals", experience="entry", statistic="mean", reference_period="2013-05",
    attributed_to="BLS",
)  # fmt: skip
ABROAD = pay(area={"name": "London", "type": "city", "country": "GB"}, currency="GBP")
GROWTH = record(
    "projection", value=8, unit="percent", base_period="2022", target_period="2032", attributed_to="BLS",
    area={"name": "United States", "type": "country", "country": "US"},
)  # fmt: skip
DIPLOMA = record("duration", value=9, unit="months", education=["diploma"])
DEGREE = record("duration", id="another", value=2, unit="years", education=["associate"])
EXAM = record("count", value=100, unit="questions", credentials=["cpc"])


@pytest.mark.parametrize(
    "named",
    [
        {}, {"places": (ALASKA,)}, {"places": (OHIO, ALASKA)}, {"area_types": ("state",)}, {"at_home": True},
        {"years": ("2013",)}, {"industries": ("hospitals",)}, {"occupations": ("billers",)},
        {"occupations": ("billing-and-coding-specialists",)}, {"publishers": ("BLS",)}, {"experience": ("entry",)},
        {"statistics": ("mean",)}, {"pay_periods": ("year",)}, {"pay_periods": ("hour", "year")},
    ],
    ids=lambda one: getattr(one, "kind", str(one)),
)  # fmt: skip
def test_pay_that_has_what_was_named_passes(knowledge, named):
    """Of several values of one dimension one is enough; the pay of a close occupation stands for another."""
    assert first_disagreement([PAY], Asked(**named), knowledge.occupations) is None


@pytest.mark.parametrize(
    ("figure", "named", "missing"),
    [
        (PAY, {"other_occupations": ("nurses",)}, "occupation"),
        (PAY, {"occupations": ("billing-managers",)}, "occupation"),
        (PAY, {"places": (OHIO,)}, "area"),
        (PAY, {"area_types": ("city",)}, "area"),
        (ABROAD, {"at_home": True}, "area"),
        (PAY, {"years": ("2015",)}, "period"),
        (PAY, {"industries": ("colleges",)}, "industry"),
        (PAY, {"credentials": ("cpc",)}, "detail"),
        (PAY, {"other_credentials": ("coc",)}, "detail"),
        (PAY, {"organizations": ("aapc",)}, "detail"),
        (PAY, {"education": ("diploma",)}, "detail"),
        (PAY, {"publishers": ("Nurse.org",)}, "detail"),
        (PAY, {"experience": ("senior",)}, "detail"),
        (PAY, {"statistics": ("percentile90",)}, "detail"),
        (PAY, {"pay_periods": ("hour",)}, "detail"),
        (GROWTH, {"other_occupations": ("nurses",)}, "occupation"),
        (GROWTH, {"places": (ALASKA,)}, "area"),
        (GROWTH, {"years": ("2014", "2024")}, "period"),
        (GROWTH, {"publishers": ("Nurse.org",)}, "detail"),
        (DIPLOMA, {"education": ("associate",)}, "duration"),
        (EXAM, {"credentials": ("ccs",)}, "exam"),
    ],
    ids=lambda one: getattr(one, "kind", str(one)),
)
def test_a_figure_that_lacks_what_was_named_is_found(knowledge, figure, named, missing):
    """With the dimension that it lacks, also behind others that have it."""
    asked = Asked(**named)
    assert first_disagreement([figure], asked, knowledge.occupations) == (figure, missing)
    assert first_disagreement([record("cost", value=5, currency="USD"), figure], asked, knowledge.occupations) == (
        figure,
        missing,
    )


@pytest.mark.parametrize("named", [{}, {"years": ("2032",)}, {"years": ("2022", "2032")}, {"publishers": ("BLS",)}])
def test_growth_that_has_what_was_named_passes(knowledge, named):
    """By the end of its years alone, too."""
    assert first_disagreement([GROWTH], Asked(**named), knowledge.occupations) is None


def test_the_length_of_another_route_may_stand_beside_that_of_the_one_named(knowledge):
    """To compare with; it doesn't pass alone, and no pay passes with it."""
    asked = Asked(education=("diploma",))
    assert first_disagreement([DIPLOMA, DEGREE], asked, knowledge.occupations) is None
    assert first_disagreement([DEGREE], asked, knowledge.occupations) == (DEGREE, "duration")
    assert first_disagreement([DIPLOMA, PAY], asked, knowledge.occupations) == (PAY, "detail")
