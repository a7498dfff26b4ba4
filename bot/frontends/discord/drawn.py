"""Cards that were drawn before: many people ask the same, and what differs then is whose buttons they are."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.answering.answer import Outcome
from bot.frontends.discord.card import NOBODY, Asker, card

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.frontends.discord.language import Language

    Component = dict[str, Any]

KEPT: Final = 256
_ANYBODY: Final = 10**20 - 1
"""Stands for the asker's user id in what is kept. No user has it: Discord's ids have 64 bits."""
_SHOWS_WORDS: Final = frozenset({Outcome.SUGGESTED, Outcome.UNMATCHED})


class Drawn(discord.ui.LayoutView):
    """A card of finished components. discord.py keeps nothing of it: its buttons are known by their ids."""

    def __init__(self, components: list[Component]) -> None:
        super().__init__(timeout=None)
        self._components = components

    def has_components_v2(self) -> bool:
        """Say that the components are those of a layout."""
        return True

    def to_components(self) -> list[Component]:
        """Return the components as Discord gets them."""
        return self._components

    def is_finished(self) -> bool:
        """Say that nothing is to be waited for."""
        return True


class Cards:
    """Draws answers as `card` does. The latest of what doesn't depend on somebody's words is kept, in memory."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], list[Component]] = OrderedDict()

    def draw(
        self, answer: Answer, language: Language, asker: Asker = NOBODY, *, voting: bool = False
    ) -> discord.ui.LayoutView:
        """Return the card of an answer."""
        if asker.named or (asker.words and answer.outcome in _SHOWS_WORDS):
            return Drawn(_components(answer, language, asker, voting=voting))
        anybody = Asker(_ANYBODY if asker.user_id is not None else None, may_delete=asker.may_delete)
        what_is_said = replace(answer, question="", confidence=0.0, elapsed_ms=0.0)
        key = (what_is_said, language.code, anybody, voting)
        components = self._kept.get(key)
        if components is None:
            components = self._kept[key] = _components(answer, language, anybody, voting=voting)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return Drawn([_addressed(one, asker.user_id) for one in components])


def _components(answer: Answer, language: Language, asker: Asker, *, voting: bool) -> list[Component]:
    components: list[Component] = card(answer, language, asker, voting=voting).to_components()  # type: ignore[no-untyped-call]
    return components


def _addressed(one: Component, asker: int | None) -> Component:
    """Return a component with the buttons of anybody's made those of the asker's; what has none is left as it is."""
    if one["type"] == discord.ComponentType.button.value:
        custom_id: str = one["custom_id"]
        kind, _, of = custom_id.rpartition(":")
        return {**one, "custom_id": f"{kind}:{asker}"} if of == str(_ANYBODY) else one
    changed = one
    if "components" in one:
        changed = {**changed, "components": [_addressed(child, asker) for child in one["components"]]}
    if "accessory" in one:
        changed = {**changed, "accessory": _addressed(one["accessory"], asker)}
    return changed
