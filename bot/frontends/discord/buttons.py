"""The buttons of cards: what each does when it is pressed. What it does that to is in its id (custom_ids.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord.custom_ids import CHART, DELETE, FORGET, RETIRED_ID, SHOW, SOURCES, TOPICS, VOTE
from bot.frontends.discord.pressable import PressableButton

if TYPE_CHECKING:
    import discord

    Interaction = discord.Interaction[Any]


class ShowEntryButton(PressableButton, form=SHOW):
    """Shows the answer of one entry. `asker` is the user id of the person whose card this is, if it is anybody's."""

    async def callback(self, interaction: Interaction) -> None:
        """Show the entry."""
        entry, asker = self.parts["entry"], self.parts["asker"]
        await interaction.client.presses.show_entry(interaction, entry, int(asker) if asker else None)


class ShowChartButton(PressableButton, form=CHART):
    """Shows a chart of the figures an answer is about."""

    async def callback(self, interaction: Interaction) -> None:
        """Show the chart."""
        await interaction.client.presses.show_chart(interaction, self.parts["chart"])


class SourcesButton(PressableButton, form=SOURCES):
    """Lists the sources of a card, by their `keys` (source_keys.py)."""

    async def callback(self, interaction: Interaction) -> None:
        """List the sources."""
        await interaction.client.presses.show_sources(interaction, self.parts["keys"])


class VoteButton(PressableButton, form=VOTE):
    """Says whether an entry's answer was helpful; the `opinion` is yes or no."""

    async def callback(self, interaction: Interaction) -> None:
        """Take the vote."""
        await interaction.client.presses.vote(interaction, self.parts["entry"], helpful=self.parts["opinion"] == "yes")


class TopicButton(PressableButton, form=TOPICS):
    """Turns a card of topics to another page: of a topic's questions, or of all topics."""

    async def callback(self, interaction: Interaction) -> None:
        """Turn the page."""
        await interaction.client.presses.show_topics(interaction, self.parts["topic"], int(self.parts["page"] or 0))


class ForgetMeButton(PressableButton, form=FORGET):
    """Deletes what can be tied to whoever presses."""

    async def callback(self, interaction: Interaction) -> None:
        """Delete it."""
        await interaction.client.presses.forget(interaction)


class DeleteButton(PressableButton, form=DELETE):
    """Takes a card away, for the person it was made for and for who may manage messages."""

    async def callback(self, interaction: Interaction) -> None:
        """Take the card away."""
        await interaction.client.presses.delete(interaction, int(self.parts["asker"]))


class RetiredButton(PressableButton, template=RETIRED_ID):
    """A button of ours from a version that this one doesn't know; pressing it is answered, not ignored."""

    async def callback(self, interaction: Interaction) -> None:
        """Say privately that the button is no longer known."""
        await interaction.client.presses.retire_button(interaction)


BUTTONS = (
    ShowEntryButton, ShowChartButton, SourcesButton, VoteButton, TopicButton, ForgetMeButton, DeleteButton,
    RetiredButton,
)  # fmt: skip
"""Every kind of button, for `Client.add_dynamic_items`."""
