"""Figures are found by what they carry, ordered among their own kind only, and the same every time."""

from __future__ import annotations

import pytest

from bot.answering.figure_filters import FigureFilters, UnknownValueError
from bot.answering.figure_queries import FigureQuery, Order, by_unit, find_figures, periods_of
from bot.answering.figure_rows import FIELDS, figure_fields, figure_row


@pytest.fixture(scope="module")
def filters(knowledge):
    """What may be said for each dimension of the shipped figures."""
    return FigureFilters(knowledge)


def ids(figures):
    return [figure.id for figure in figures]


def test_an_empty_query_lists_everything_in_file_order(knowledge):
    """Nothing is left out, nothing comes twice."""
    assert ids(find_figures(knowledge, FigureQuery())) == list(knowledge.figures)


def test_every_dimension_given_has_to_fit(knowledge):
    """And of one dimension's values, one is enough."""
    found = find_figures(knowledge, FigureQuery(kinds=("pay",), areas=("Alaska", "Minnesota"), pay_periods=("year",)))
    assert {(figure.area.name, figure.pay_period) for figure in found} == {("Alaska", "year"), ("Minnesota", "year")}


DIMENSIONS = {
    "kinds": lambda figure: [figure.kind],
    "areas": lambda figure: [figure.area and figure.area.name],
    "area_types": lambda figure: [figure.area and figure.area.type],
    "countries": lambda figure: [figure.area and figure.area.country],
    "industries": lambda figure: [figure.industry],
    "populations": lambda figure: [figure.population],
    "statistics": lambda figure: [figure.statistic],
    "experience": lambda figure: [figure.experience],
    "pay_periods": lambda figure: [figure.pay_period],
    "currencies": lambda figure: [figure.currency],
    "reference_periods": periods_of,
    "publishers": lambda figure: [figure.attributed_to],
    "guides": lambda figure: [citation.guide for citation in figure.citations],
}


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_each_value_of_each_dimension_finds_exactly_its_figures(knowledge, dimension):
    """Every figure is found by what it carries, and by nothing else."""
    carried = DIMENSIONS[dimension]
    values = {value for figure in knowledge.figures.values() for value in carried(figure) if value}
    assert values
    for value in values:
        found = find_figures(knowledge, FigureQuery(**{dimension: (value,)}))
        assert ids(found) == [name for name, figure in knowledge.figures.items() if value in carried(figure)]


@pytest.mark.parametrize("order", [Order.HIGHEST, Order.LOWEST])
def test_values_are_ordered_within_one_unit_only(knowledge, order):
    """Each currency and pay period stands together, and only there are numbers compared."""
    found = find_figures(knowledge, FigureQuery(kinds=("pay",), order=order))
    units = [figure.unit_name for figure in found]
    assert len(set(units)) > 4
    assert [unit for number, unit in enumerate(units) if number == 0 or units[number - 1] != unit] == list(
        dict.fromkeys(units)
    )
    end = "maximum" if order is Order.HIGHEST else "minimum"
    for group in by_unit(found).values():
        values = [figure.value if figure.value is not None else getattr(figure, end) for figure in group]
        assert values == sorted(values, reverse=order is Order.HIGHEST)


def test_a_limit_counts_each_unit_when_values_are_ordered(knowledge):
    """The best-paid place by the year doesn't push out the best-paid one by the hour."""
    query = FigureQuery(kinds=("pay",), area_types=("city",), countries=("US",), order=Order.HIGHEST, limit=1)
    assert [(figure.area.name, figure.pay_period) for figure in find_figures(knowledge, query)] == [
        ("Kokomo, IN", "year"),
        ("Kokomo, IN", "hour"),
    ]
    assert len(find_figures(knowledge, FigureQuery(limit=5))) == 5


def test_a_limit_of_nothing_is_refused():
    """A list of no figures can't have been meant."""
    with pytest.raises(ValueError, match="at least one"):
        FigureQuery(limit=0)


def test_the_newest_come_first_and_the_undated_last(knowledge):
    """A projection counts by the year it reaches to."""
    found = find_figures(knowledge, FigureQuery(order=Order.NEWEST))
    dates = [figure.target_period or figure.reference_period for figure in found]
    dated = [date for date in dates if date]
    assert dates == [*dated, *[None] * (len(dates) - len(dated))]
    assert [date[:4] for date in dated] == sorted((date[:4] for date in dated), reverse=True)
    assert found[0].id == "growth-2022-2032"


@pytest.mark.parametrize(
    ("dimension", "text", "value"),
    [
        ("kind", "salaries", "pay"),
        ("area", "alaska", "Alaska"),
        ("area", "kokomo", "Kokomo, IN"),
        ("area", "DC", "Washington, D.C."),
        ("country", "uk", "GB"),
        ("industry", "hospital", "hospitals"),
        ("statistic", "average", "mean"),
        ("level", "entry level", "entry"),
        ("period", "hourly", "hour"),
        ("period", "2013", "2013"),
        ("currency", "£", "GBP"),
        ("publisher", "U.S. Bureau of Labor Statistics", "BLS"),
        ("guide", "MIBC", "become-mibc-specialist"),
    ],
)
def test_values_may_be_said_as_people_say_them(filters, dimension, text, value):
    """Aliases of the vocabulary, names and ids are all the same."""
    assert filters.value(dimension, text) == value


def test_a_value_that_no_figure_has_is_refused_with_the_nearest(filters):
    """A slip gets its correction offered; what is like nothing gets the list."""
    with pytest.raises(UnknownValueError, match="did you mean “Alaska”"):
        filters.value("area", "Alsaka")
    with pytest.raises(UnknownValueError, match="there is: USD; GBP; CAD; AUD"):
        filters.value("currency", "doubloons")


def test_a_period_is_of_pay_or_of_reference(filters):
    """Both are said with the same word."""
    fields = filters.query_fields({"period": ("hour", "2015")})
    assert (fields["pay_periods"], fields["reference_periods"]) == (("hour",), ("2015",))


def test_every_figure_has_a_row_and_fields(knowledge):
    """With a value, what it is, who published it and where it stands; its fields hold the number itself."""
    for figure in knowledge.figures.values():
        row, fields = figure_row(knowledge, figure), figure_fields(knowledge, figure)
        assert row.value
        assert row.what
        assert row.published_by
        assert " § " in row.guide
        assert tuple(fields) == FIELDS
        assert (fields["value"] is None) != (fields["minimum"] is None)
