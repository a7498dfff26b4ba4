"""`/pay`, `/outlook`, `/certification` and `/compare`: look-ups whose parts are picked from lists or typed freely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.answering.choices import Dimension
from bot.answering.typed_lookups import (
    COMPARED,
    CannotCompare,
    certification_lookup,
    comparison,
    outlook_lookup,
    pay_lookup,
)
from bot.frontends.discord import limits, wording
from bot.frontends.discord.ask import answer_command
from bot.frontends.discord.choices import choices_of
from bot.frontends.discord.everywhere import everywhere
from bot.frontends.discord.layout import line
from bot.frontends.discord.markdown import shortened
from bot.frontends.discord.questions import conversation_key
from bot.frontends.discord.responses import language_of, respond

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.answering.typed_lookups import TypedLookup
    from bot.frontends.discord.client import CareerBot

    Offered = list[app_commands.Choice[str]]


@app_commands.command(name="pay", description=wording.PAY_DESCRIPTION)
@app_commands.describe(
    place=wording.PLACE_DESCRIPTION,
    industry=wording.INDUSTRY_DESCRIPTION,
    level=wording.LEVEL_DESCRIPTION,
    period=wording.PERIOD_DESCRIPTION,
    private=wording.PRIVATE_DESCRIPTION,
)
@everywhere
async def pay(  # noqa: PLR0913, PLR0917 - one option each
    interaction: discord.Interaction[CareerBot],
    place: app_commands.Range[str, 1, limits.CHOICE_TEXT] = "",
    industry: app_commands.Range[str, 1, limits.CHOICE_TEXT] = "",
    level: app_commands.Range[str, 1, limits.CHOICE_TEXT] = "",
    period: app_commands.Range[str, 1, limits.CHOICE_TEXT] = "",
    private: bool = False,
) -> None:
    """Look pay up."""
    parts = {
        Dimension.PLACE: place,
        Dimension.INDUSTRY: industry,
        Dimension.LEVEL: level,
        Dimension.PERIOD: period,
    }
    await _answer(interaction, pay_lookup(interaction.client.assistant.choices, parts), private=private)


@app_commands.command(name="outlook", description=wording.OUTLOOK_DESCRIPTION)
@app_commands.describe(
    place=wording.PLACE_DESCRIPTION, period=wording.SPAN_DESCRIPTION, private=wording.PRIVATE_DESCRIPTION
)
@everywhere
async def outlook(
    interaction: discord.Interaction[CareerBot],
    place: app_commands.Range[str, 1, limits.CHOICE_TEXT] = "",
    period: app_commands.Range[str, 1, limits.CHOICE_TEXT] = "",
    private: bool = False,
) -> None:
    """Look projected growth up."""
    parts = {Dimension.PLACE: place, Dimension.SPAN: period}
    await _answer(interaction, outlook_lookup(interaction.client.assistant.choices, parts), private=private)


@app_commands.command(name="certification", description=wording.CERTIFICATION_DESCRIPTION)
@app_commands.describe(name=wording.NAME_DESCRIPTION, private=wording.PRIVATE_DESCRIPTION)
@everywhere
async def certification(
    interaction: discord.Interaction[CareerBot],
    name: app_commands.Range[str, 1, limits.CHOICE_TEXT],
    private: bool = False,
) -> None:
    """Look a certification up."""
    await _answer(interaction, certification_lookup(interaction.client.assistant.choices, name), private=private)


@app_commands.command(name="compare", description=wording.COMPARE_DESCRIPTION)
@app_commands.describe(
    first=wording.FIRST_DESCRIPTION,
    second=wording.OTHER_DESCRIPTION,
    third=wording.OTHER_DESCRIPTION,
    private=wording.PRIVATE_DESCRIPTION,
)
@everywhere
async def compare(
    interaction: discord.Interaction[CareerBot],
    first: app_commands.Range[str, 1, limits.CHOICE_TEXT],
    second: app_commands.Range[str, 1, limits.CHOICE_TEXT],
    third: app_commands.Range[str, 1, limits.CHOICE_TEXT] = "",
    private: bool = False,
) -> None:
    """Set two or three things of one kind side by side."""
    texts = [text for text in (first, second, third) if text.strip()]
    looked_up = comparison(interaction.client.assistant.choices, texts)
    if isinstance(looked_up, CannotCompare):
        language = language_of(interaction)
        mixed = looked_up is CannotCompare.MIXED
        why_not = language.compare_one_kind if mixed else language.compare_two_things
        await respond(interaction, line(why_not), private=True)
    else:
        await _answer(interaction, looked_up, private=private)


LOOKUPS: Final[tuple[app_commands.Command[Any, ..., None], ...]] = (pay, outlook, certification, compare)
"""The commands of this module, for the command tree."""


async def _answer(interaction: discord.Interaction[CareerBot], looked_up: TypedLookup, *, private: bool) -> None:
    conversation = conversation_key(interaction.channel_id, interaction.user.id)
    assistant = interaction.client.assistant
    answer = await interaction.client.thinking.beside(lambda: looked_up.answered_by(assistant, conversation))
    await answer_command(interaction, answer, looked_up.question, private=private)


def _completing(
    *dimensions: Dimension,
) -> Callable[[discord.Interaction[CareerBot], str], Coroutine[Any, Any, Offered]]:
    """Return the autocompletion of an option whose choices are of these dimensions."""

    async def complete(interaction: discord.Interaction[CareerBot], typed: str) -> Offered:
        """Offer what goes with what has been typed."""
        return _choices(interaction, typed, dimensions)

    return complete


async def _complete_compared(interaction: discord.Interaction[CareerBot], typed: str) -> Offered:
    """Offer what is of one kind with what has been picked for the other options."""
    choices = interaction.client.assistant.choices
    others = [text for _, text in interaction.namespace if isinstance(text, str) and text != typed]
    picked = [choices.find(text, *COMPARED) for text in others]
    kinds = tuple({choice.dimension: None for choice in picked if choice is not None})
    offered = _choices(interaction, typed, kinds[:1] or COMPARED)
    return [choice for choice in offered if choice.value not in others]


def _choices(interaction: discord.Interaction[CareerBot], typed: str, dimensions: tuple[Dimension, ...]) -> Offered:
    found = interaction.client.assistant.choices.complete(typed, limits.CHOICES, *dimensions)
    return choices_of(shortened(choice.text, limits.CHOICE_TEXT) for choice in found)


pay.autocomplete("place")(_completing(Dimension.PLACE))
pay.autocomplete("industry")(_completing(Dimension.INDUSTRY))
pay.autocomplete("level")(_completing(Dimension.LEVEL))
pay.autocomplete("period")(_completing(Dimension.PERIOD))
outlook.autocomplete("place")(_completing(Dimension.PLACE))
outlook.autocomplete("period")(_completing(Dimension.SPAN))
certification.autocomplete("name")(_completing(Dimension.CREDENTIAL))
for _option in ("first", "second", "third"):
    compare.autocomplete(_option)(_complete_compared)
