"""What holds for the knowledge that comes with the bot, entry by entry and figure by figure."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from bot.answering import figure_text
from bot.answering.wording import CURRENCY_SIGNS
from bot.knowledge.loader import inspect
from bot.knowledge.placeholders import ASKED, KINDS, PLACEHOLDER

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SHIPPED = Path(__file__).parents[2] / "knowledge"


def test_the_knowledge_loads_without_a_problem():
    """Not even a warning."""
    knowledge, problems = inspect(SHIPPED)
    assert [problem.as_text() for problem in problems] == []
    assert knowledge is not None


def test_there_are_enough_entries(knowledge):
    """Ninety that are answered, and forty-five that are known to be missing, in topics of their own."""
    covered = [entry for entry in knowledge.entries.values() if entry.covered]
    assert len(covered) >= 90
    assert len(knowledge.entries) - len(covered) >= 45
    assert sorted(name for names in knowledge.topics.values() for name in names) == sorted(knowledge.entries)


def test_all_five_guides_are_cited(shown, knowledge):
    """None of them was left unread."""
    assert {source.guide for answer in shown.values() for source in answer.citations} == set(knowledge.guides)
    assert len(knowledge.guides) == 5


def test_every_entry_can_be_asked_for_in_many_ways(knowledge):
    """Eight phrasings, three questions that have to find it, and one that must not."""
    thin = [
        (entry.id, len(entry.phrasings), len(entry.tests.asks), len(entry.tests.rejects))
        for entry in knowledge.entries.values()
        if len(entry.phrasings) < 8 or len(entry.tests.asks) < 3 or len(entry.tests.rejects) < 1
    ]
    assert thin == []


def test_the_test_questions_of_an_entry_are_not_its_phrasings(knowledge):
    """A question that was learned by heart proves nothing."""
    learned = {
        phrasing.casefold().strip(" ?!.")
        for entry in knowledge.entries.values()
        for phrasing in (entry.question, *entry.phrasings)
    }
    asked = {ask.casefold().strip(" ?!."): entry.id for entry in knowledge.entries.values() for ask in entry.tests.asks}
    assert sorted(set(asked) & learned) == []


def test_no_question_has_to_find_two_entries(knowledge):
    """What one entry asks for, no other entry asks for."""
    owners: dict[str, set[str]] = {}
    for entry in knowledge.entries.values():
        for ask in entry.tests.asks:
            owners.setdefault(ask.casefold().strip(" ?!."), set()).add(entry.id)
    assert {ask: ids for ask, ids in owners.items() if len(ids) > 1} == {}


def test_every_placeholder_resolves(knowledge, shown):
    """Its kind is known, its name is known to that kind, and none is left in what people read."""
    known = {
        "figure": knowledge.figures, "period": knowledge.figures, "table": knowledge.tables,
        "credential": knowledge.credentials, "card": knowledge.credentials, "organization": knowledge.organizations,
        "about": knowledge.organizations, "code_set": knowledge.code_sets, "asked": ASKED,
    }  # fmt: skip
    assert set(known) == set(KINDS)
    used = [match for entry in knowledge.entries.values() for match in PLACEHOLDER.finditer(entry.answer)]
    assert {match["kind"] for match in used} >= {"figure", "table", "card", "credential"}
    assert [match[0] for match in used if match["name"] not in known[match["kind"]]] == []
    assert [entry for entry, answer in shown.items() if set("{}") & set(answer.text)] == []


def test_every_source_is_called_as_its_guide_calls_it(knowledge, shown):
    """By the guide's title and the section's."""
    for source in {source for answer in shown.values() for source in answer.citations}:
        assert source.title == knowledge.guides[source.guide].title
        assert source.section in {section.title for section in knowledge.guides[source.guide].sections}


def test_every_answer_fits_the_question_it_stands_under(knowledge, shown):
    """It has the entry's question as its title, and a place to go on to, but never to itself."""
    for entry in knowledge.entries.values():
        answer = shown[entry.id]
        assert (answer.title, answer.question, answer.entry) == (entry.question, entry.question, entry.id)
        assert entry.see, entry.id
        assert entry.id not in entry.see


def test_every_gap_of_a_look_up_is_one_entry(knowledge):
    """What the guides lack for a look-up is said in one place, so it is said in the same way."""
    gaps = [(entry.lookup, entry.missing) for entry in knowledge.entries.values() if entry.lookup and not entry.covered]
    assert len(gaps) == len(set(gaps))
    assert all(missing for _, missing in gaps)


def test_every_figure_renders(knowledge):
    """With its number, its unit or currency, and a description of what it measures."""
    for figure in knowledge.figures.values():
        text = figure_text.value(figure)
        amounts = [amount for amount in (figure.value, figure.minimum, figure.maximum) if amount is not None]
        assert amounts
        assert [Decimal(found.replace(",", "")) for found in NUMBER.findall(text)] == amounts, figure.id
        unit = CURRENCY_SIGNS.get(figure.currency) or {"percent": "%"}.get(figure.unit, figure.unit).removesuffix("s")
        assert unit in text, figure.id
        assert [shown.value for shown in figure_text.shown(figure)] == [float(amount) for amount in amounts]
        assert figure_text.description(knowledge, figure), figure.id
        assert knowledge.section(figure.citations[0]).title


def test_every_figure_is_reachable(knowledge, shown):
    """Some entry's own answer shows it."""
    assert {figure.id for answer in shown.values() for figure in answer.figures} == set(knowledge.figures)


def test_every_table_is_reachable(knowledge):
    """In an answer's text or as its chart."""
    used = {entry.chart for entry in knowledge.entries.values()}
    for entry in knowledge.entries.values():
        used |= {match["name"] for match in PLACEHOLDER.finditer(entry.answer) if match["kind"] == "table"}
    assert set(knowledge.tables) <= used


def test_every_credential_and_organization_has_an_answer(knowledge, shown):
    """Its abbreviation and full name stand in some answer."""
    texts = "\n".join(answer.text for answer in shown.values())
    for record in (*knowledge.credentials.values(), *knowledge.organizations.values()):
        assert f"{record.name} ({record.abbreviation})" in texts or (
            f"{record.abbreviation} stands for {record.name}" in texts
        ), record.id


def test_no_credential_is_given_an_issuer_that_no_guide_names(knowledge):
    """Four have one; for the others the guides don't say."""
    issuers = {name: credential.offered_by for name, credential in knowledge.credentials.items()}
    assert issuers == {
        "cpc": "aapc", "ccs": "ahima", "cmc": "pmi", "cbcs": "nha",
        "cca": None, "cpb": None, "rhit": None, "cmrs": None,
    }  # fmt: skip


def test_pay_in_one_place_is_in_that_places_money(knowledge):
    """Pounds in the United Kingdom, and so on."""
    money = {"US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD"}
    for figure in knowledge.figures.values():
        if figure.kind == "pay":
            assert figure.currency == money[figure.area.country], figure.id


def test_a_dated_figure_is_marked_for_review(knowledge):
    """What has a year of its own grows old; what looks ahead does so when its period is over."""
    for figure in knowledge.figures.values():
        if figure.reference_period or (figure.target_period and int(figure.target_period) < 2025):
            assert figure.review_by, figure.id
