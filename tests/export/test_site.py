"""The public page: everything is on it, and every number on it is from a record."""

from __future__ import annotations

import re

import pytest
from parsed import said

from bot.answering import figure_text
from bot.answering.answer import Outcome
from bot.export.site.places import topic_page

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def flat(text: str) -> str:
    """A text without the blanks that markup may add."""
    return "".join(text.split())


# ── what is on it ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_entry_is_there_with_its_whole_answer_and_every_source(contents, knowledge, site):
    """On its topic's page, word for word what the bot says."""
    shown = {}
    for topic in contents.topics:
        articles = site.pages[topic_page(topic.id)].iter("article")
        shown |= {article.get("aria-labelledby"): flat(said(article)) for article in articles}
    assert shown.keys() == knowledge.entries.keys()
    for answer in (answer for topic in contents.topics for answer in topic.answers):
        text = shown[answer.entry]
        assert flat(answer.title) in text
        for block in answer.blocks:
            for part in (getattr(block, "text", ""), *getattr(block, "items", ())):
                assert flat(part) in text, answer.entry
            for row in getattr(block, "rows", ()):
                assert flat(row.label + row.value + row.note) in text, answer.entry
        for source in answer.citations:
            assert flat(source.title) in text
            assert flat(source.section) in text
            assert source.attributed_to is None or source.attributed_to in text
        assert (flat("The guides don't say") in text) or answer.outcome is Outcome.ANSWERED


def test_known_gaps_are_called_gaps_wherever_they_stand(contents, site):
    """In a topic of their own, and in the list that the search goes through."""
    gaps = {a.entry for topic in contents.topics for a in topic.answers if a.outcome is Outcome.NOT_COVERED}
    index = site.search_index
    assert {anchor for _, anchor, _, is_gap in index["things"] if is_gap} == gaps
    for topic in contents.gaps:
        assert said(site.pages[topic_page(topic.id)].find(".//h1")).startswith("The guides don't say: ")


def test_every_figure_has_a_row_with_its_value_note_and_every_place_it_is_printed_in(knowledge, places, site):
    """Named as answers name it."""
    for figure in knowledge.figures.values():
        row = site.element(places.figure(figure.id))
        assert said(row.find("th")) == figure_text.value(figure)
        text = said(row)
        assert (figure.note or "") in text
        assert (figure.attributed_to or "No source named") in text
        linked = [link.get("href") for link in row.iter("a")]
        assert linked == [f"sources.html#{cited.guide}--{cited.section}" for cited in figure.citations]


def test_every_chart_has_every_bar_as_long_as_its_value(contents, site):
    """The longest fills the width; the number stands beside it."""
    drawn = {}
    for name in ("figures.html", "credentials.html"):
        for section in site.pages[name].iter("section"):
            if section.get("class") == "chart":
                drawn[section.find("h2").get("id").removeprefix("chart-")] = section
    assert drawn.keys() == contents.charts.keys()
    for name, chart in contents.charts.items():
        bars = list(drawn[name].iter("li"))
        longest = max(bar.value for bar in chart.bars)
        for item, bar in zip(bars, chart.bars, strict=True):
            assert said(item).startswith(bar.label)
            if bar.pieces:
                assert all(piece in said(item) for piece in bar.pieces)
                continue
            assert said(item).endswith(bar.text)
            (rect,) = (one for one in item.iter() if one.tag.endswith("rect"))
            length = float(rect.get("width").removesuffix("%"))
            assert length == pytest.approx(100 * float(bar.value / longest), abs=0.01)
        assert chart.source in said(drawn[name])


def test_every_credential_has_a_card_and_a_row_to_compare(contents, knowledge, site):
    """What no guide says is said to be missing, not left blank."""
    table = next(one for one in site.pages["credentials.html"].iter("table") if one.get("class") == "compared")
    rows = {said(row.find("th")): row for row in table.find("tbody").iter("tr")}
    assert list(rows) == [one.abbreviation for one in knowledge.credentials.values()]
    cards = {card.get("aria-labelledby"): said(card) for card in site.pages["credentials.html"].iter("article")}
    for card in contents.credentials:
        cells = [said(cell) for cell in rows[card.abbreviation].iter("td")]
        for aspect, cell in zip(card.aspects, cells, strict=True):
            assert cell == (" ".join(aspect.sentences) or "The guides don't say")
            assert all(sentence in cards[card.id] for sentence in aspect.sentences)
        assert card.name in cards[card.id]
    assert {f"organization-{name}" for name in knowledge.organizations} <= cards.keys()


def test_every_question_is_on_the_list_of_all(knowledge, places, site):
    """For those without JavaScript, and for Ctrl+F."""
    linked = {link.get("href") for link in site.pages["questions.html"].iter("a")}
    assert {places.entry(entry) for entry in knowledge.entries} <= linked
    assert "questions.html" in {link.get("href") for link in site.pages["index.html"].iter("a")}


def test_an_answers_chart_is_drawn_beside_it_once_a_page(contents, site):
    """Answers further down that have the same one link to where it always stands."""
    for topic in contents.topics:
        page = site.pages[topic_page(topic.id)]
        drawn = [said(one.find("summary")) for one in page.iter("details") if one.get("class") == "chart"]
        named = [answer.chart for answer in topic.answers if answer.chart]
        assert drawn == [f"Chart: {contents.charts[name].title}" for name in dict.fromkeys(named)]
        linked = [one for one in page.iter("a") if "#chart-" in one.get("href", "")]
        assert len(drawn) + len(linked) == len(named)


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────
def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def belonging(knowledge, figures) -> set[str]:
    """Every number in what is said of these records."""
    said_of = []
    for name in figures:
        figure = knowledge.figures[name]
        said_of += [figure_text.value(figure), figure_text.period(figure), figure.note or "", figure.subject or ""]
    return numbers(" ".join(said_of))


def test_every_number_in_an_entry_belongs_to_a_record_it_shows(contents, knowledge, site):
    """Or to the name of a code set, a guide's section or a neighbouring question; none is typed into a page."""
    names = numbers(" ".join(one.name for one in knowledge.code_sets.values()))
    for topic in contents.topics:
        articles = {one.get("aria-labelledby"): one for one in site.pages[topic_page(topic.id)].iter("article")}
        for answer in topic.answers:
            shown = {figure.id for figure in answer.figures} | {one.figure for one in answer.citations if one.figure}
            chart = contents.charts.get(answer.chart)
            shown |= {bar.figure for bar in chart.bars if bar.figure} if chart else set()
            titles = " ".join([*(one.title + one.section for one in answer.citations), answer.title])
            known = belonging(knowledge, shown) | names | numbers(titles)
            known |= numbers(" ".join(other.question for other in answer.related))
            assert numbers(said(articles[answer.entry])) <= known, answer.entry


def test_every_other_number_on_the_site_belongs_to_some_record(knowledge, site):
    """Head, foot, lists and cards have none of their own."""
    known = belonging(knowledge, knowledge.figures)
    known |= numbers(" ".join(one.name for one in knowledge.code_sets.values()))
    known |= numbers(" ".join(entry.question for entry in knowledge.entries.values()))
    for name in site.pages:
        assert numbers(site.text(name)) <= known, name
