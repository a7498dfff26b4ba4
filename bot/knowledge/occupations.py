"""Whose figures stand for whose: the vocabulary's occupations by what naming one of them asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.records import Figure
    from bot.knowledge.vocabulary import Occupation


@dataclass(frozen=True, slots=True)
class Occupations:
    """The occupations, by id.

    Attributes:
        of_the_field: those whose figures stand for the field and for each other, the closest to the field first.
        kind_of: the occupation that a kind is of; figures of kinds answer only for those.
        narrowing: those whose own figures are asked for when they are named.
        narrowing_details: these, and those whose own figures are asked for when a detail is named besides.
        only_abroad: those that have figures of pay, and none of the country that the guides are about.
    """

    of_the_field: tuple[str, ...]
    kind_of: Mapping[str, str]
    narrowing: frozenset[str]
    narrowing_details: frozenset[str]
    only_abroad: frozenset[str]

    @classmethod
    def of(cls, listed: Iterable[Occupation], pay: Iterable[Figure]) -> Occupations:
        """Take them from the vocabulary's list, in its order, and the figures of pay."""
        listed, pay = tuple(listed), tuple(pay)
        kind_of = {one.id: one.kind_of for one in listed if one.kind_of}
        apart = {*kind_of, *kind_of.values()}
        at_home = {figure.population for figure in pay if figure.area is None or figure.area.country == "US"}
        with_pay = {figure.population for figure in pay if figure.population}
        return cls(
            of_the_field=tuple(one.id for one in listed if one.id not in apart),
            kind_of=kind_of,
            narrowing=frozenset(one.id for one in listed if one.narrows == "always"),
            narrowing_details=frozenset(one.id for one in listed if one.narrows != "never"),
            only_abroad=frozenset(with_pay - at_home),
        )

    def kinds_named(self, named: Iterable[str]) -> frozenset[str]:
        """Return the kinds that are meant where some are named: those, or all kinds of what is named; often none."""
        named = frozenset(named)
        return named & self.kind_of.keys() or frozenset(kind for kind, whole in self.kind_of.items() if whole in named)
