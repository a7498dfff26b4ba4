"""`/faq unanswered`: what was asked in vain, and what becomes of it: taught, an entry, a known gap, or dismissed.

Nothing is kept for the buttons: they name a question by its number in the store, and what is like it is found anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands

from bot.frontends.discord import faq_wording as wording
from bot.frontends.discord import limits
from bot.frontends.discord.custom_ids import VAIN_ACT, VAIN_LIST, VAIN_TEACH
from bot.frontends.discord.faq_changes import propose
from bot.frontends.discord.faq_forms import if_allowed
from bot.frontends.discord.faq_groups import SHOWN, draft_of, group_text, groups_of, listed_text
from bot.frontends.discord.faq_held import Purpose
from bot.frontends.discord.faq_nearest import nearest
from bot.frontends.discord.faq_new import ask_for_entry
from bot.frontends.discord.faq_people import from_store, lines_for
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import one_line, shortened
from bot.frontends.discord.pressable import Pressable, PressableButton
from bot.frontends.discord.responses import replace, respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.assistant import Assistant
    from bot.frontends.discord.client import CareerBot
    from bot.frontends.discord.faq_groups import Group
    from bot.frontends.discord.faq_lines import FaqLines
    from bot.knowledge.records import Entry

    Interaction = discord.Interaction[CareerBot]


@app_commands.command(name="unanswered", description=wording.UNANSWERED_DESCRIPTION)
async def unanswered(interaction: Interaction) -> None:
    """List what was asked in vain, most asked first, with what is alike together."""
    groups = await groups_of(interaction)
    if groups is not None:
        await respond(interaction, _listed(groups, lines_for(interaction)), private=True)


async def _group_of(interaction: Interaction, question: int) -> Group | None:
    """Return a question and those alike, itself first; None when the press was answered with why not."""
    groups = await groups_of(interaction)
    if groups is None:
        return None
    found = next((group for group in groups if any(one.id == question for one in group)), None)
    if found is None:
        await replace(interaction, _listed(groups, lines_for(interaction), lines_for(interaction).settled_already))
        return None
    return sorted(found, key=lambda one: one.id != question)


def _listed(groups: list[Group], lines: FaqLines, told: str = "") -> discord.ui.LayoutView:
    """Draw the list, below a line that tells what was done just now."""
    said = listed_text(groups, lines)
    menu = [discord.ui.ActionRow[Any](PickQuestion.of(groups[:SHOWN], lines))] if groups else []
    return line(shortened(f"{told}\n{said}" if told else said, limits.BODY), *menu)


def _card(group: Group, assistant: Assistant, lines: FaqLines) -> discord.ui.LayoutView:
    """Draw a group with everything that can be done about it."""
    first = group[0]
    near = nearest(assistant, first.text)
    menu = [discord.ui.ActionRow[Any](PickEntry.of(first.id, near, lines))] if near else []
    acts = (Settle.of(label, act=act, question=first.id) for act, label in _acts(group, lines))
    return line(group_text(group, lines), *menu, discord.ui.ActionRow(*acts))


def _acts(group: Group, lines: FaqLines) -> Iterator[tuple[str, str]]:
    """Yield what can be done about a group, and what its button says."""
    yield "entry", lines.make_entry
    if group[0].entry is None:
        yield "gap", lines.mark_gap
    if len(group) > 1:
        yield "dismiss", lines.dismiss_this
        yield "dismiss-all", lines.dismiss_all.format(count=len(group))
    else:
        yield "dismiss", lines.dismiss
    yield "back", lines.back


class PickQuestion(Pressable[discord.ui.Select[Any]], form=VAIN_LIST):
    """Turns the list into one of its groups."""

    @classmethod
    def of(cls, groups: list[Group], lines: FaqLines) -> Self:
        """Offer these groups."""
        options = [
            discord.SelectOption(label=shortened(one_line(group[0].text), limits.CHOICE_TEXT), value=str(group[0].id))
            for group in groups
        ]
        custom_id = cls.form.filled()
        return cls(discord.ui.Select(custom_id=custom_id, placeholder=lines.pick_question, options=options))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the group."""
        await if_allowed(interaction, self._show)

    async def _show(self, interaction: Interaction) -> None:
        group = await _group_of(interaction, int(self.item.values[0]))
        if group is not None:
            await replace(interaction, _card(group, interaction.client.assistant, lines_for(interaction)))


class PickEntry(Pressable[discord.ui.Select[Any]], form=VAIN_TEACH):
    """Lets a question be answered by an entry from now on."""

    @classmethod
    def of(cls, question: int, near: list[tuple[Entry, str]], lines: FaqLines) -> Self:
        """Offer these entries."""
        options = [
            discord.SelectOption(
                label=shortened(one_line(entry.question), limits.CHOICE_TEXT),
                value=entry.id,
                description=shortened(_why(entry, phrasing, lines), limits.CHOICE_TEXT),
            )
            for entry, phrasing in near
        ]
        custom_id = cls.form.filled(question=question)
        return cls(discord.ui.Select(custom_id=custom_id, placeholder=lines.pick_entry, options=options))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show what teaching it does."""
        await if_allowed(interaction, self._teach)

    async def _teach(self, interaction: Interaction) -> None:
        group = await _group_of(interaction, int(self.parts["question"]))
        if group is not None:
            text, entry = group[0].text, self.item.values[0]
            purpose = Purpose("teach", text, about=tuple(one.id for one in group))
            await propose(interaction, purpose, lambda editor: editor.teach(entry, text))


class Settle(PressableButton, form=VAIN_ACT):
    """Does something else about a group: makes an entry or a known gap of it, dismisses it, or goes back."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        await if_allowed(interaction, self._settle)

    async def _settle(self, interaction: Interaction) -> None:
        act = self.parts["act"]
        if act == "back":
            groups = await groups_of(interaction)
            if groups is not None:
                await replace(interaction, _listed(groups, lines_for(interaction)))
            return
        group = await _group_of(interaction, int(self.parts["question"]))
        if group is None:
            return
        if act == "dismiss":
            await _dismiss(interaction, group[:1])
        elif act == "dismiss-all":
            await _dismiss(interaction, group)
        else:
            draft = draft_of(group, interaction.client.assistant, covered=act == "entry")
            await ask_for_entry(interaction, draft)


async def _dismiss(interaction: Interaction, group: Group) -> None:
    count = await from_store(interaction, lambda store: store.unanswered.dismiss(one.id for one in group))
    groups = await groups_of(interaction) if count is not None else None
    if groups is not None:
        lines = lines_for(interaction)
        await replace(interaction, _listed(groups, lines, lines.dismissed.format(count=count)))


def _why(entry: Entry, phrasing: str, lines: FaqLines) -> str:
    return lines.like_phrasing.format(kind=lines.covered if entry.covered else lines.gap, phrasing=phrasing)


VAIN_ITEMS = (PickQuestion, PickEntry, Settle)
"""Everything that is pressed here, for `Client.add_dynamic_items`."""
