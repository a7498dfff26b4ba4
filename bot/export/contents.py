"""`Contents`: what every export holds, whatever its format. Knowledge in, composed answers and records out.

Answers are composed as the bot composes them, so no number gets here but from a record, with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.answer import Outcome
from bot.answering.composer import Composer
from bot.charts.build import chart_named
from bot.export import wording
from bot.export.credential_cards import CredentialCard, OrganizationCard, credential_card, organization_card
from bot.export.figure_groups import FigureGroup, figure_groups
from bot.knowledge.charts import chart_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.answering.answer import Answer
    from bot.charts.chart import Chart
    from bot.knowledge.snapshot import Knowledge


@dataclass(frozen=True, slots=True)
class Topic:
    """A file of entries, each with the answer it gives. `id` is the file's name."""

    id: str
    answers: tuple[Answer, ...]

    @property
    def name(self) -> str:
        """The topic as people read it."""
        return self.id.removeprefix(wording.GAP_TOPIC).replace("-", " ").capitalize()

    @property
    def is_gap(self) -> bool:
        """Whether the guides answer none of its questions."""
        return all(answer.outcome is Outcome.NOT_COVERED for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that is exported, in the order of the knowledge's files. `title` says whose career it is about."""

    title: str
    knowledge: Knowledge
    topics: tuple[Topic, ...]
    figures: tuple[FigureGroup, ...]
    charts: Mapping[str, Chart]
    credentials: tuple[CredentialCard, ...]
    organizations: tuple[OrganizationCard, ...]

    @property
    def answered(self) -> tuple[Topic, ...]:
        """The topics that the guides have answers for."""
        return tuple(topic for topic in self.topics if not topic.is_gap)

    @property
    def gaps(self) -> tuple[Topic, ...]:
        """The topics of which the guides say nothing."""
        return tuple(topic for topic in self.topics if topic.is_gap)


def gather(knowledge: Knowledge, today: date, title: str = "") -> Contents:
    """Return what an export holds. `today` decides which figures are called old, as in answers.

    Without a title the export is named after the first of the knowledge's occupations.
    """
    composer = Composer(knowledge, lambda: today)
    topics = (
        Topic(name, tuple(composer.show(knowledge.entries[entry]) for entry in entries))
        for name, entries in knowledge.topics.items()
    )
    return Contents(
        title=title or _occupation(knowledge),
        knowledge=knowledge,
        topics=tuple(topic for topic in topics if topic.answers),
        figures=figure_groups(knowledge),
        charts={name: chart_named(knowledge, name) for name in chart_names(knowledge)},
        credentials=tuple(credential_card(knowledge, one, today) for one in knowledge.credentials.values()),
        organizations=tuple(organization_card(knowledge, one, today) for one in knowledge.organizations.values()),
    )


def _occupation(knowledge: Knowledge) -> str:
    name = next((term.name for term in knowledge.vocabulary.occupations), wording.UNTITLED)
    return name[:1].upper() + name[1:]
