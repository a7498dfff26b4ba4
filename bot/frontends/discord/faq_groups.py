"""What was asked in vain, as moderators deal with it: groups of questions, the entries near them, what they become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering.asked_in_vain import grouped
from bot.frontends.discord import limits
from bot.frontends.discord.faq_nearest import topic_near
from bot.frontends.discord.faq_new import Draft
from bot.frontends.discord.faq_people import from_store
from bot.frontends.discord.markdown import quoted, shortened

if TYPE_CHECKING:
    import discord

    from bot.answering.assistant import Assistant
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.store.unanswered import UnansweredQuestion

    Interaction = discord.Interaction[CareerBot]
    Group = list[UnansweredQuestion]

SHOWN: Final = 15
"""Groups of the list, and questions of a group."""
_READ: Final = 200  # questions that are put into groups


async def groups_of(interaction: Interaction) -> list[Group] | None:
    """Return what was asked in vain on the server; None when that was answered with why it can't be had."""
    asked = await from_store(interaction, lambda store: store.unanswered.most_asked(interaction.guild_id, limit=_READ))
    return grouped(asked, interaction.client.assistant.matcher) if asked is not None else None


def listed_text(groups: list[Group], lines: FaqLines) -> str:
    """Return the list in words."""
    rows = [
        lines.asked_in_vain.format(
            count=_count(group), text=quoted(group[0].text, 150), gap=_gap(group, lines),
            more=lines.and_alike.format(count=len(group) - 1) if len(group) > 1 else "",
        )
        for group in groups[:SHOWN]
    ]  # fmt: skip
    said = [lines.unanswered_title, *rows, "", lines.how_to_settle] if rows else [lines.nothing_in_vain]
    return "\n".join(said)


def group_text(group: Group, lines: FaqLines) -> str:
    """Return a group in words."""
    first, *others = group
    asked = lines.asked_times.format(
        count=_count(group), when=int(max(one.last_seen for one in group).timestamp()), gap=_gap(group, lines)
    )
    alike = [lines.alike, *(f"- {quoted(one.text, 100)}" for one in others[:SHOWN])] if others else []
    said = [f"**{quoted(first.text, 200)}**", asked, *alike, lines.how_to_teach]
    return shortened("\n".join(said), limits.BODY)


def draft_of(group: Group, assistant: Assistant, *, covered: bool) -> Draft:
    """Return what is known of a new entry for what was asked."""
    return Draft(
        covered=covered,
        topic=topic_near(assistant, group[0].text, covered=covered),
        phrasings=tuple(one.text for one in group[:SHOWN]),
        about=tuple(one.id for one in group),
    )


def _count(group: Group) -> int:
    return sum(one.count for one in group)


def _gap(group: Group, lines: FaqLines) -> str:
    return lines.known_gap.format(entry=group[0].entry) if group[0].entry else ""
