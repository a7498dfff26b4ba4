"""What a person sees: the same answer as plain text and drawn with rich."""

from __future__ import annotations

import dataclasses
import io

import pytest
from rich.console import Console

from bot.answering.answer import Answer, Outcome, Paragraph, Suggestion
from bot.frontends.terminal.drawing import draw_answer
from bot.frontends.terminal.plain import NO_ANSWER, answer_text, source_lines


def drawn(answer: Answer, width: int = 100) -> str:
    """Return an answer as rich draws it, without colours."""
    sink = io.StringIO()
    Console(file=sink, width=width, color_system=None).print(draw_answer(answer))
    return sink.getvalue()


@pytest.fixture
def full_answer(scripted) -> Answer:
    """An answer with every kind of block, sources and related questions."""
    return scripted.ask("what does it pay")


@pytest.mark.parametrize("form", [answer_text, drawn])
def test_everything_in_an_answer_is_shown(full_answer, form):
    """Title, each block, each source with who first published it, and the questions offered, numbered."""
    text = form(full_answer)
    for part in (
        "What does it pay?", "On average $48,780 a year [gross].", "first point", "second point", "By state",
        "Alaska", "$58,620 a year", "mean", "Minnesota", "These are older figures.",
        "The First Guide, section “Salary” (first published by BLS, Nurse.org)", "The Second Guide, section “Outlook”",
        "Related", "1 Which cities pay best?", "2 How is the outlook?",
    ):  # fmt: skip
        assert " ".join(part.split()) in " ".join(text.split())


def test_brackets_in_an_answer_are_not_taken_for_markup(full_answer):
    """An answer that holds '[gross]' is drawn with it."""
    assert "[gross]" in drawn(full_answer)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_narrow_terminal_shows_no_line_beyond_its_edge(full_answer, width):
    """Lines are wrapped, and continue clear of their bullet."""
    assert max(len(line.rstrip()) for line in drawn(full_answer, width).splitlines()) <= width


def test_suggestions_are_numbered_before_related_questions(full_answer):
    """One count runs through both, as the chat counts them."""
    answer = dataclasses.replace(full_answer, outcome=Outcome.NOT_COVERED, suggestions=(Suggestion("a", "About a?"),))
    for form in (answer_text, drawn):
        text = " ".join(form(answer).replace(":", "").split())
        assert "What the guides do answer 1 About a? Related 2 Which cities pay best? 3 How is the outlook?" in text


def test_a_question_is_offered_once(full_answer):
    """A known gap suggests what is also related."""
    answer = dataclasses.replace(full_answer, outcome=Outcome.NOT_COVERED, suggestions=full_answer.related[:1])
    assert answer_text(answer).count("Which cities pay best?") == 1


def test_an_answer_that_asks_back_says_so_once(full_answer):
    """Its words and the numbered questions, with no heading on top."""
    asking_back = Answer(
        "?", Outcome.SUGGESTED, None, 0.2, "Did you mean …?", (Paragraph("Did you mean one of these?"),),
        suggestions=full_answer.related,
    )  # fmt: skip
    assert answer_text(asking_back).startswith("Did you mean one of these?\n\n  1  Which cities pay best?\n  2")
    assert drawn(asking_back).count("Did you mean") == 1


@pytest.mark.parametrize("form", [answer_text, drawn])
def test_an_answer_without_words_still_says_something(form):
    """Silence is for channels; who asks in a terminal gets a reply."""
    assert NO_ANSWER in form(Answer("?", Outcome.UNMATCHED, None, 0.0, "", ()))


def test_a_section_is_named_once(full_answer):
    """However many figures come from it."""
    assert len(source_lines(full_answer.citations * 3)) == 2


def test_every_entry_can_be_drawn(assistant):
    """Each answer of the shipped knowledge, in a narrow terminal, with its sources."""
    for entry in assistant.knowledge.entries:
        answer = assistant.show(entry)
        assert answer is not None, entry
        assert max(len(line.rstrip()) for line in drawn(answer, 60).splitlines()) <= 60, entry
        assert answer.text in answer_text(answer), entry
        assert not answer.citations or "Sources:" in answer_text(answer), entry
