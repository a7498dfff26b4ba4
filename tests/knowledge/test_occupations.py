"""Whose figures stand for whose is told by the vocabulary, whatever the field."""

from __future__ import annotations

import pytest

from bot.knowledge.occupations import Occupations
from bot.knowledge.records import Figure
from bot.knowledge.vocabulary import Occupation


def pay(population: str, country: str) -> Figure:
    """Return a figure of pay."""
    area = {"name": "Somewhere", "type": "country", "country": country}
    cited = [{"guide": "bees", "section": "pay", "as_printed": "9"}]
    return Figure.model_validate({
        "id": f"pay-{population}-{country.lower()}", "kind": "pay", "value": 9, "currency": "USD", "pay_period": "hour",
        "statistic": "mean", "population": population, "area": area, "citations": cited,
    })  # fmt: skip


def listed(*records: dict[str, str]) -> list[Occupation]:
    """Return occupations that are called by their id."""
    return [Occupation.model_validate({"name": record["id"], **record}) for record in records]


BEES = Occupations.of(
    listed(
        {"id": "beekeepers", "narrows": "never"}, {"id": "apiarists", "narrows": "details"}, {"id": "chandlers"},
        {"id": "head-beekeepers", "kind_of": "heads"}, {"id": "head-chandlers", "kind_of": "heads"}, {"id": "heads"},
    ),
    [pay("beekeepers", "US"), pay("beekeepers", "GB"), pay("chandlers", "AU"), pay("chandlers", "GB")],
)  # fmt: skip


def test_those_that_are_no_kinds_of_another_stand_for_the_field_in_the_order_of_their_list():
    """And what others are kinds of stands for these alone."""
    assert BEES.of_the_field == ("beekeepers", "apiarists", "chandlers")


def test_naming_one_asks_for_its_own_figures_unless_something_else_is_said():
    """Then it asks for them where a detail is named besides, or never."""
    assert BEES.narrowing == {"chandlers", "head-beekeepers", "head-chandlers", "heads"}
    assert BEES.narrowing_details == BEES.narrowing | {"apiarists"}


def test_one_that_has_no_figure_at_home_is_only_abroad():
    """One that has both, or none at all, isn't."""
    assert BEES.only_abroad == {"chandlers"}


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ([], set()), (["beekeepers"], set()), (["heads"], {"head-beekeepers", "head-chandlers"}),
        (["head-chandlers"], {"head-chandlers"}), (["heads", "head-chandlers"], {"head-chandlers"}),
    ],
)  # fmt: skip
def test_of_kinds_those_are_meant_that_are_named_or_else_all(named, meant):
    """An occupation without kinds means none."""
    assert BEES.kinds_named(named) == meant
