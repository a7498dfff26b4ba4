"""Buttons that outlive a restart: all they need is in their custom id (custom_ids.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import discord

from bot.frontends.discord.custom_ids import (
    CHART_ID,
    DELETE_ID,
    FORGET_ID,
    RETIRED_ID,
    SHOW_ID,
    SOURCES_ID,
    TOPICS_ID,
    VOTE_ID,
)
from bot.frontends.discord.limits import BUTTON_LABEL
from bot.frontends.discord.markdown import shortened

if TYPE_CHECKING:
    import re


class ShowEntryButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=SHOW_ID):
    """Shows the answer of one entry. `asker` is the user id of the person whose card this is."""

    def __init__(self, entry: str, label: str, asker: int | None = None) -> None:
        self.entry = entry
        self.asker = asker
        custom_id = f"cb1:show:{entry}" + (f":{asker}" if asker is not None else "")
        super().__init__(discord.ui.Button(label=shortened(label, BUTTON_LABEL), custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        asker = match["asker"]
        return cls(match["entry"], getattr(item, "label", None) or match["entry"], int(asker) if asker else None)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the entry."""
        await interaction.client.presses.show_entry(interaction, self.entry, self.asker)


class ShowChartButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=CHART_ID):
    """Shows a chart of the figures an answer is about."""

    def __init__(self, chart: str, label: str) -> None:
        self.chart = chart
        super().__init__(discord.ui.Button(label=shortened(label, BUTTON_LABEL), custom_id=f"cb1:chart:{chart}"))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(match["chart"], getattr(item, "label", None) or match["chart"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the chart."""
        await interaction.client.presses.show_chart(interaction, self.chart)


class SourcesButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=SOURCES_ID):
    """Lists the sources of a card, by their `keys` (source_keys.py)."""

    def __init__(self, keys: str, label: str) -> None:
        self.keys = keys
        super().__init__(discord.ui.Button(label=shortened(label, BUTTON_LABEL), custom_id=f"cb1:sources:{keys}"))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(match["keys"], getattr(item, "label", None) or "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """List the sources."""
        await interaction.client.presses.show_sources(interaction, self.keys)


class VoteButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=VOTE_ID):
    """Says whether an entry's answer was helpful."""

    def __init__(self, entry: str, label: str, *, helpful: bool) -> None:
        self.entry = entry
        self.helpful = helpful
        custom_id = f"cb1:vote:{entry}:{'yes' if helpful else 'no'}"
        super().__init__(discord.ui.Button(label=shortened(label, BUTTON_LABEL), custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(match["entry"], getattr(item, "label", None) or match["opinion"], helpful=match["opinion"] == "yes")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the vote."""
        await interaction.client.presses.vote(interaction, self.entry, helpful=self.helpful)


class TopicButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TOPICS_ID):
    """Turns a card of topics to another page."""

    def __init__(self, label: str, topic: str | None = None, page: int = 0) -> None:
        self.topic = topic
        self.page = page
        custom_id = "cb1:topics" + (f":{topic}:{page}" if topic is not None else "")
        super().__init__(discord.ui.Button(label=shortened(label, BUTTON_LABEL), custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(getattr(item, "label", None) or "…", match["topic"], int(match["page"] or 0))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn the page."""
        await interaction.client.presses.show_topics(interaction, self.topic, self.page)


class ForgetMeButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=FORGET_ID):
    """Deletes what can be tied to whoever presses."""

    def __init__(self, label: str) -> None:
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=shortened(label, BUTTON_LABEL), style=discord.ButtonStyle.danger, custom_id="cb1:forget"
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003 - discord.py's signature
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(getattr(item, "label", None) or "…")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Delete it."""
        await interaction.client.presses.forget(interaction)


class DeleteButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=DELETE_ID):
    """Takes a card away, for the person it was made for and for who may manage messages."""

    def __init__(self, label: str, asker: int) -> None:
        self.asker = asker
        super().__init__(discord.ui.Button(label=shortened(label, BUTTON_LABEL), custom_id=f"cb1:delete:{asker}"))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(getattr(item, "label", None) or "…", int(match["asker"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the card away."""
        await interaction.client.presses.delete(interaction, self.asker)


class RetiredButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=RETIRED_ID):
    """A button of ours from a version that this one doesn't know; pressing it is answered, not ignored."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew from what Discord sent back of it."""
        return cls(discord.ui.Button(label=getattr(item, "label", None), custom_id=match[0]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Say privately that the button is no longer known."""
        await interaction.client.presses.retire_button(interaction)


BUTTONS = (
    ShowEntryButton, ShowChartButton, SourcesButton, VoteButton, TopicButton, ForgetMeButton, DeleteButton,
    RetiredButton,
)  # fmt: skip
"""Every kind of button, for `Client.add_dynamic_items`."""
