"""From `Contents` to the files of the site, by name. The same contents give the same bytes."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.answering import figure_text
from bot.answering.cited import by_guide, cited_sections
from bot.answering.figure_rows import figure_row
from bot.export import wording
from bot.export.site import places, structured_data
from bot.export.site.places import Places, places_of
from bot.export.site.search_index import search_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.answering.answer import Answer
    from bot.charts.chart import Bar, Chart
    from bot.export.contents import Contents, Topic
    from bot.knowledge.records import Citation

KIND: Final = "site"
_ASSETS: Final = ("style.css", "list.js", "search.js")
_SHORTEST_BAR: Final = 0.5
"""Percent of the width that a bar has at least, so that it can be seen."""


def site_files(contents: Contents) -> dict[str, bytes]:
    """Return every file of the site."""
    drawn = _Pages(contents)
    texts = {**dict(drawn.pages()), "search-index.js": search_index(contents, drawn.places)}
    for name in _ASSETS:
        texts[name] = (resources.files("bot.export.site") / "assets" / name).read_text(encoding="utf-8")
    return {name: text.encode() for name, text in texts.items()}


class _Pages:
    """The pages, drawn from their templates."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self.places: Places = places_of(contents)
        self._templates = Environment(
            loader=PackageLoader("bot.export.site"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        )  # fmt: skip
        knowledge = contents.knowledge
        self._templates.filters |= {
            "bars": _bars,
            "by_guide": by_guide,
            "capitalized": lambda text: text[:1].upper() + text[1:],
            "cited_sections": cited_sections,
            "heading": topic_heading,
            "row": lambda figure: figure_row(knowledge, figure),
        }
        self._templates.globals |= {
            "contents": contents,
            "places": self.places,
            "navigation": tuple(self._navigation()),
            "figure_words": lambda name: figure_text.value(knowledge.figures[name]),
            "section_title": self._section_title,
        }

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield each page's name and text."""
        contents = self._contents
        about = wording.ABOUT.format(title=contents.title)
        yield self._page(places.HOME, "", about)
        yield self._page(places.QUESTIONS, wording.ALL_QUESTIONS, about)
        for topic in contents.topics:
            data = [structured_data.faq_page(topic_heading(topic), topic.answers)]
            yield self._page(places.topic_page(topic.id), topic_heading(topic), about, "topic.html", data, topic=topic)
        yield self._page(places.FIGURES, wording.FIGURES, about, data=structured_data.occupations(contents.knowledge))
        if contents.credentials:
            yield self._page(places.CREDENTIALS, wording.CREDENTIALS, about, data=structured_data.credentials(contents))
        yield self._page(places.SOURCES, wording.SOURCES, about, cited_in=self._cited_in())

    def _page(
        self,
        name: str,
        title: str,
        description: str,
        template: str = "",
        data: list[structured_data.Thing] | None = None,
        **values: Any,  # noqa: ANN401 - whatever the template takes
    ) -> tuple[str, str]:
        script = Markup(structured_data.as_script(data)) if data else ""  # noqa: S704 - escaped there
        text = self._templates.get_template(template or name).render(
            here=name, page_title=title, description=description, structured_data=script, **values
        )
        return name, text

    def _navigation(self) -> Iterator[tuple[str, str]]:
        for topic in self._contents.answered:
            yield self.places.topic(topic.id), topic.name
        yield places.FIGURES, wording.FIGURES
        if self._contents.credentials:
            yield places.CREDENTIALS, wording.CREDENTIALS
        yield places.SOURCES, wording.SOURCES

    def _section_title(self, citation: Citation) -> str:
        return self._contents.knowledge.section(citation).title

    def _cited_in(self) -> Mapping[tuple[str, str], list[Answer]]:
        """Return the answers that rest on each section, by guide and the section's title."""
        found: dict[tuple[str, str], list[Answer]] = {}
        for topic in self._contents.topics:
            for answer in topic.answers:
                for cited in cited_sections(answer.citations):
                    found.setdefault((cited.guide, cited.section), []).append(answer)
        return found


def topic_heading(topic: Topic) -> str:
    """Return a topic's name where it has to say by itself whether it is about what the guides leave open."""
    return f"{wording.NOT_SAID}: {topic.name}" if topic.is_gap else topic.name


def _bars(chart: Chart) -> Iterator[tuple[Bar, str]]:
    """Yield each bar with its length in percent of the longest."""
    longest = float(max((bar.value for bar in chart.bars), default=0)) or 1.0
    for bar in chart.bars:
        yield bar, f"{max(100 * float(bar.value) / longest, _SHORTEST_BAR):.2f}"
