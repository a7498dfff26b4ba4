"""Chart in, Components V2 card out: the picture with its alternative text, and all its numbers in words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import discord

from bot.answering.answer import Note, Row, Table
from bot.frontends.discord import limits
from bot.frontends.discord.body import body
from bot.frontends.discord.layout import framed
from bot.frontends.discord.limits import characters
from bot.frontends.discord.markdown import literal, one_line, shortened

if TYPE_CHECKING:
    from bot.answering.answer import Block
    from bot.charts.chart import Chart
    from bot.frontends.discord.language import Language


def picture_file(chart: Chart, picture: bytes) -> discord.File:
    """Return the picture as an attachment under the name that the card shows."""
    return discord.File(io.BytesIO(picture), _file_name(chart), description=_described(chart))


def chart_card(chart: Chart, language: Language, *, with_picture: bool) -> discord.ui.LayoutView:
    """Draw a chart's card; it keeps every limit in `limits` whatever the chart's size."""
    title = f"### {literal(shortened(one_line(chart.title), limits.TITLE))}"
    rows = tuple(Row(bar.label, bar.text, bar.note) for bar in chart.bars)
    blocks: list[Block] = [Table("", rows), *(Note(text) for text in (chart.axis, *chart.remarks))]
    source = f"-# {literal(shortened(chart.source, limits.SOURCES_TEXT // 2))}"
    words = body(blocks, limits.TEXT_PER_MESSAGE - characters(title) - characters(source), language)
    inside: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay(title)]
    if with_picture:
        picture = discord.MediaGalleryItem(f"attachment://{_file_name(chart)}", description=_described(chart))
        inside.append(discord.ui.MediaGallery(picture))
    inside += [discord.ui.TextDisplay(words), discord.ui.Separator(), discord.ui.TextDisplay(source)]
    return framed(*inside)


def _file_name(chart: Chart) -> str:
    return f"{chart.name}.png"


def _described(chart: Chart) -> str:
    return shortened(chart.alt_text, limits.ALT_TEXT)
