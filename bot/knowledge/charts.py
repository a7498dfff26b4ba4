"""Which charts the knowledge has, and what may stand on one axis: names and rules here, the drawing elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.knowledge.records import Figure
    from bot.knowledge.snapshot import Knowledge

CREDENTIALS_CHART: Final = "credentials-by-organization"
"""The one chart that isn't a table of figures: it is drawn from the credentials' `offered_by`."""
A_RANGE: Final = "a range"


def chart_names(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the charts that some entry names, in the order of the entries."""
    return tuple(dict.fromkeys(entry.chart for entry in knowledge.entries.values() if entry.chart))


def axis_units(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the units that a chart of these figures would need, such as 'USD/year'; a chart has room for one.

    Pay by the hour is left to the table where the same currency is there by the year. A range has no single length, so
    it counts as a unit of its own.
    """
    units = dict.fromkeys(figure.unit_name if figure.value is not None else A_RANGE for figure in figures)
    return tuple(unit for unit in units if not (unit.endswith("/hour") and f"{unit.removesuffix('hour')}year" in units))
