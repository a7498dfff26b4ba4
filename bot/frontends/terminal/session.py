"""What happens in a chat, without saying how it looks: a typed line goes in, a `Reply` comes out.

The session remembers which numbers are on offer and what was asked last; the follow-up context lives in the assistant,
under the session's conversation key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from bot.answering.follow_up_example import example_of_follow_up
from bot.frontends.terminal.chart import chart_lines
from bot.frontends.terminal.plain import offered
from bot.frontends.terminal.questions import why_refused

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.assistant import Assistant
    from bot.knowledge.snapshot import Knowledge

CHART_COMMAND: Final = "/chart"
COMMANDS: Final = {
    "/topics": "what you can ask about",
    "/sources": "the guides every answer comes from",
    "/why": "why your last question got its answer",
    CHART_COMMAND: "the last answer's figures as bars, where it offers that",
    "/help": "this list",
    "/quit": "leave (Ctrl-D does, too)",
}
_WELCOME: Final = "Ask about {subject}. /topics shows what there is, /help how this works, /quit ends it."
_ADVICE: Final = "Type a question in your own words, or the number of one that is offered."
_FOLLOW_UPS: Final = "Follow-ups work: “{example}”"
GOODBYE: Final = "Goodbye."


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic that can be picked by its number."""

    topic: str

    @property
    def label(self) -> str:
        """The topic as people read it."""
        return self.topic.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """A question that can be picked by its number."""

    entry: str
    label: str


Choice = TopicChoice | EntryChoice


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show: an answer, or lines under a title and the choices below them. `ends` closes the chat."""

    answer: Answer | None = None
    title: str = ""
    lines: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    ends: bool = False


def advice(knowledge: Knowledge) -> str:
    """Return how to ask, with a follow-up that this knowledge can take up as the example, if it has any."""
    example = example_of_follow_up(knowledge)
    return f"{_ADVICE} {_FOLLOW_UPS.format(example=example)}" if example else _ADVICE


class ChatSession:
    """One person's chat with the assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.welcome: Final = _WELCOME.format(subject=assistant.knowledge.subject())
        self._conversation = f"chat-{uuid4()}"
        self._choices: tuple[Choice, ...] = ()
        self._last_question: str | None = None
        self._last_chart: str | None = None

    def respond(self, typed: str) -> Reply | None:
        """Return the reply to a line; None for an empty one."""
        line = typed.strip()
        if not line:
            return None
        if line.startswith("/"):
            return self._command(line)
        if line.isascii() and line.isdigit() and len(line) <= 3:
            return self._pick(int(line))
        refusal = why_refused(line)
        if refusal:
            return Reply(lines=(f"Sorry, {refusal}.",))
        self._last_question = line
        return self._shown(self._assistant.ask(line, self._conversation))

    def _command(self, line: str) -> Reply:
        name = line.split(maxsplit=1)[0].lower()
        if name in {"/quit", "/exit", "/q"}:
            return Reply(lines=(GOODBYE,), ends=True)
        if name in {"/help", "/?"}:
            return self._help()
        if name == "/topics":
            return self._offer("Topics", self._topics(), "Type a number to see a topic's questions.")
        shows = {"/sources": self._sources, CHART_COMMAND: self._chart, "/why": self._why}.get(name)
        return shows() if shows else Reply(lines=(f"There is no command {name}. /help lists them.",))

    def _help(self) -> Reply:
        commands = tuple(f"{name:<9} {meaning}" for name, meaning in COMMANDS.items())
        return Reply(title="Help", lines=(advice(self._assistant.knowledge), *commands))

    def _sources(self) -> Reply:
        guides = self._assistant.knowledge.guides.values()
        lines = (f"- {guide.title}" + (f" ({guide.publisher})" if guide.publisher else "") for guide in guides)
        return Reply(title="Sources", lines=("Everything here comes from these guides:", *lines))

    def _why(self) -> Reply:
        if self._last_question is None:
            return Reply(lines=("You haven't asked anything yet.",))
        explanation = self._assistant.explain(self._last_question)
        return Reply(title=f"Why: {self._last_question}", lines=tuple(explanation.lines()))

    def _chart(self) -> Reply:
        from bot.charts.build import UnknownChartError, chart_named  # noqa: PLC0415 - a chat may do without charts

        if self._last_chart is None:
            return Reply(lines=("The last answer has no chart.",))
        try:
            title, *lines = chart_lines(chart_named(self._assistant.knowledge, self._last_chart))
        except UnknownChartError:  # the knowledge was reloaded meanwhile
            return Reply(lines=("That chart isn't there any more.",))
        return Reply(title=title, lines=tuple(lines[1:]))

    def _topics(self) -> tuple[TopicChoice, ...]:
        return tuple(TopicChoice(topic) for topic in self._assistant.knowledge.topics if self._questions(topic))

    def _questions(self, topic: str) -> tuple[EntryChoice, ...]:
        knowledge = self._assistant.knowledge
        entries = (knowledge.entries[entry] for entry in knowledge.topics.get(topic, ()))
        return tuple(EntryChoice(entry.id, entry.question) for entry in entries if entry.covered)

    def _pick(self, number: int) -> Reply:
        if not 1 <= number <= len(self._choices):
            offer = f"the numbers go from 1 to {len(self._choices)}" if self._choices else "nothing is on offer"
            return Reply(lines=(f"There is no {number} to choose: {offer}.",))
        choice = self._choices[number - 1]
        if isinstance(choice, TopicChoice):
            return self._offer(choice.label, self._questions(choice.topic), "Type a number to see the answer.")
        answer = self._assistant.show(choice.entry)
        if answer is None:  # the knowledge was reloaded meanwhile, and the entry is gone
            return Reply(lines=("That question isn't there any more.",))
        self._last_question = choice.label
        return self._shown(answer)

    def _offer(self, title: str, choices: tuple[Choice, ...], advice: str) -> Reply:
        self._choices = choices
        return Reply(title=title, lines=(advice,) if choices else ("There are none.",), choices=choices)

    def _shown(self, answer: Answer) -> Reply:
        self._last_chart = answer.chart
        choices = tuple(EntryChoice(one.entry, one.question) for _, group in offered(answer) for one in group)
        self._choices = choices or self._choices  # with nothing new on offer, the numbers on the screen stay good
        return Reply(answer=answer)
