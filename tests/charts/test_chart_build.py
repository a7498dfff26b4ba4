"""Charts as data: the records' own numbers, one unit an axis, and everything in the alternative text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.answering import figure_text
from bot.charts.build import MixedUnitsError, UnknownChartError, chart_named, chart_of
from bot.charts.chart import ALT_TEXT, Bar, Chart
from bot.charts.wording import NOT_NAMED
from bot.knowledge.charts import CREDENTIALS_CHART, axis_units, chart_names
from bot.knowledge.records import Selection, TableSpec

NAMES = ("pay-by-state", "pay-by-city", "pay-by-industry", "pay-ladder", "outlook", CREDENTIALS_CHART)
TABLES = NAMES[:-1]


def test_the_charts_are_those_that_entries_name(knowledge):
    """No more and no fewer than these."""
    assert set(chart_names(knowledge)) == set(NAMES)


@pytest.mark.parametrize("name", TABLES)
def test_every_bar_is_a_record_of_its_table_with_its_value(knowledge, name):
    """The longest bar is the highest figure, and none is left out but pay by the hour beside pay by the year."""
    chart = chart_named(knowledge, name)
    selected = knowledge.select(knowledge.tables[name].select)
    assert {bar.figure for bar in chart.bars} == {one.id for one in selected if one.unit_name == chart.unit}
    for bar in chart.bars:
        figure = knowledge.figures[bar.figure]
        assert bar.value == figure.value
        assert figure_text.value(figure).startswith(bar.text)
        assert bar.remark == (figure.note or "")


@pytest.mark.parametrize("name", TABLES)
def test_who_and_when_is_said_of_every_bar(knowledge, name):
    """At the bar where bars differ, else once on the axis."""
    chart = chart_named(knowledge, name)
    for bar in chart.bars:
        figure = knowledge.figures[bar.figure]
        words = f"{bar.label}, {bar.note}, {chart.axis}".lower()
        assert figure_text.population(knowledge, figure).lower() in words
        assert (figure_text.period(figure) or "no year given").lower() in words


@pytest.mark.parametrize("name", TABLES)
def test_guides_and_first_publishers_are_named(knowledge, name):
    """Every one of them, in the source line."""
    chart = chart_named(knowledge, name)
    for bar in chart.bars:
        figure = knowledge.figures[bar.figure]
        assert knowledge.guides[figure.citations[0].guide].title in chart.source
        assert figure_text.publisher(knowledge, figure) in chart.source


@pytest.mark.parametrize("name", NAMES)
def test_the_alternative_text_holds_every_number_and_fits(knowledge, name):
    """With the bars' labels, and who and when."""
    chart = chart_named(knowledge, name)
    assert len(chart.alt_text) <= ALT_TEXT
    assert all(f"{bar.label}" in chart.alt_text and bar.text in chart.alt_text for bar in chart.bars)
    assert all(bar.note in chart.alt_text for bar in chart.bars)
    assert chart.source in chart.alt_text


def test_the_alternative_text_of_a_long_chart_says_what_is_missing():
    """Whole bars are left out, at the end, and counted."""
    bars = tuple(Bar(f"Place number {number}", Decimal(number), f"${number:,}") for number in range(500, 600))
    text = Chart("long", "Long", "USD/year", "US dollars a year", bars, "Source: a guide.").alt_text
    assert len(text) <= ALT_TEXT
    left_out = int(re.search(r"and (\d+) more", text)[1])
    assert sum(bar.text in text for bar in bars) == 100 - left_out
    assert f"{bars[99 - left_out].label}: {bars[99 - left_out].text};" in text


def test_currencies_never_share_an_axis(knowledge):
    """Nor do hours and years of different currencies, nor percent and pay."""
    with pytest.raises(MixedUnitsError, match="GBP/year"):
        chart_of(knowledge, knowledge.tables["pay-abroad"])
    both = TableSpec(id="both", title="Both", select=(Selection(kind="pay"), Selection(kind="projection")))
    with pytest.raises(MixedUnitsError):
        chart_of(knowledge, both)
    for name in chart_names(knowledge):
        table = knowledge.tables.get(name)
        assert table is None or len(axis_units(knowledge.select(table.select))) == 1


def test_a_range_is_no_bar(knowledge):
    """It has two ends, and a bar has one."""
    ranges = [figure for figure in knowledge.figures.values() if figure.value is None]
    assert axis_units(ranges) == ("a range",)


def test_pay_known_by_the_hour_only_is_named_where_it_is_left_out(knowledge):
    """Nothing disappears without a word."""
    figures = {name: figure for name, figure in knowledge.figures.items() if name != "pay-alaska"}
    chart = chart_of(replace(knowledge, figures=figures), knowledge.tables["pay-by-state"])
    assert "Alaska" not in {bar.label for bar in chart.bars}
    assert "by the hour only, so not in the chart: Alaska" in chart.note


def test_the_ladder_goes_up_and_says_which_rung_is_old(knowledge):
    """From the lowest tenth to the top tenth."""
    chart = chart_named(knowledge, "pay-ladder")
    values = [bar.value for bar in chart.bars]
    assert values == sorted(values)
    assert [bar.label for bar in chart.bars][::5] == ["Lowest-paid tenth", "Top tenth"]
    assert {bar.muted for bar in chart.bars if "2013" in bar.note} == {True}
    assert "older figures" in chart.note


def test_every_credential_is_under_who_issues_it_or_under_nobody(knowledge):
    """What the guides don't say is said to be so."""
    chart = chart_named(knowledge, CREDENTIALS_CHART)
    under = {piece: bar for bar in chart.bars for piece in bar.pieces}
    assert len(under) == len(knowledge.credentials) == sum(bar.value for bar in chart.bars)
    for credential in knowledge.credentials.values():
        bar = under[credential.abbreviation]
        organization = knowledge.organizations.get(credential.offered_by or "")
        assert bar.label == (organization.abbreviation if organization else NOT_NAMED)
        assert bar.muted == (organization is None)


@pytest.mark.parametrize("name", ["pay-abroad", "nonsense", ""])
def test_a_chart_that_no_entry_names_is_unknown(knowledge, name):
    """Even where there is a table of that name."""
    with pytest.raises(UnknownChartError):
        chart_named(knowledge, name)


def test_an_answer_has_a_chart_only_where_the_chart_shows_its_figures(assistant):
    """A question about London isn't offered American cities, nor one publisher's average the ladder of another."""
    assert assistant.ask("What is the pay in Alaska?").chart == "pay-by-state"
    london = assistant.ask("How much do medical coders make in London?")
    assert "£38,733" in london.text
    assert london.chart is None
    quoted = assistant.ask("What does Nurse.org say is the average US salary for a billing and coding specialist?")
    assert assistant.knowledge.entries[quoted.entry].chart == "pay-ladder"
    assert quoted.chart is None
    for name in chart_names(assistant.knowledge):
        named_by = [entry.id for entry in assistant.knowledge.entries.values() if entry.chart == name]
        assert {assistant.show(entry).chart for entry in named_by} == {name}
