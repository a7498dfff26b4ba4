"""Where on the site each thing stands, as links relative to any of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.charts.chart import Chart
    from bot.export.contents import Contents

HOME: Final = "index.html"
QUESTIONS: Final = "questions.html"
FIGURES: Final = "figures.html"
CREDENTIALS: Final = "credentials.html"
SOURCES: Final = "sources.html"


def topic_page(topic: str) -> str:
    """Return the name of a topic's page."""
    return f"topic-{topic}.html"


@dataclass(frozen=True, slots=True)
class Places:
    """Links to everything that can be pointed at."""

    topics: Mapping[str, str]
    sections: Mapping[tuple[str, str], str]

    def topic(self, topic: str) -> str:
        """Return the link to a topic."""
        return quote(topic_page(topic))

    def entry(self, entry: str) -> str:
        """Return the link to a question, whichever topic it is in."""
        return f"{self.topic(self.topics[entry])}#{entry}"

    def figure(self, figure: str) -> str:
        """Return the link to a figure's record."""
        return f"{FIGURES}#figure-{figure}"

    def chart(self, chart: Chart) -> str:
        """Return the link to where a chart always stands; topics have it besides."""
        return f"{FIGURES if chart.shows_figures else CREDENTIALS}#chart-{chart.name}"

    def credential(self, credential: str) -> str:
        """Return the link to a credential's card."""
        return f"{CREDENTIALS}#{credential}"

    def section(self, guide: str, title: str) -> str:
        """Return the link to a guide's section, by its title."""
        return f"{SOURCES}#{guide}--{self.sections[guide, title]}"


def places_of(contents: Contents) -> Places:
    """Return where everything stands."""
    return Places(
        {answer.entry or "": topic.id for topic in contents.topics for answer in topic.answers},
        {
            (guide.id, section.title): section.id
            for guide in contents.knowledge.guides.values()
            for section in reversed(guide.sections)
        },
    )
