"""How the public page is made: of nothing but itself, small, saying what it is, with texts as they stand."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import unquote

from parsed import said

from bot.export.contents import gather
from bot.export.site.pages import site_files
from bot.export.site.places import topic_page

MOST_BYTES = 150_000


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
