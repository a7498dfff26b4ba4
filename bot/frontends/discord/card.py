"""Answer in, Components V2 card out: title, the answer first, sources, and one row of buttons. Nothing here sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.answering.answer import Outcome
from bot.frontends.discord import limits
from bot.frontends.discord.body import body
from bot.frontends.discord.budget import room_beside, title_text
from bot.frontends.discord.buttons import DeleteButton, ShowChartButton, SourcesButton, VoteButton
from bot.frontends.discord.language import ENGLISH, Language
from bot.frontends.discord.layout import laid_out
from bot.frontends.discord.markdown import quoted
from bot.frontends.discord.offered import offered_items
from bot.frontends.discord.offered_texts import offered_texts
from bot.frontends.discord.source_keys import keys_of
from bot.frontends.discord.sources import sources_text

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.frontends.discord.pressable import PressableButton

_COLOURS: Final = {
    Outcome.ANSWERED: discord.Colour(0x2F7F6F),
    Outcome.NOT_COVERED: discord.Colour(0xB7791F),
    Outcome.SUGGESTED: discord.Colour(0x4C6FBF),
}
"""The bar beside a card. The other outcomes are single lines and have no card around them."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Whom a card is for: their user id, the words to show above it, and whether it has to name them itself.

    `may_delete` gives the card a button with which they, and moderators, can take it away.
    """

    user_id: int | None = None
    words: str | None = None
    named: bool = False
    may_delete: bool = False


NOBODY: Final = Asker()

_OF_NO_ENTRY: Final = frozenset({Outcome.SUGGESTED, Outcome.UNMATCHED, Outcome.CRISIS})
"""Outcomes whose words say nothing of the guides, so that a line in the reader's language says as much."""


def card(answer: Answer, language: Language, asker: Asker = NOBODY, *, voting: bool = False) -> discord.ui.LayoutView:
    """Draw an answer, `voting` with buttons to vote on it; it keeps every limit in `limits` whatever its size."""
    above = _above(answer, asker, language)
    colour = _COLOURS.get(answer.outcome)
    title = title_text(answer) if colour is not None else ""
    sources = sources_text(answer.citations, language)
    words = _words(answer, language, room_beside(*above, title, sources, *offered_texts(answer, language)))
    inside: list[discord.ui.Item[Any]] = [discord.ui.TextDisplay("\n".join(part for part in (title, words) if part))]
    if sources:
        inside += [discord.ui.Separator(), discord.ui.TextDisplay(sources)]
    inside += offered_items(answer, asker.user_id, language)
    buttons = _buttons(answer, asker, language, voting=voting)
    if buttons:
        inside.append(discord.ui.ActionRow(*buttons))
    parts = inside if colour is None else [discord.ui.Container(*inside, accent_colour=colour)]
    return laid_out(*(discord.ui.TextDisplay[Any](text) for text in above), *parts)


def _above(answer: Answer, asker: Asker, language: Language) -> list[str]:
    """Return the lines above a card: the asker's name if nothing else points at them, and their words if unsure.

    Where the answer is in another language than the reader's, that the guides lack something is said in theirs as well.
    """
    lines = [f"<@{asker.user_id}>"] if asker.named and asker.user_id is not None else []
    if asker.words and answer.outcome in {Outcome.SUGGESTED, Outcome.UNMATCHED}:
        lines.append(f"-# {language.asked.format(question=quoted(asker.words, limits.ECHO))}")
    if answer.outcome is Outcome.NOT_COVERED and language.gap:
        lines.append(f"-# {language.gap}")
    return lines


def _words(answer: Answer, language: Language, room: int) -> str:
    """Return the words of an answer; a fixed line where it has none, or none in the reader's language."""
    own = body(answer.blocks, room, language).strip()
    fixed = _fixed_line(answer.outcome, language)
    return fixed if language.code != ENGLISH and answer.outcome in _OF_NO_ENTRY else own or fixed


def _fixed_line(outcome: Outcome, language: Language) -> str:
    """Return what to say in place of an answer, so that a person who spoke to the bot hears something."""
    lines = {
        Outcome.SUGGESTED: language.did_you_mean,
        Outcome.SOCIAL: language.nothing_to_say,
        Outcome.CRISIS: language.crisis,
    }
    return lines.get(outcome, language.no_answer)


def _buttons(answer: Answer, asker: Asker, language: Language, *, voting: bool) -> list[PressableButton]:
    """Return the row of buttons about the answer itself: what shows more of it, votes, and last what takes it away.

    All kinds together are as many as Discord puts in a row.
    """
    buttons: list[PressableButton] = []
    if answer.outcome in _COLOURS and (keys := keys_of(answer)):
        buttons.append(SourcesButton.of(language.sources, keys=keys))
    if answer.outcome is Outcome.ANSWERED:
        if answer.chart:
            buttons.append(ShowChartButton.of(language.show_chart, chart=answer.chart))
        if voting and answer.entry is not None:
            buttons.append(VoteButton.of(language.helpful, entry=answer.entry, opinion="yes"))
            buttons.append(VoteButton.of(language.not_helpful, entry=answer.entry, opinion="no"))
    if asker.may_delete and asker.user_id is not None and answer.outcome in _COLOURS:
        buttons.append(DeleteButton.of(language.delete, asker=asker.user_id))
    return buttons
