"""What people may say for each dimension of the figures, and the value in the records that they mean by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from bot.answering import wording
from bot.answering.figure_queries import periods_of
from bot.answering.naming import Names
from bot.knowledge.records import Experience, FigureKind, Statistic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.vocabulary import Term

_OFFERED: Final = 3  # values offered where one doesn't exist
_LISTED: Final = 20  # values that are all listed when none is near


class UnknownValueError(Exception):
    """No figure has this value in this dimension. `near` are values like it that some figure has.

    `all_of_them` are all values of the dimension when they are few; the message lists them when none is near.
    """

    def __init__(self, dimension: str, text: str, near: tuple[str, ...], all_of_them: tuple[str, ...]) -> None:
        self.dimension, self.text, self.near, self.all_of_them = dimension, text, near, all_of_them
        said = wording.NO_SUCH_VALUE.format(dimension=dimension, text=text)
        if near:
            said += f"; {wording.DID_YOU_MEAN_VALUES.format(values=alternatives(near))}"
        elif all_of_them:
            said += f"; {wording.THERE_IS.format(values='; '.join(all_of_them))}"
        super().__init__(said)


class FigureFilters:
    """Turns what people type into values of the records. Only values that some figure has can be meant."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._names: dict[str, Names[str]] = {}

    def value(self, dimension: str, text: str) -> str:
        """Return the records' value that `text` means in a dimension; raise UnknownValueError when no figure has it.

        Dimensions are 'kind', 'area', 'area type', 'country', 'industry', 'occupation', 'statistic', 'level',
        'period', 'currency', 'publisher' and 'guide'.
        """
        names = self._of(dimension)
        found = names.exactly(text)
        if found is not None:
            return found
        everything = names.things()
        raise UnknownValueError(
            dimension, text, names.like(text, _OFFERED), everything if len(everything) <= _LISTED else ()
        )

    def query_fields(self, asked: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
        """Return the fields of a `FigureQuery` for texts by dimension; a period may be of pay or of reference."""
        values = {dimension: tuple(self.value(dimension, text) for text in texts) for dimension, texts in asked.items()}
        fields: dict[str, Any] = {_FIELDS[name]: found for name, found in values.items() if name != "period"}
        periods = values.get("period", ())
        fields["pay_periods"] = tuple(period for period in periods if period in wording.PAY_PERIODS)
        fields["reference_periods"] = tuple(period for period in periods if period not in wording.PAY_PERIODS)
        return fields

    def _of(self, dimension: str) -> Names[str]:
        if dimension not in self._names:
            names: Names[str] = Names()
            for value, called in _DIMENSIONS[dimension](self._knowledge):
                names.add(value, (value, *called))
            self._names[dimension] = names
        return self._names[dimension]


def alternatives(values: tuple[str, ...]) -> str:
    """Return values to choose from in one phrase: “a”, “b” or “c”."""
    quoted = [f"“{value}”" for value in values]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


Called = tuple[str, tuple[str, ...]]


def _kinds(knowledge: Knowledge) -> Iterator[Called]:
    used = {figure.kind for figure in knowledge.figures.values()}
    return ((kind, wording.KINDS[kind]) for kind in get_args(FigureKind) if kind in used)


def _areas(knowledge: Knowledge) -> Iterator[Called]:
    aliases = {(one.name, one.type, one.country): one.aliases for one in knowledge.vocabulary.place_aliases}
    areas = dict.fromkeys(figure.area for figure in knowledge.figures.values() if figure.area)
    for area in areas:
        city, _, _ = area.name.partition(", ")
        short = (city,) if area.type == "city" else ()
        yield area.name, (*short, *aliases.get((area.name if area.type != "city" else city, area.type, area.country),
                                               ()))  # fmt: skip


def _area_types(knowledge: Knowledge) -> Iterator[Called]:
    terms = {term.id: (term.name, *term.aliases) for term in knowledge.vocabulary.area_types}
    used = dict.fromkeys(figure.area.type for figure in knowledge.figures.values() if figure.area)
    return ((kind, terms.get(kind, ())) for kind in used)


def _countries(knowledge: Knowledge) -> Iterator[Called]:
    aliases = {one.country: (one.name, *one.aliases) for one in reversed(knowledge.vocabulary.place_aliases)
               if one.type == "country"}  # fmt: skip
    used = dict.fromkeys(figure.area.country for figure in knowledge.figures.values() if figure.area)
    return ((country, (*aliases.get(country, ()), country)) for country in used)


def _terms(terms: tuple[Term, ...], used: set[str | None]) -> Iterator[Called]:
    return ((term.id, (term.name, *term.aliases)) for term in terms if term.id in used)


def _industries(knowledge: Knowledge) -> Iterator[Called]:
    return _terms(knowledge.vocabulary.industries, {figure.industry for figure in knowledge.figures.values()})


def _occupations(knowledge: Knowledge) -> Iterator[Called]:
    return _terms(knowledge.vocabulary.occupations, {figure.population for figure in knowledge.figures.values()})


def _statistics(knowledge: Knowledge) -> Iterator[Called]:
    used = {figure.statistic for figure in knowledge.figures.values()}
    terms = {term.id: (term.name, *term.aliases) for term in knowledge.vocabulary.statistics}
    return ((name, (wording.STATISTICS[name], *terms.get(name, ()))) for name in get_args(Statistic) if name in used)


def _levels(knowledge: Knowledge) -> Iterator[Called]:
    used = {figure.experience for figure in knowledge.figures.values()}
    terms = {term.id: (term.name, *term.aliases) for term in knowledge.vocabulary.experience}
    return ((name, (wording.EXPERIENCE[name], *terms.get(name, ()))) for name in get_args(Experience) if name in used)


def _periods(knowledge: Knowledge) -> Iterator[Called]:
    terms = {term.id: (term.name, *term.aliases) for term in knowledge.vocabulary.pay_periods}
    figures = knowledge.figures.values()
    for pay_period in dict.fromkeys(figure.pay_period for figure in figures if figure.pay_period):
        yield pay_period, terms.get(pay_period, ())
    for period in sorted({name for figure in figures for name in periods_of(figure)}, reverse=True):
        yield period, ()


def _currencies(knowledge: Knowledge) -> Iterator[Called]:
    used = dict.fromkeys(figure.currency for figure in knowledge.figures.values() if figure.currency)
    return ((currency, wording.CURRENCIES[currency]) for currency in used)


def _publishers(knowledge: Knowledge) -> Iterator[Called]:
    used = {figure.attributed_to for figure in knowledge.figures.values()}
    return ((one.id, (one.name,)) for one in knowledge.publishers.values() if one.id in used)


def _guides(knowledge: Knowledge) -> Iterator[Called]:
    for guide in knowledge.guides.values():
        short = guide.attribution_short
        yield guide.id, (guide.title, short, short.removesuffix(" guide"))


_DIMENSIONS: Final[dict[str, Callable[[Knowledge], Iterator[Called]]]] = {
    "kind": _kinds, "area": _areas, "area type": _area_types, "country": _countries, "industry": _industries,
    "occupation": _occupations, "statistic": _statistics, "level": _levels, "period": _periods,
    "currency": _currencies, "publisher": _publishers, "guide": _guides,
}  # fmt: skip
_FIELDS: Final = {
    "kind": "kinds", "area": "areas", "area type": "area_types", "country": "countries", "industry": "industries",
    "occupation": "populations", "statistic": "statistics", "level": "experience", "currency": "currencies",
    "publisher": "publishers", "guide": "guides",
}  # fmt: skip
