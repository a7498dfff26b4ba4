"""What is said where there is nothing to list: what the knowledge has none of, and where it would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

import typer

from bot.frontends.terminal import exits
from bot.frontends.terminal.startup import settings_for, tell

if TYPE_CHECKING:
    from bot.knowledge.snapshot import Knowledge

NO_FIGURES: Final = "this knowledge has no figures; they are written into {folder}/figures/*.yaml"
NO_CREDENTIALS: Final = "this knowledge has no credentials; they are written into {folder}/credentials.yaml"
NO_CHARTS: Final = (
    "this knowledge has no charts; an entry in {folder}/faq/*.yaml gets one by naming a table of figures as its `chart`"
)
NONE_FITS: Final = "no figure fits all of that; without options, career-bot figures lists all {number}"


def end_with_nothing(context: typer.Context, none_there: str, *, asked: bool) -> NoReturn:
    """Say what there is none of: done where everything was to be listed, no success where something was `asked` for."""
    tell(none_there.format(folder=settings_for(context).knowledge_dir))
    raise typer.Exit(exits.COULD_NOT_RUN if asked else exits.OK)


def none_fits(knowledge: Knowledge) -> str:
    """Return what is said where there are figures, and none that all filters let through."""
    return NONE_FITS.format(number=len(knowledge.figures))
