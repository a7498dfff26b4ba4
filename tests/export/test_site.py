"""The public page: everything is on it, from records only, and it needs nothing but itself."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import unquote

import pytest
from parsed import said

from bot.answering import figure_text
from bot.answering.answer import Outcome
from bot.export.contents import gather
from bot.export.site.pages import site_files
from bot.export.site.places import places_of, topic_page
from bot.export.site.search_index import words_of

MOST_BYTES = 150_000
PERCENTILES = ("median", "percentile10", "percentile25", "percentile75", "percentile90")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@pytest.fixture(scope="module")
def places(contents):
    return places_of(contents)


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
    index = json.loads(site.files["search-index.js"].decode().removeprefix("window.faqIndex = ").removesuffix(";\n"))
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


# ── structured data ───────────────────────────────────────────────────────────────────────────────────────────────
def structured(site, name: str) -> list[dict]:
    (script,) = (one for one in site.pages[name].iter("script") if one.get("type") == "application/ld+json")
    data = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def test_each_topic_is_a_faq_page_with_its_answers(contents, site):
    """The same text as on the page, with the guides it comes from."""
    for topic in contents.topics:
        (page,) = structured(site, topic_page(topic.id))
        assert page["@type"] == "FAQPage"
        questions = [(one["name"], one["acceptedAnswer"]["text"]) for one in page["mainEntity"]]
        assert questions == [(answer.title, answer.text) for answer in topic.answers]
        for one, answer in zip(page["mainEntity"], topic.answers, strict=True):
            cited = " ".join(one["acceptedAnswer"].get("citation", ()))
            assert all(source.title in cited and source.section in cited for source in answer.citations)


def test_each_pay_figure_is_an_occupations_salary_with_its_own_number(knowledge, site):
    """As a value, as a percentile, or as the end that its qualifier makes of it; in its currency and pay period."""
    occupations = structured(site, "figures.html")
    assert {one["@type"] for one in occupations} == {"Occupation"}
    given = {}
    for occupation in occupations:
        where = occupation.get("occupationLocation", {}).get("name")
        for salary in occupation["estimatedSalary"]:
            amount = salary.get("value", salary)
            ends = {name: amount[name] for name in ("value", "minValue", "maxValue") if name in amount}
            ends |= {name: amount[name] for name in PERCENTILES if name in amount}
            given.setdefault((occupation["name"], where, salary["name"]), []).append((salary, ends))
    pay = [figure for figure in knowledge.figures.values() if figure.kind == "pay"]
    assert sum(map(len, given.values())) == len(pay)
    for figure in pay:
        who = figure_text.population(knowledge, figure)
        key = (who, figure.area.name if figure.area else None, figure_text.description(knowledge, figure))
        wanted = {float(end) for end in (figure.value, figure.minimum, figure.maximum) if end is not None}
        (found,) = [
            (salary, ends)
            for salary, ends in given[key]
            if set(ends.values()) == wanted and salary["description"].startswith(figure_text.value(figure) + ";")
        ][:1]
        assert found[0]["currency"] == figure.currency
        assert ("minValue" in found[1]) == (figure.qualifier in {"over", "or_more", "as_little_as"} or not figure.value)
        assert ("maxValue" in found[1]) == (figure.qualifier in {"under", "up_to"} or not figure.value)
        period = found[0].get("duration") or found[0]["value"]["unitText"]
        assert period in {"year": ("P1Y", "YEAR"), "hour": ("PT1H", "HOUR")}[figure.pay_period]


def test_each_credential_names_its_provider_only_where_a_guide_does(knowledge, site):
    """The rest is a known gap."""
    credentials = structured(site, "credentials.html")
    assert [one["name"] for one in credentials] == [one.name for one in knowledge.credentials.values()]
    for given, record in zip(credentials, knowledge.credentials.values(), strict=True):
        assert given["@type"] == "EducationalOccupationalCredential"
        assert record.abbreviation in given["alternateName"]
        provider = knowledge.organizations[record.offered_by].name if record.offered_by else None
        assert given.get("provider", {}).get("name") == provider


# ── how it is made ────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_link_leads_somewhere_on_the_site(site):
    """To a file that is there, and an element that is on it; ids are given once a page."""
    anchors = {}
    for name, page in site.pages.items():
        ids = [one.get("id") for one in page.iter() if one.get("id")]
        assert len(ids) == len(set(ids)), name
        anchors[name] = set(ids)
        for one in page.iter():
            for attribute in ("aria-labelledby", "aria-describedby", "for"):
                assert set((one.get(attribute) or "").split()) <= anchors[name], name
    for name, page in site.pages.items():
        for one in page.iter():
            link = one.get("href") or one.get("src")
            if link is None or link.startswith("data:"):
                continue
            file, _, anchor = unquote(link).partition("#")
            assert (file or name) in site.files, f"{name}: {link}"
            assert not anchor or anchor in anchors[file or name], f"{name}: {link}"


def test_nothing_is_asked_of_any_other_computer(site):
    """No address stands where something would be loaded from it or sent to it, in pages, style or script."""
    for name, page in site.pages.items():
        for one in page.iter():
            for attribute, value in one.attrib.items():
                outside = re.search(r"(https?:)?//", value)
                assert not outside or (attribute == "href" and value.startswith("data:image/svg+xml,")), (
                    f"{name}: {value}"
                )
            assert one.tag not in {"iframe", "img", "object", "embed", "form"} or not (
                one.get("src") or one.get("action")
            )
            assert not any(attribute.startswith("on") or attribute == "style" for attribute in one.attrib), name
    for name, data in site.files.items():
        if name.endswith((".css", ".js")):
            assert not re.search(
                r"(https?:)?//\w|url\(|@import|fetch\(|XMLHttp|sendBeacon|cookie|Storage", data.decode()
            ), name


def test_each_page_with_all_it_loads_stays_small(site):
    """So does what the search loads when somebody turns to it."""
    always = sum(len(site.files[name]) for name in ("style.css", "search.js", "list.js"))
    for name in site.pages:
        assert len(site.files[name]) + always < MOST_BYTES, name
    assert len(site.files["search-index.js"]) < MOST_BYTES


def test_pages_say_what_they_are(site):
    """A language, a title of their own, one main heading, headings that skip no level, and where one is in the menu."""
    titles = [said(page.find("head/title")) for page in site.pages.values()]
    assert len(set(titles)) == len(titles)
    for name, page in site.pages.items():
        assert page.get("lang") == "en"
        levels = [int(one.tag[1]) for one in page.iter() if re.fullmatch(r"h[1-6]", one.tag)]
        assert levels.count(1) == 1, name
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), name
        current = [one.get("href") for one in page.iter("a") if one.get("aria-current")]
        assert current in ([name], []), name


def test_the_same_knowledge_gives_the_same_bytes(knowledge, contents, site):
    """Whatever the day, as long as no figure's date of review has passed in between."""
    assert site_files(gather(knowledge, date(2030, 1, 1))) == site.files
    assert site_files(contents) == site.files


def test_a_figure_is_called_old_from_its_date_of_review_on(knowledge):
    """As in answers."""
    before, after = (
        b"".join(site_files(gather(knowledge, day)).values()) for day in (date(2000, 1, 1), date(2026, 1, 1))
    )
    assert b"newer ones may differ a lot" not in before
    assert b"newer ones may differ a lot" in after


def test_texts_that_look_like_markup_are_shown_as_they_stand(contents):
    """On the page, in its head, in the structured data and in the search's index."""
    hostile = '</script><script>alert(1)</script> <b>&amp; "it\'s"</b>'
    first = contents.topics[0]
    answer = replace(first.answers[0], title=hostile, blocks=(replace(first.answers[0].blocks[0], text=hostile),))
    changed = replace(
        contents, title=hostile, topics=(replace(first, answers=(answer, *first.answers[1:])), *contents.topics[1:])
    )
    files = site_files(changed)
    for name, data in files.items():
        if name.endswith(".html"):
            assert b"<script>alert" not in data, name
            assert b"<b>" not in data, name
    page = files[topic_page(first.id)].decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["@graph"][0]["mainEntity"][0]["name"] == hostile


def test_a_small_knowledge_base_about_something_else_becomes_a_site_too(small_knowledge):
    """Named after its own occupation; without credentials there is no page of them."""
    gathered = gather(small_knowledge, date(2026, 1, 1))
    files = site_files(replace(gathered, credentials=(), organizations=()))
    assert "credentials.html" not in files
    assert b"Cat herders" in files["index.html"]
    assert b"billing" not in b"".join(data for name, data in files.items() if name.endswith(".html"))
    titled = site_files(gather(small_knowledge, date(2026, 1, 1), "All about cats"))
    assert b"<title>All about cats</title>" in titled["index.html"]
    assert b"Certified Cat Herder" in titled["credentials.html"]


# ── the search's index ────────────────────────────────────────────────────────────────────────────────────────────
def test_each_question_is_indexed_by_each_word_of_it(knowledge, site):
    """Unless many questions have the word, and this one only by the way."""
    index = json.loads(site.files["search-index.js"].decode().removeprefix("window.faqIndex = ").removesuffix(";\n"))
    found: dict[str, set[str]] = {}
    for word, steps in index["words"].items():
        thing = 0
        for step in steps:
            thing += step // 10
            assert 1 <= step % 10 <= 9
            found.setdefault(word, set()).add(index["things"][thing][1])
    for entry in knowledge.entries.values():
        assert all(entry.id in found[word] for word in words_of(entry.question)), entry.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's ICD-10?", ["whats", "icd", "10"]),
        ("Año de formación", ["ano", "de", "formacion"]),
        ("$58,620 a year", ["58", "620", "a", "year"]),
        ("…", []),
    ],
)
def test_words_are_cut_as_the_script_cuts_them(text, words):
    """Small letters and digits, no marks, no apostrophes."""
    assert words_of(text) == words
