"""The chat's state: numbers on offer, commands, and what is remembered between lines."""

from __future__ import annotations

import pytest

from bot.frontends.terminal.session import COMMANDS, ChatSession


@pytest.fixture
def session(scripted):
    """A new chat."""
    return ChatSession(scripted)


def test_a_question_is_asked_in_the_sessions_conversation(session, scripted):
    """All questions of a chat share their context; another chat has another."""
    session.respond("what does it pay")
    session.respond("and in Alaska?\n")
    ChatSession(scripted).respond("hello")
    assert [question for question, _ in scripted.asked] == ["what does it pay", "and in Alaska?", "hello"]
    first, second, other = (conversation for _, conversation in scripted.asked)
    assert first == second != other


def test_an_offered_question_is_chosen_by_its_number(session):
    """Suggestions and related questions are numbered in the order they are shown."""
    session.respond("what does it pay")
    assert session.respond("1").answer.entry == "pay-by-city"


def test_numbers_stay_good_after_an_answer_that_offers_none(session):
    """One can go through a list, number by number."""
    session.respond("/topics")
    session.respond("1")
    assert session.respond("1").answer.entry == "pay"
    assert session.respond("2").answer.entry == "pay-by-city"


@pytest.mark.parametrize("typed", ["0", "3", "999"])
def test_a_number_that_is_not_on_offer_says_which_are(session, typed):
    """It is not taken as a question."""
    session.respond("what does it pay")
    assert "the numbers go from 1 to 2" in session.respond(typed).lines[0]


def test_a_number_with_nothing_on_offer_says_so(session, scripted):
    """Even before the first question."""
    assert "nothing is on offer" in session.respond("1").lines[0]
    assert scripted.asked == []


def test_a_longer_number_is_a_question(session, scripted):
    """A pay figure may be typed on its own."""
    session.respond("48780")
    assert scripted.asked[0][0] == "48780"


def test_an_entry_that_is_gone_gets_a_plain_word(session):
    """The knowledge may have been reloaded between offer and choice."""
    session.respond("what does it pay")
    assert "isn't there any more" in session.respond("2").lines[0]


def test_topics_lists_what_can_be_answered(session):
    """Topics of nothing but known gaps are left out, and so are the gaps within a topic."""
    reply = session.respond("/topics")
    assert [choice.label for choice in reply.choices] == ["Pay and more", "The future"]
    assert [choice.label for choice in session.respond("2").choices] == ["About outlook?"]


def test_why_explains_the_last_question(session):
    """Before there was one, it says so."""
    assert "haven't asked" in session.respond("/why").lines[0]
    session.respond("what does it pay")
    assert session.respond("/why").lines == ("normalised: what does it pay",)


def test_sources_names_the_guides(session):
    """By their titles."""
    assert "- The First Guide" in session.respond("/sources").lines


def test_help_lists_every_command_and_every_command_works(session):
    """No command is only documented."""
    shown = "\n".join(session.respond("/help").lines)
    for name in COMMANDS:
        assert name in shown
        assert not any("There is no command" in line for line in session.respond(name).lines)


@pytest.mark.parametrize("typed", ["/quit", "/exit", "/q", " /QUIT now "])
def test_quit_ends_the_chat(session, typed):
    """In the ways people try."""
    assert session.respond(typed).ends


def test_an_unknown_command_points_to_help(session, scripted):
    """It is not taken as a question."""
    assert session.respond("/nonsense").lines == ("There is no command /nonsense. /help lists them.",)
    assert scripted.asked == []


@pytest.mark.parametrize("typed", ["", "\n", "   \t"])
def test_an_empty_line_does_nothing(session, typed):
    """Pressing Enter is no question."""
    assert session.respond(typed) is None


def test_a_line_that_is_too_long_is_refused(session, scripted):
    """A pasted document is no question."""
    assert "4,000" in session.respond("x" * 100_000).lines[0]
    assert scripted.asked == []
