"""The assistant: one question in, one `Answer` out. The seam between everything below and every front door."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from bot.answering import wording
from bot.answering.answer import Answer, Suggestion
from bot.answering.asked import Asked
from bot.answering.composer import Composer
from bot.answering.conversation import Context, Conversations
from bot.answering.explanation import Explanation
from bot.answering.finished import joined
from bot.answering.understanding import Understanding
from bot.answering.understood import (
    AboutTheAnswer,
    Bands,
    Nothing,
    Options,
    Question,
    Questions,
    SmallTalkMeant,
    rule_of,
)
from bot.matching.completion import Completer
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.choices import Choices
    from bot.knowledge.records import Lookup
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import MessageMatcher


KEPT_ANSWERS = 1_000
_DAY_HOLDS_SECONDS = 30.0


def _present_day() -> date:
    """Return today's date. The system, which looks for another time zone each time, is asked twice a minute."""
    return _day_at(int(time.monotonic() / _DAY_HOLDS_SECONDS))


@lru_cache(maxsize=1)
def _day_at(_moment: int) -> date:
    return date.today()  # noqa: DTZ011 - the day where the bot runs


class Assistant:
    """Answers questions from one knowledge snapshot. New knowledge gets a new assistant; nothing here is reloaded."""

    def __init__(
        self,
        knowledge: Knowledge,
        matcher: MessageMatcher,
        *,
        bands: Bands | None = None,
        today: Callable[[], date] = _present_day,
        conversations: Conversations | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.matcher = matcher
        self._today = today
        self.bands = bands or Bands()
        self._understanding = Understanding(knowledge, matcher, self.bands)
        self._composer = Composer(knowledge, today)
        self._conversations = Conversations() if conversations is None else conversations
        self._completer: Completer | None = None
        # what many ask in the same words, outside of a conversation, is worked out once a day
        self._said_of_late = lru_cache(KEPT_ANSWERS)(lambda question, _day: self._said(question, None))

    def renewed(self, knowledge: Knowledge, matcher: MessageMatcher) -> Assistant:
        """Return an assistant on other knowledge that goes on with the conversations of this one."""
        made = Assistant(knowledge, matcher, bands=self.bands, today=self._today, conversations=self._conversations)
        made._make_completer()  # nobody waits for it yet
        return made

    def get_ready(self) -> None:
        """Start to load, in the background, what only some questions need; for those who serve many."""

        def load() -> None:
            self.matcher.get_ready()
            self._make_completer()

        threading.Thread(target=load, name="getting ready", daemon=True).start()

    def ask(self, question: str, conversation: str | None = None) -> Answer:
        """Answer a question. Questions with the same `conversation` share their context for ten minutes."""
        started = time.perf_counter()
        before = self._context(conversation)
        answer, context = self._said(question, before) if before else self._said_of_late(question, self._today())
        self._remember(conversation, context)
        return replace(answer, question=question, elapsed_ms=(time.perf_counter() - started) * 1000)

    def show(self, entry_id: str, conversation: str | None = None) -> Answer | None:
        """Return an entry's own answer, as when its button is pressed; None when there is no such entry."""
        entry = self.knowledge.entries.get(entry_id)
        if entry is None:
            return None
        answer = self._composer.show(entry)
        self._remember(conversation, _context(Question(entry, Asked(), 1.0), answer, entry.id, words(entry.question)))
        return replace(answer, question=entry.question)

    def look_up(self, lookup: Lookup, asked: Asked, conversation: str | None = None) -> Answer:
        """Answer a look-up of what was picked, in the words that a plain question for the same gets.

        Follow-ups in the same `conversation` go on from it.
        """
        started = time.perf_counter()
        composed = self._composer.look_up(lookup, asked)
        if composed is None:
            return self._composer.not_understood(0.0)
        entry, answer = composed.entry, composed.answer
        self._remember(conversation, _context(Question(entry, asked, 1.0), answer, entry.id, words(entry.question)))
        return replace(answer, question=entry.question, elapsed_ms=(time.perf_counter() - started) * 1000)

    @cached_property
    def choices(self) -> Choices:
        """What can be picked for a look-up; gathered when first asked for."""
        from bot.answering.choices import Choices  # noqa: PLC0415 - a plain question needs none

        return Choices(self.knowledge)

    def complete(self, typed: str, limit: int = 25) -> tuple[Suggestion, ...]:
        """Return entries whose question fits an unfinished text, best first; popular ones when nothing is typed yet."""
        return tuple(Suggestion(*pair) for pair in self._make_completer().complete(typed, limit))

    def _make_completer(self) -> Completer:
        """Return what completes unfinished texts, which is made the first time."""
        if self._completer is None:
            self._completer = Completer(self.knowledge)
        return self._completer

    def explain(self, question: str) -> Explanation:
        """Return why a question goes where it goes."""
        match, rule = self.matcher.match(question), rule_of(self._understanding.understand(question, None))
        return Explanation(match, self.bands.answer, self.bands.suggest, self.ask(question), rule)

    def _context(self, conversation: str | None) -> Context | None:
        """Return what was answered just before, if the knowledge still holds it."""
        context = self._conversations.recall(conversation)
        if context is None or context.entry not in self.knowledge.entries:
            return None
        return context if all(figure in self.knowledge.figures for figure in context.figures) else None

    def _said(self, question: str, before: Context | None) -> tuple[Answer, Context | None]:
        """Return the answer to a question, and what a follow-up goes on from if there was anything answered."""
        understood = self._understanding.understand(question, before)
        if isinstance(understood, Questions):
            return self._answered(understood)
        return self._without_answer(understood), None

    def _without_answer(self, understood: SmallTalkMeant | Options | AboutTheAnswer | Nothing) -> Answer:
        if isinstance(understood, SmallTalkMeant):
            return self._composer.small_talk(understood.id, understood.confidence)
        if isinstance(understood, Options):
            return self._composer.options(understood.entries, understood.confidence)
        if isinstance(understood, AboutTheAnswer):
            if understood.context is None:
                return self._composer.unmatched(wording.ASK_BACK, understood.confidence)
            asks_for = self.knowledge.follow_ups[understood.id].asks_for
            return self._composer.provenance(asks_for, understood.context, understood.confidence)
        return self._composer.not_understood(understood.confidence, empty=understood.empty)

    def _answered(self, understood: Questions) -> tuple[Answer, Context | None]:
        answers: dict[str, Answer] = {}
        context = None
        for question in understood.questions:
            composed = self._composer.compose(question)
            if composed.entry.id not in answers:
                answers[composed.entry.id] = composed.answer
                context = _context(question, composed.answer, composed.entry.id, understood.words)
        return joined(list(answers.values())), context

    def _remember(self, conversation: str | None, context: Context | None) -> None:
        if conversation is not None and context is not None:
            self._conversations.remember(conversation, context)


def _context(question: Question, answer: Answer, entry: str, words: tuple[str, ...]) -> Context:
    """Return what a follow-up to an answer goes on from."""
    figures = tuple(dict.fromkeys(figure.id for figure in answer.figures))
    return Context(entry, question.asked, figures, question.confidence, words)
