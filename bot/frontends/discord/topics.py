"""`/topics`: what can be asked about, a topic at a time, a page at a time. Knowledge in, cards with buttons out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.frontends.discord import limits
from bot.frontends.discord.buttons import TopicButton
from bot.frontends.discord.layout import framed
from bot.frontends.discord.limits import in_rows
from bot.frontends.discord.markdown import literal, one_line, shortened
from bot.frontends.discord.offered import questions_with_buttons

if TYPE_CHECKING:
    from bot.frontends.discord.language import Language
    from bot.knowledge.records import Entry
    from bot.knowledge.snapshot import Knowledge

QUESTIONS_A_PAGE: Final = 10
_TOPICS_SHOWN: Final = 25


def topics_with_answers(knowledge: Knowledge) -> dict[str, list[Entry]]:
    """Return the entries with an answer by topic, in their order; known gaps are nothing to browse."""
    found = {
        topic: [entry for one in entries if (entry := knowledge.entries[one]).covered]
        for topic, entries in knowledge.topics.items()
    }
    return {topic: entries for topic, entries in found.items() if entries}


def topics_card(
    knowledge: Knowledge, language: Language, topic: str | None = None, page: int = 0
) -> discord.ui.LayoutView:
    """Draw a page of a topic's questions, or all topics when none, or one that is gone, is asked for."""
    topics = topics_with_answers(knowledge)
    inside = _topic(topics[topic], topic, page, language) if topic in topics else _all_topics(topics, language)
    return framed(*inside)


def topic_name(topic: str, language: Language) -> str:
    """Return a topic as people read it: in their language where that has a word for it."""
    return language.topics.get(topic) or topic.replace("-", " ").capitalize()


def _all_topics(topics: dict[str, list[Entry]], language: Language) -> list[discord.ui.Item[Any]]:
    names = [f"- {literal(topic_name(topic, language))} ({len(entries)})" for topic, entries in topics.items()]
    text = "\n".join([f"### {language.topics_title}", language.topics_text, *names[:_TOPICS_SHOWN]])
    buttons = [TopicButton.of(topic_name(topic, language), topic=topic, page=0) for topic in topics]
    inside: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay(text)]
    inside += [discord.ui.ActionRow(*row) for row in in_rows(buttons[:_TOPICS_SHOWN])]
    return inside


def _topic(entries: list[Entry], topic: str, page: int, language: Language) -> list[discord.ui.Item[Any]]:
    last = (len(entries) - 1) // QUESTIONS_A_PAGE
    page = min(page, last)
    first = page * QUESTIONS_A_PAGE
    shown = entries[first:][:QUESTIONS_A_PAGE]
    title = literal(shortened(one_line(topic_name(topic, language)), limits.TITLE))
    where = language.page.format(page=page + 1, pages=last + 1)
    inside: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay(f"### {title}\n-# {where}")]
    inside += questions_with_buttons(shown, first + 1, language)
    turns = [TopicButton.of(language.all_topics)]
    if page > 0:
        turns.append(TopicButton.of(language.previous_page, topic=topic, page=page - 1))
    if page < last:
        turns.append(TopicButton.of(language.next_page, topic=topic, page=page + 1))
    return [*inside, discord.ui.Separator(), discord.ui.ActionRow(*turns)]
