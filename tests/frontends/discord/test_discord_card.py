"""Cards: what stands where, what nothing may do, and that every answer fits into a message."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measured import measured, words_in
from worlds import SAID

from bot.answering.answer import Answer, Bullets, Heading, Note, Outcome, Paragraph, Row, Source, Suggestion, Table
from bot.frontends.discord import limits
from bot.frontends.discord.card import Asker, card
from bot.frontends.discord.layout import line


def answer(*blocks: object, outcome: Outcome = Outcome.ANSWERED, title: str = "Title", **fields: object) -> Answer:
    return Answer(question="", outcome=outcome, entry="entry", confidence=1.0, title=title, blocks=blocks, **fields)


def parts(shown: Answer) -> list[dict]:
    """Return the components of the card, in reading order, which Discord would take."""
    return measured(card(shown, SAID))


def texts(found: Answer) -> list[str]:
    return words_in(parts(found))


def test_blocks_are_drawn_in_reading_order() -> None:
    """Title, then each block in its place, then the sources: what a screen reader speaks is what the answer says."""
    found = answer(
        Paragraph("Coders read charts."),
        Bullets(("Accuracy", "Patience")),
        Heading("Part two"),
        Paragraph("More."),
        Note("The guide gives no year."),
        citations=(Source("guide", "A Guide", "Duties", "BLS"),),
    )

    assert texts(found) == [
        "### Title\nCoders read charts.\n- Accuracy\n- Patience\n### Part two\nMore.\n\n-# The guide gives no year.",
        "**Sources**\n-# *A Guide* · Duties, first published by BLS",
    ]


def test_several_questions_have_a_heading_each_and_no_title() -> None:
    """The title of an answer in parts would only repeat its headings."""
    found = answer(Heading("Pay?"), Paragraph("A lot."), Heading("Hours?"), Paragraph("Few."), title="Pay? · Hours?")

    assert texts(found) == ["### Pay?\nA lot.\n### Hours?\nFew."]


def test_a_narrow_table_is_aligned_and_says_its_common_note_once() -> None:
    """Short rows line up in fixed-width text."""
    rows = (Row("Alaska", "$58,620", "BLS, 2022"), Row("Ohio", "$9,100", "BLS, 2022"))

    [text] = texts(answer(Table("Pay by state", rows)))

    assert text == ("### Title\n**Pay by state**\n```\nAlaska  $58,620\nOhio     $9,100\n```\n-# BLS, 2022")


def test_values_of_several_parts_stand_in_columns_under_their_units() -> None:
    """What all values of a column end in is said once, above them, so that the rows fit on a phone."""
    rows = (
        Row("Alaska", "$60,530 a year · $29.10 an hour", "BLS"),
        Row("Ohio", "over $9,100 a year · $4 an hour", "BLS"),
    )

    [text] = texts(answer(Table("", rows)))

    assert text.splitlines()[1:] == [
        "```",
        "             a year  an hour",
        "Alaska      $60,530   $29.10",
        "Ohio    over $9,100       $4",
        "```",
        "-# BLS",
    ]


@pytest.mark.parametrize(
    "values",
    [
        ("$1 a year · $2 an hour", "$3 a year"),
        ("$1 a year · $2 an hour for somebody in an office", "$3 a year · $4 a day"),
    ],
)
def test_rows_that_do_not_fit_into_columns_are_lines(values: tuple[str, str]) -> None:
    """Of rows with different parts, or too wide ones, the first part is what stands out."""
    [text] = texts(answer(Table("", (Row("Alaska", values[0]), Row("Ohio", values[1])))))

    assert text.splitlines()[1].startswith("- Alaska: **$1 a year** · $2 an hour")
    assert "```" not in text


def test_a_long_note_has_a_line_of_its_own() -> None:
    """Brackets with sentences in them are hard to read."""
    rows = (
        Row("Average", "$48,000", "BLS; the guide gives neither a year nor a place for it"),
        Row("Median", "$1", ""),
    )

    [text] = texts(answer(Table("", rows)))

    assert text.splitlines()[1:] == [
        "Average: **$48,000**",
        "-# BLS; the guide gives neither a year nor a place for it",
        "Median: **$1**",
    ]


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        (("CPC: Old.", "CPC: Liked.", "CCS: New."), ["**CPC**", "- Old.", "- Liked.", "", "**CCS**", "- New."]),
        (("CPC: Old.", "CCS: New."), ["- CPC: Old.", "- CCS: New."]),
        (("CPC: Old.", "CCS: New.", "CPC: Liked."), ["- CPC: Old.", "- CCS: New.", "- CPC: Liked."]),
        (("CPC: Old.", "CPC: Liked.", "Ask."), ["- CPC: Old.", "- CPC: Liked.", "- Ask."]),
    ],
)
def test_statements_about_one_thing_stand_below_its_name(items: tuple[str, ...], shown: list[str]) -> None:
    """The name isn't said over and over; a list that isn't about things by turns stays as it is."""
    [text] = texts(answer(Paragraph("Words."), Bullets(items)))

    assert text.splitlines()[2:] == (["", *shown] if shown[0][0] == "*" else shown)


def test_a_wide_table_is_a_list_that_needs_no_columns() -> None:
    """Rows that a phone would break, or with notes of their own, are lines that read by themselves."""
    rows = (
        Row("Scientific research and development services", "$71,000 a year"),
        Row("Offices", "$50,000", "a median"),
    )

    [text] = texts(answer(Table("", rows)))

    assert text.splitlines()[1:] == [
        "- Scientific research and development services: **$71,000 a year**",
        "- Offices: **$50,000** (a median)",
    ]


def test_a_note_that_all_rows_of_a_list_share_stands_once() -> None:
    """Repeating who says so on each row would hide what differs."""
    rows = (Row("Washington, D.C.", "$60,530 a year · $29.10 an hour", "BLS"), Row("Alaska", "$58,620 a year", "BLS"))

    [text] = texts(answer(Table("", rows)))

    assert text.splitlines()[1:] == [
        "- Washington, D.C.: **$60,530 a year** · $29.10 an hour",
        "- Alaska: **$58,620 a year**",
        "-# BLS",
    ]


def test_long_lists_end_in_how_many_more() -> None:
    """What doesn't fit is cut from the lists first, and says so."""
    rows = tuple(
        Row(f"Place number {number}, with a long name in it", f"${number},000", "somebody") for number in range(400)
    )

    [text] = texts(answer(Paragraph("First."), Table("Places", rows), Paragraph("Last.")))

    assert "First." in text
    assert "Last." in text
    assert "-# … and 385 more" in text


def test_long_text_is_cut_at_a_word_and_says_so() -> None:
    """What doesn't fit even so is cut from the end of the text, never from the sources."""
    found = answer(Paragraph("word " * 2000), Note("lost"), citations=(Source("g", "A Guide", "Part"),))

    text, sources = texts(found)

    assert text.endswith("word…\n-# … shortened to fit one message")
    assert sources == "**Sources**\n-# *A Guide* · Part"


def test_guides_and_sections_stand_once_with_all_who_published_their_figures() -> None:
    """However many figures come from a guide, it is one line."""
    citations = (Source("g", "A Guide", "Pay", "BLS", "one"), Source("g", "A Guide", "Pay", "Talent.com", "two"),
                 Source("g", "A Guide", "Outlook"), Source("h", "Another", "Pay"))  # fmt: skip

    assert texts(answer(Paragraph("x"), citations=citations))[1].splitlines() == [
        "**Sources**",
        "-# 1. *A Guide* · Pay, first published by BLS and Talent.com · Outlook",
        "-# 2. *Another* · Pay",
    ]


def test_many_sources_end_in_how_many_more() -> None:
    """The foot of a card doesn't crowd out its answer."""
    citations = tuple(Source("g", f"Guide {number}", "Pay") for number in range(30))

    assert texts(answer(Paragraph("x"), citations=citations))[1].splitlines()[-1] == "-# … and 24 more"


def test_questions_are_text_beside_distinct_buttons() -> None:
    """A phone shows the whole question; two suggestions of one entry are one; one that is very long is cut."""
    suggestions = (Suggestion("a", "Long " * 40), Suggestion("a", "Again"), Suggestion("b", "B"), Suggestion("c", "C"))

    shown = parts(answer(outcome=Outcome.SUGGESTED, suggestions=suggestions))
    sections = [one for one in shown if one["type"] == 9]

    assert [one["accessory"]["custom_id"] for one in sections] == ["cb1:show:a", "cb1:show:b", "cb1:show:c"]
    first, second, _ = (one["components"][0]["content"] for one in sections)
    assert first.endswith("…")
    assert len(first) <= limits.OFFERED + len(r"1\. ")
    assert second == r"2\. B"


def test_no_two_buttons_of_a_card_sound_alike() -> None:
    """Who hears the buttons read knows which is which by the number that stands before its question, too."""
    several = (Suggestion("a", "A"), Suggestion("b", "B"), Suggestion("c", "C"))
    unsure = parts(answer(outcome=Outcome.SUGGESTED, suggestions=several))
    related = parts(answer(Paragraph("x"), related=several))
    alone = parts(answer(Paragraph("x"), related=several[:1]))

    for shown in (unsure, related):
        assert [one["accessory"]["label"] for one in shown if one["type"] == 9] == ["Show 1", "Show 2", "Show 3"]
    assert [one["components"][0]["content"] for one in related if one["type"] == 9][1] == r"-# 2\. B"
    assert [one["accessory"]["label"] for one in alone if one["type"] == 9] == [SAID.show]


def test_line_breaks_and_empty_blocks_do_not_break_lists() -> None:
    """A row is one line whatever is in it, and a list without rows leaves no trace."""
    found = answer(Table("Nothing", ()), Bullets(()), Bullets(("one\ntwo",)), Table("", (Row("a\nb", "1"),)))

    assert texts(found) == ["### Title\n- one two\n\n```\na b  1\n```"]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_answer_without_words_still_says_something(outcome: Outcome) -> None:
    """Discord refuses an empty message; the bot never makes one."""
    assert "".join(texts(answer(outcome=outcome, title=""))).strip()


def test_no_part_of_an_answer_formats_links_or_pings() -> None:
    """Wherever it stands: what the knowledge holds is shown as it is written there."""
    trick = "**b** [x](y) @everyone <@1>"
    rows = (Row(trick, trick, trick), Row("Ohio", "$1", "another"))
    found = answer(
        Paragraph(trick), Bullets((trick, f"CPC: {trick}")), Heading(trick), Note(trick), Table(trick, rows),
        title=trick, citations=(Source("g", trick, trick, trick),), related=(Suggestion("a", trick),),
    )  # fmt: skip

    said = "\n".join(texts(found))
    assert said.count("everyone") == 14
    assert [sign for sign in ("**b", "@everyone", "<@1>") if sign in said] == []
    assert not re.search(r"(?<!\\)[\[\]]", said)


def test_a_fixed_line_is_a_message() -> None:
    """A line of the bot's own is one text, without a card around it."""
    assert [one["type"] for one in line("Hello.").to_components()] == [10]


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), max_size=3000)
blocks = st.one_of(
    st.builds(Heading, words), st.builds(Paragraph, words), st.builds(Note, words),
    st.builds(Bullets, st.lists(words, max_size=60).map(tuple)),
    st.builds(Table, words, st.lists(st.builds(Row, words, words, words), max_size=60).map(tuple)),
)  # fmt: skip
suggestions = st.lists(
    st.builds(Suggestion, st.from_regex(r"\A[a-z0-9]{1,30}(-[a-z0-9]{1,30})?\Z"), words.filter(str.strip)), max_size=8
).map(tuple)
sources = st.lists(st.builds(Source, words, words, words, st.none() | words), max_size=40).map(tuple)


answers = st.builds(
    Answer, question=words, outcome=st.sampled_from(Outcome), entry=st.none() | st.just("entry"),
    confidence=st.just(1.0), title=words, blocks=st.lists(blocks, max_size=12).map(tuple), citations=sources,
    suggestions=suggestions, related=suggestions,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(found=answers, asked=words)
def test_every_answer_fits(found: Answer, asked: str) -> None:
    """Whatever an answer holds, Discord would take its card: 40 components, 4,000 characters, labels and ids."""
    measured(card(found, SAID, Asker(10**19, asked, named=True)))
