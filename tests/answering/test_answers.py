"""What holds for every answer: its sources, its numbers, and its gaps."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.answering import figure_text
from bot.answering.answer import Heading, Note, Outcome, Table

LEDGER = yaml.safe_load((Path(__file__).parent / "ledger.yaml").read_text(encoding="utf-8"))
SEVERAL = (
    "How much do coders make in Alaska? And who offers the CPC?",
    "How much do coders make in Alaska? And what will the job growth be from 2022 to 2032?",
    "Who offers the CPC? And how much do coders make in Minnesota?",
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NAMES_WITH_DIGITS = re.compile(r"ICD-\d+")
MONEY = re.compile(r"(\$|£|CAD |AUD )([\d,]+(?:\.\d+)?) (an hour|a year)")


@pytest.fixture(scope="module")
def everything(assistant, shown):
    """Every entry's own answer, and the answers to the ledger's questions, mostly looked up, and to several at once."""
    return [*shown.values(), *(assistant.ask(ask) for ask in (*(row["ask"] for row in LEDGER), *SEVERAL))]


def numbers(text: str) -> set[float]:
    """Return the numbers in a text, without those that are part of a name."""
    return {float(found.replace(",", "").rstrip(".")) for found in NUMBER.findall(NAMES_WITH_DIGITS.sub("", text))}


# ── sources ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_covered_entry_says_something_and_names_its_sources(assistant, shown):
    """And every gap says something too."""
    for name, answer in shown.items():
        covered = assistant.knowledge.entries[name].covered
        assert answer.outcome is (Outcome.ANSWERED if covered else Outcome.NOT_COVERED)
        assert answer.confidence == 1.0
        assert answer.text.strip(), name
        assert answer.citations or not covered, name


def test_no_figure_stands_without_its_own_source(assistant, everything):
    """Each figure shown is cited by id, to the guide it comes from, with the one who first published it."""
    for answer in everything:
        for figure in answer.figures:
            record = assistant.knowledge.figures[figure.id]
            sources = [source for source in answer.citations if source.figure == figure.id]
            assert sources, f"{answer.entry}: {figure.id}"
            assert figure.guide in {source.guide for source in sources}
            assert {source.attributed_to for source in sources} == {record.attributed_to}


def test_every_number_in_a_text_is_a_figure_that_comes_with_it(assistant, everything):
    """Or the period of one that is shown or cited: nothing is typed, rounded or worked out on the way."""
    assert sum(len(numbers(answer.text)) for answer in everything) > 300
    for answer in everything:
        known = {figure.value for figure in answer.figures}
        cited = (assistant.knowledge.figures[source.figure] for source in answer.citations if source.figure)
        known |= {number for figure in cited for number in numbers((figure.period or "").replace("-", " "))}
        assert numbers(answer.text) <= known, f"{answer.entry}: {sorted(numbers(answer.text) - known)}\n{answer.text}"


def test_every_figure_that_comes_with_an_answer_stands_in_its_text(everything):
    """Programs that read the figures and people who read the text know the same."""
    for answer in everything:
        assert {figure.value for figure in answer.figures} <= numbers(answer.text), f"{answer.entry}\n{answer.text}"


def test_a_known_gap_shows_no_figure_and_offers_something_near(shown):
    """Whatever it could show would be for something else."""
    gaps = {name: answer for name, answer in shown.items() if answer.outcome is Outcome.NOT_COVERED}
    assert len(gaps) >= 45
    for name, answer in gaps.items():
        assert answer.figures == (), name
        assert not numbers(answer.text), name
        assert 1 <= len(answer.suggestions) <= 3, name
        assert answer.chart is None, name


def test_a_gap_offers_three_at_most(assistant, knowledge):
    """However many stand beside it."""
    gap, others = knowledge.entries["exam-fee"], tuple(knowledge.entries)[:5]
    changed = {**knowledge.entries, gap.id: gap.model_copy(update={"see": others})}
    answer = assistant.renewed(replace(knowledge, digest="another", entries=changed), assistant.matcher).show(gap.id)
    assert [one.entry for one in answer.suggestions] == list(others[:3])


def test_what_is_offered_next_is_there(assistant, shown):
    """Every suggestion is an entry with that question."""
    for answer in shown.values():
        for offered in (*answer.suggestions, *answer.related):
            assert assistant.show(offered.entry).title == offered.question


def test_there_is_no_answer_for_an_entry_that_is_not_there(assistant):
    """As when a button outlives its entry."""
    assert assistant.show("no-such-entry") is None


# ── money ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_pay_is_written_with_its_currency_and_what_it_is_for(everything):
    """Thousands have a comma; a year's pay has no cents, an hour's has two digits of them or none at all."""
    amounts = [found for answer in everything for found in MONEY.findall(answer.text)]
    assert {sign for sign, _, _ in amounts} == {"$", "£", "CAD ", "AUD "}
    for sign, amount, pay_period in amounts:
        wanted = r"\d\d(\.\d\d)?" if pay_period == "an hour" else r"\d{2,3},\d{3}"
        assert re.fullmatch(wanted, amount), f"{sign}{amount} {pay_period}"


def test_every_pay_figure_stands_as_its_record_says(assistant, everything):
    """With its qualifier, currency and period: over $48,000 a year is never just $48,000."""
    for answer in everything:
        for figure in answer.figures:
            record = assistant.knowledge.figures[figure.id]
            assert figure_text.value(record) in answer.text, f"{answer.entry}: {figure_text.value(record)}"


def test_a_year_and_an_hour_of_one_measure_stand_together(assistant):
    """The hour in brackets after the year."""
    assert "$58,620 a year ($28.18 an hour)" in assistant.ask("What is the pay in Alaska?").text


def test_only_the_hour_is_told_to_who_asks_by_the_hour(assistant):
    """Then the yearly figure doesn't stand in the way."""
    answer = assistant.ask("How much is it per hour in Alaska?")
    assert "$28.18 an hour" in answer.text
    assert {figure.unit for figure in answer.figures} == {"USD/hour"}


@pytest.mark.parametrize("question", [
    "How much do medical coders make in London?",
    "what is the hourly pay for coders in london",
    "salary in dollars for billing and coding in London",
    "How much do medical coders make in the UK?",
])  # fmt: skip
def test_london_is_in_pounds_only(assistant, question):
    """Nothing is converted, and nothing else stands beside it."""
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert {figure.unit.split("/")[0] for figure in answer.figures} == {"GBP"}
    assert "£18.62" in answer.text
    assert "$" not in answer.text


@pytest.mark.parametrize(("question", "area", "amount"), [
    ("How much do coders make in Washington?", "Washington", "$56,890"),
    ("coder salary Washington state", "Washington", "$56,890"),
    ("pay in WA", "Washington", "$56,890"),
    ("what is the pay in Washington, D.C.?", "Washington, D.C.", "$60,530"),
    ("How much do coders make in washington dc", "Washington, D.C.", "$60,530"),
    ("billing and coding salary in DC", "Washington, D.C.", "$60,530"),
    ("average pay in the District of Columbia", "Washington, D.C.", "$60,530"),
])  # fmt: skip
def test_washington_state_and_washington_dc_are_two_places(assistant, question, area, amount):
    """Each gives its own figure, and says which of the two it is."""
    answer = assistant.ask(question)
    assert {figure.area for figure in answer.figures} == {area}
    assert amount in answer.text
    assert "not Washington, D.C." in answer.text or "not Washington state" in answer.text


def test_both_washingtons_can_be_compared(assistant):
    """D.C. pays more."""
    answer = assistant.ask("Does Washington state or Washington D.C. pay coders more?")
    assert {figure.area for figure in answer.figures} == {"Washington", "Washington, D.C."}
    assert answer.text.startswith("Pay is higher in Washington, D.C.: $60,530")


# ── where guides disagree ─────────────────────────────────────────────────────────────────────────────────────────
def test_average_pay_leads_with_one_figure_and_lists_every_other(assistant, knowledge):
    """Each with its statistic, its year where there is one, and who published it."""
    answer = assistant.ask("How much do medical billing and coding specialists make on average?")
    lead, *rest = answer.blocks
    assert "over $48,000 a year" in lead.text
    (table,) = (block for block in rest if isinstance(block, Table))
    rows = {row.value: row for row in table.rows}
    averages = [
        figure for figure in knowledge.figures.values()
        if figure.kind == "pay" and figure.statistic in {"mean", "median"} and figure.pay_period == "year"
        and figure.area.name == "United States" and not figure.industry and not figure.experience
    ]  # fmt: skip
    assert len(averages) == 5
    for figure in averages:
        (row,) = (row for value, row in rows.items() if value.startswith(figure_text.value(figure)))
        assert ("Median" if figure.statistic == "median" else "Average") in row.label
        assert figure_text.period(figure) in row.label
        assert (figure.attributed_to or "no source named") in row.note
    assert {figure.reference_period for figure in averages} == {None, "2015", "2013-05"}
    assert {source.guide for source in answer.citations} == set(knowledge.guides)


def test_growth_leads_with_the_newest_projection_and_lists_every_other(assistant, knowledge):
    """Each with its period."""
    text = assistant.show("outlook-growth").text.casefold()
    places = {
        figure.id: text.find(figure_text.period(figure))
        for figure in knowledge.figures.values()
        if figure.kind == "projection" and figure.population != "all-careers"
    }
    assert len(places) == 5
    assert min(places.values()) >= 0
    assert min(places, key=places.__getitem__) == "growth-2022-2032"


def test_an_old_figure_is_said_to_be_old(everything):
    """Wherever it leads an answer alone."""
    alone = [
        answer for answer in everything if answer.figures and all(f.reference_period == "2015" for f in answer.figures)
    ]
    assert alone
    assert [answer.text for answer in alone if "2015 is old" not in answer.text] == []


def test_a_figure_that_does_not_add_up_is_shown_as_printed_with_a_word_of_caution(assistant):
    """Corvallis: the hour and the year disagree, and neither is mended."""
    answer = assistant.ask("medical coder salary in Corvallis, Oregon")
    assert {figure.value for figure in answer.figures} == {67_770.0, 31.14}
    assert any(isinstance(block, Note) and "as printed" in block.text for block in answer.blocks)


# ── several questions in one message ──────────────────────────────────────────────────────────────────────────────
def test_two_questions_get_two_answers_with_the_sources_of_both(assistant):
    """Under a heading each, in the order they were asked in."""
    answer = assistant.ask(SEVERAL[0])
    headings = [block for block in answer.blocks if isinstance(block, Heading)]
    assert len(headings) == 2
    assert answer.text.index("$58,620") < answer.text.index("American Academy of Professional Coders")
    assert {"become-mibc-specialist", "coding-billing-specialist"} <= {source.guide for source in answer.citations}


def test_a_question_with_no_words_is_met_with_an_invitation(assistant):
    """Not with a guess."""
    for nothing in ("", "   ", "???", "🙂", "https://example.org"):
        answer = assistant.ask(nothing)
        assert answer.outcome is Outcome.UNMATCHED
        assert answer.text == "Ask me something about a career in medical billing and coding."


@pytest.mark.parametrize(
    "question", ["is codign hard to learn? python i mean", "learn coding in java or javascript first"]
)
def test_coding_in_a_programming_language_is_another_trade(assistant, question):
    """What is said of ours would be taken for an answer about theirs."""
    assert assistant.ask(question).outcome is Outcome.UNMATCHED


def test_a_country_gives_way_to_a_part_of_it(assistant):
    """The country's figure is not what was asked for."""
    answer = assistant.ask("canadian here, ontario or alberta, which province pays coders more")
    assert (answer.outcome, answer.entry) == (Outcome.NOT_COVERED, "pay-other-place")
    assert not answer.figures
