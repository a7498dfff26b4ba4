"""What can be pressed and outlives a restart: made for a card, and made anew from what Discord sends back of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import discord

from bot.frontends.discord.limits import BUTTON_LABEL
from bot.frontends.discord.markdown import shortened

if TYPE_CHECKING:
    import re

    from bot.frontends.discord.custom_ids import IdForm

_Item = TypeVar("_Item", bound="discord.ui.Item[Any]")
_NO_ID = r"(?!)"


class Pressable(discord.ui.DynamicItem[_Item], Generic[_Item], template=_NO_ID):
    """A button or menu whose kind has an id `form`, and which holds nothing but what its id does."""

    form: IdForm

    def __init_subclass__(cls, *, form: IdForm | None = None, template: str = _NO_ID) -> None:
        """Have discord.py know a kind by the form of its ids, or those that have no form of ours by a pattern."""
        super().__init_subclass__(template=form.template if form is not None else template)
        if form is not None:
            cls.form = form

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],
        match: re.Match[str],  # noqa: ARG003 - discord.py's signature
        /,
    ) -> Self:
        """Make it anew of what Discord sent back."""
        return cls(item)  # type: ignore[arg-type]  # an item of the kind that has such ids

    @property
    def parts(self) -> dict[str, Any]:
        """The parts of its id, by their names; optional ones may be None."""
        found = self.template.fullmatch(self.custom_id)
        return found.groupdict() if found is not None else {}


class PressableButton(Pressable[discord.ui.Button[Any]]):
    """A button that outlives a restart."""

    @classmethod
    def of(cls, label: str, *, style: discord.ButtonStyle = discord.ButtonStyle.secondary, **parts: object) -> Self:
        """Make the button for a card; `parts` are those of its id."""
        custom_id = cls.form.filled(**parts)
        return cls(discord.ui.Button(label=shortened(label, BUTTON_LABEL), style=style, custom_id=custom_id))
