"""`/topics`, `/sources`, `/about`, `/privacy` and `/help`: what the bot is and holds, answered to the asker alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.answering.follow_up_example import example_of_follow_up
from bot.frontends.discord import limits, wording
from bot.frontends.discord.buttons import ForgetMeButton
from bot.frontends.discord.everywhere import everywhere
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import literal, one_line, shortened
from bot.frontends.discord.responses import language_of, respond
from bot.frontends.discord.sources import guide_name
from bot.frontends.discord.topics import topic_name, topics_card, topics_with_answers

if TYPE_CHECKING:
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.language import Language
    from bot.knowledge.snapshot import Knowledge
    from bot.store.store import Store

    Interaction = discord.Interaction[CareerBot]


@app_commands.command(name="topics", description=wording.TOPICS_DESCRIPTION)
@app_commands.describe(topic=wording.TOPIC_DESCRIPTION)
@everywhere
async def topics(interaction: Interaction, topic: app_commands.Range[str, 1, limits.CHOICE_TEXT] = "") -> None:
    """Show what can be asked about."""
    knowledge, language = interaction.client.assistant.knowledge, language_of(interaction)
    names = {topic_name(one, language).casefold(): one for one in topics_with_answers(knowledge)}
    view = topics_card(knowledge, language, names.get(topic.strip().casefold(), topic))
    await respond(interaction, view, private=True)


@topics.autocomplete("topic")
async def complete_topic(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the topics."""
    language = language_of(interaction)
    named = ((topic_name(one, language), one) for one in topics_with_answers(interaction.client.assistant.knowledge))
    fitting = [(name, topic) for name, topic in named if typed.strip().casefold() in name.casefold()]
    return [
        app_commands.Choice(name=shortened(name, limits.CHOICE_TEXT), value=topic[: limits.CHOICE_TEXT])
        for name, topic in fitting[: limits.CHOICES]
    ]


@app_commands.command(name="sources", description=wording.SOURCES_DESCRIPTION)
@everywhere
async def sources(interaction: Interaction) -> None:
    """Name the guides, as they are cited."""
    await respond(
        interaction, line(_guides(interaction.client.assistant.knowledge, language_of(interaction))), private=True
    )


@app_commands.command(name="about", description=wording.ABOUT_DESCRIPTION)
@everywhere
async def about(interaction: Interaction) -> None:
    """Say what the bot is."""
    knowledge = interaction.client.assistant.knowledge
    answered = sum(entry.covered for entry in knowledge.entries.values())
    language = language_of(interaction)
    said = language.about.format(
        subject=knowledge.subject(language.code),
        questions=answered,
        gaps=len(knowledge.entries) - answered,
        figures=len(knowledge.figures),
        guides=len(knowledge.guides),
    )
    await respond(interaction, line(said), private=True)


@app_commands.command(name="privacy", description=wording.PRIVACY_DESCRIPTION)
@everywhere
async def privacy(interaction: Interaction) -> None:
    """Say what is kept, with a button that deletes what can be tied to who presses it."""
    await respond(interaction, _kept(interaction.client.store, language_of(interaction)), private=True)


@app_commands.command(name="help", description=wording.HELP_DESCRIPTION)
@everywhere
async def help_command(interaction: Interaction) -> None:
    """Say how to ask."""
    me, language = interaction.client.user, language_of(interaction)
    example = example_of_follow_up(interaction.client.assistant.knowledge, language.follow_up_in_place)
    said = language.help.format(
        me=me.mention if me is not None else "",
        follow_ups=f" {language.follow_ups.format(example=literal(one_line(example)))}" if example else "",
    )
    await respond(interaction, line(said), private=True)


ABOUT: Final[tuple[app_commands.Command[Any, ..., None], ...]] = (topics, sources, about, privacy, help_command)
"""The commands of this module, for the command tree."""


def _guides(knowledge: Knowledge, language: Language) -> str:
    titles = []
    for guide in knowledge.guides.values():
        sections = literal("; ".join(one_line(section.title) for section in guide.sections))
        titles.append(f"- {guide_name(guide)}\n-# {shortened(sections, limits.SOURCES_TEXT // 2)}")
    names = literal("; ".join(one_line(publisher.name) for publisher in knowledge.publishers.values()))
    first = [f"\n{language.sources_publishers} {names}"] if names else []
    return shortened("\n".join([f"### {language.sources}", language.sources_text, *titles, *first]), limits.BODY)


def _kept(store: Store | None, language: Language) -> discord.ui.LayoutView:
    if store is None:
        return line(language.privacy_nothing_kept)
    ages = store.ages
    said = language.privacy.format(
        question_days=ages.unanswered.days, vote_days=ages.votes.days, change_days=ages.changes.days
    )
    button = ForgetMeButton.of(language.forget_me, style=discord.ButtonStyle.danger)
    return line(said, discord.ui.ActionRow(button))
