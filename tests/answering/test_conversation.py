"""What was said a moment ago is remembered: for ten minutes, by conversation, and only as far as it is needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.answering.answer import Outcome
from bot.answering.asked import Asked
from bot.answering.assistant import Assistant
from bot.answering.conversation import KEPT_CONVERSATIONS, KEPT_SECONDS, Context, Conversations

SCRIPTS = yaml.safe_load((Path(__file__).parent / "conversations.yaml").read_text(encoding="utf-8"))
FRAGMENTS = ["and in Alaska?", "what about Minnesota", "and in Texas?", "who says that?", "how old is that number?"]
CONTEXT = Context("pay-average", Asked(), (), 1.0)


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The time of a test."""
    return Clock()


@pytest.fixture
def timed(assistant, clock) -> Assistant:
    """The shipped assistant, with no memory yet and on the test's clock."""
    return Assistant(assistant.knowledge, assistant.matcher, conversations=Conversations(clock))


# ── the memory itself ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_conversation_is_remembered_for_ten_minutes(clock):
    """To the second, and then forgotten for good."""
    conversations = Conversations(clock)
    conversations.remember("a", CONTEXT)
    clock.now += KEPT_SECONDS
    assert KEPT_SECONDS == 600.0
    assert conversations.recall("a") == CONTEXT
    clock.now += 0.1
    assert conversations.recall("a") is None
    assert len(conversations) == 0


def test_each_answer_starts_the_ten_minutes_anew(clock):
    """A long talk is not forgotten in the middle."""
    conversations = Conversations(clock)
    for _ in range(5):
        conversations.remember("a", CONTEXT)
        clock.now += KEPT_SECONDS - 1
        assert conversations.recall("a") == CONTEXT


def test_recalling_does_not_keep_a_conversation_alive(clock):
    """Only an answer does."""
    conversations = Conversations(clock)
    conversations.remember("a", CONTEXT)
    clock.now += KEPT_SECONDS - 1
    conversations.recall("a")
    clock.now += 2
    assert conversations.recall("a") is None


def test_the_memory_is_bounded(clock):
    """The conversation that was silent longest goes first."""
    conversations = Conversations(clock, limit=3)
    for name in ("a", "b", "c", "a", "d"):
        conversations.remember(name, CONTEXT)
    assert len(conversations) == 3
    assert [name for name in "abcd" if conversations.recall(name)] == ["a", "c", "d"]
    assert KEPT_CONVERSATIONS == 10_000


def test_nobody_in_particular_has_no_memory():
    """Questions without a conversation share nothing."""
    assert Conversations().recall(None) is None
    assert Conversations().recall("never seen") is None


def test_every_turn_says_what_holds_for_its_answer():
    """In fields that are looked at: a misspelt one would hold for everything."""
    known = {"ask", "outcome", "outcomes", "entry", "has", "lacks", "figures"}
    assert [turn for script in SCRIPTS for turn in script["turns"] if turn.keys() - known] == []


# ── with the assistant ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("script", SCRIPTS, ids=[script["says"] for script in SCRIPTS])
def test_a_conversation_goes_as_people_expect(timed, script):
    """Each turn has the outcome, the words and the figures it should, and none of the turn before."""
    for turn in script["turns"]:
        answer = timed.ask(turn["ask"], "someone")
        said = f"{turn['ask']} -> {answer.outcome} {answer.entry}\n{answer.text}"
        assert answer.outcome in turn.get("outcomes", [turn.get("outcome", "answered")]), said
        assert answer.entry == turn.get("entry", answer.entry), said
        assert [piece for piece in turn.get("has", []) if piece not in answer.text] == [], said
        assert [piece for piece in turn.get("lacks", []) if piece in answer.text] == [], said
        if "figures" in turn:
            assert sorted(figure.id for figure in answer.figures) == sorted(turn["figures"]), said


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_fragment_without_context_is_not_answered(timed, fragment):
    """Neither in a fresh conversation nor outside of any."""
    for conversation in ("fresh", None):
        answer = timed.ask(fragment, conversation)
        assert answer.outcome is not Outcome.ANSWERED, f"{answer.entry}: {answer.text}"
        assert answer.figures == ()


def test_a_fragment_after_ten_minutes_is_not_answered(timed, clock):
    """The same words are answered just before."""
    timed.ask("How much do coders make in Minnesota?", "someone")
    clock.now += KEPT_SECONDS - 1
    assert "$58,620" in timed.ask("and in Alaska?", "someone").text
    clock.now += KEPT_SECONDS + 1
    assert timed.ask("and in Minnesota?", "someone").outcome is not Outcome.ANSWERED


def test_conversations_do_not_hear_each_other(timed):
    """One asks about pay, another about a credential."""
    timed.ask("How much do coders make in Minnesota?", "one")
    timed.ask("Who offers the CPC?", "another")
    assert "$58,620" in timed.ask("and in Alaska?", "one").text
    assert "AHIMA" in timed.ask("and the CCS?", "another").text
    assert timed.ask("and in Alaska?", "a third").outcome is not Outcome.ANSWERED


@pytest.mark.parametrize("kind", ["entries", "figures"])
def test_what_is_gone_from_the_knowledge_is_not_followed_up(timed, kind):
    """Neither the entry that was answered nor a figure that was shown."""
    answer = timed.ask("How much do coders make in Minnesota?", "someone")
    gone = {"entries": answer.entry, "figures": answer.figures[0].id}[kind]
    kept = {name: one for name, one in getattr(timed.knowledge, kind).items() if name != gone}
    renewed = timed.renewed(replace(timed.knowledge, digest="another", **{kind: kept}), timed.matcher)
    for fragment in ("who says that?", "how old is that number?", "and in Minnesota?"):
        assert timed.ask(fragment, "someone").outcome is Outcome.ANSWERED
        assert renewed.ask(fragment, "someone").outcome is not Outcome.ANSWERED


def test_a_question_without_a_conversation_leaves_no_trace(timed):
    """As in the command line, where every question stands alone."""
    timed.ask("How much do coders make in Minnesota?")
    assert timed.ask("and in Alaska?").outcome is not Outcome.ANSWERED


def test_an_answer_shown_by_its_button_can_be_followed_up(timed):
    """Just like one that was asked for in words."""
    timed.show("pay-average", "someone")
    assert "$58,620" in timed.ask("and in Alaska?", "someone").text


def test_what_was_not_answered_does_not_push_out_what_was(timed):
    """Small talk and misunderstandings are no context."""
    timed.ask("How much do coders make in Minnesota?", "someone")
    for noise in ("hello there", "asdf qwer zxcv"):
        assert timed.ask(noise, "someone").outcome in {Outcome.SOCIAL, Outcome.UNMATCHED}
    assert "$58,620" in timed.ask("and in Alaska?", "someone").text


@pytest.mark.parametrize("question", ["alaska or minnesota, which pays more", "san jose vs kokomo coder pay"])
def test_a_comparison_is_a_question_of_its_own(timed, question):
    """It names nothing but places, yet nobody has to be asked what it refers to."""
    answer = timed.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert len({figure.area for figure in answer.figures}) == 2
