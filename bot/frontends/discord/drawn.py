"""Cards that were drawn before: many people ask the same, and what differs then is whose buttons they are."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.answering.answer import Outcome
from bot.frontends.discord.card import NOBODY, Asker, card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.answer import Answer
    from bot.frontends.discord.language import Language

    Component = dict[str, Any]

KEPT: Final = 256
_ANYBODY: Final = 10**20 - 1
"""Stands for the asker's user id in what is kept. No user has it: Discord's ids have 64 bits."""
_SUFFIX: Final = f":{_ANYBODY}"
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """Finished components, and the parts of the answer they are of, which keep their place in memory while held."""

    components: list[Component]
    parts: tuple[object, ...]
    addressed: frozenset[int]
    """Where in memory the components are that are, or hold, buttons of the asker's own."""


class Cards:
    """Draws answers as `card` does. The latest of what doesn't depend on somebody's words is kept, in memory.

    An answer that is given again is known by its parts being the very same; comparing their words would take longer.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()

    def draw(
        self, answer: Answer, language: Language, asker: Asker = NOBODY, *, voting: bool = False
    ) -> discord.ui.LayoutView:
        """Return the card of an answer."""
        if asker.named or (asker.words and answer.outcome in _SHOWS_WORDS):
            return Drawn(_components(answer, language, asker, voting=voting))
        is_somebodys = asker.user_id is not None
        parts = answer.blocks, answer.citations, answer.related, answer.suggestions
        what = answer.outcome, answer.entry, answer.title, answer.chart
        key = *map(id, parts), *what, language.code, is_somebodys, asker.may_delete, voting
        kept = self._kept.get(key)
        if kept is None:
            anybody = Asker(_ANYBODY if is_somebodys else None, may_delete=asker.may_delete)
            components = _components(answer, language, anybody, voting=voting)
            kept = self._kept[key] = _Kept(components, parts, frozenset(_addressed(components)))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return Drawn(_made_out_to(asker.user_id, kept.components, kept.addressed))


def _components(answer: Answer, language: Language, asker: Asker, *, voting: bool) -> list[Component]:
    components: list[Component] = card(answer, language, asker, voting=voting).to_components()  # type: ignore[no-untyped-call]
    return components


def _inside(component: Component) -> list[Component]:
    return [*component.get("components", ()), *((component["accessory"],) if "accessory" in component else ())]


def _addressed(components: list[Component]) -> Iterator[int]:
    """Yield where the buttons of anybody's are, and what they are in."""
    for one in components:
        inside = list(_addressed(_inside(one)))
        yield from inside
        if inside or str(one.get("custom_id")).endswith(_SUFFIX):
            yield id(one)


def _made_out_to(asker: int | None, components: list[Component], addressed: frozenset[int]) -> list[Component]:
    """Return the components with the buttons of anybody's made the asker's; what has none of those is left as it is."""
    made = []
    for one in components:
        if id(one) not in addressed:
            made.append(one)
        elif "accessory" in one:
            made.append({**one, "accessory": _made_out_to(asker, [one["accessory"]], addressed)[0]})
        elif "components" in one:
            made.append({**one, "components": _made_out_to(asker, one["components"], addressed)})
        else:
            made.append({**one, "custom_id": one["custom_id"].removesuffix(_SUFFIX) + f":{asker}"})
    return made
