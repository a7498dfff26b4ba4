"""The typed, frozen records of how people talk: shorthand, synonyms, and the names of what questions name."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.knowledge.records import AreaType, Identifier, Line, Record

Narrowing = Literal["always", "details", "never"]
"""Whether who names an occupation asks for figures of that one: always, for a detail only, or never.

Never is for the field itself, by whatever name: what is said of the field answers.
"""


class Term(Record):
    """A thing that questions name: `name` is how answers call it, `aliases` how people do."""

    id: Identifier
    name: Line
    aliases: tuple[Line, ...] = ()


class Occupation(Term):
    """Whom figures are about. `kind_of` is the occupation that it is one of; `narrows` says what naming it asks for."""

    kind_of: Identifier | None = None
    narrows: Narrowing = "always"


class PlaceAlias(Record):
    """Further names of a place that is known from the list of places."""

    name: Line
    type: AreaType
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    aliases: tuple[Line, ...]


class ShareWords(Record):
    """The words in which a share of earners is said; numbers are percent, ordinals and quartiles the rank they mean."""

    top: tuple[Line, ...] = ()
    bottom: tuple[Line, ...] = ()
    upper: tuple[Line, ...] = ()
    lower: tuple[Line, ...] = ()
    paid: tuple[Line, ...] = ()
    percent: tuple[Line, ...] = ()
    numbers: dict[str, float] = Field(default_factory=dict)
    parts: dict[str, float] = Field(default_factory=dict)
    percentile: tuple[Line, ...] = ()
    ordinals: dict[str, float] = Field(default_factory=dict)
    quartiles: dict[str, float] = Field(default_factory=dict)
    earners: tuple[Line, ...] = ()


class Trade(Record):
    """A kind of work of the field: how one and several who do it are called, and the words for the work itself."""

    worker: Line | None = None
    workers: Line | None = None
    work: tuple[Line, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All its words."""
        return (*self.people, *self.work)

    @property
    def people(self) -> tuple[str, ...]:
        """The words for those who do it; none where it is said in several words only, as of medical records."""
        return tuple(filter(None, (self.worker, self.workers)))


class InFull(Record):
    """How questions that are put together from what was picked call those who work in the field, and the work."""

    workers: Line | None = None
    work: Line | None = None


class Examples(Record):
    """One of each kind of thing that only this field has; places and years are the same everywhere."""

    industry: Line | None = None
    credential: Line | None = None
    organization: Line | None = None
    other_occupation: Line | None = None

    def by_slot(self) -> dict[str, str]:
        """Return them by the slot of phrasings that they may stand in."""
        return {slot: str(name) for slot, name in self if name}


class AnyOfAKind(Record):
    """What stands for any of a kind of thing, where a question is the same whichever of them is named."""

    industry: Line | None = None
    credential: Line | None = None
    education: Line | None = None


class Vocabulary(Record):
    """vocabulary.yaml: how people talk, and what the matcher takes it to mean."""

    shorthand: dict[str, str] = Field(default_factory=dict)
    phrases: dict[str, str] = Field(default_factory=dict)
    spanish_shorthand: dict[str, str] = Field(default_factory=dict)
    spanish: dict[str, str] = Field(default_factory=dict)
    synonyms: tuple[tuple[Line, ...], ...] = ()
    misspellings: dict[str, str] = Field(default_factory=dict)
    left_alone: tuple[Line, ...] = ()
    lead_ins: tuple[Line, ...] = ()
    sign_offs: tuple[Line, ...] = ()
    filler: tuple[Line, ...] = ()
    field: tuple[Line, ...] = ()
    trades: tuple[Trade, ...] = ()
    beside_trades: tuple[Line, ...] = ()
    in_full: InFull = InFull()
    made: tuple[Line, ...] = ()
    subjects: tuple[Line, ...] = ()
    examples: Examples = Examples()
    any_of: AnyOfAKind = AnyOfAKind()
    occupations: tuple[Occupation, ...] = ()
    other_occupations: tuple[Term, ...] = ()
    industries: tuple[Term, ...] = ()
    experience: tuple[Term, ...] = ()
    education: tuple[Term, ...] = ()
    statistics: tuple[Term, ...] = ()
    shares: ShareWords = ShareWords()
    pay_periods: tuple[Term, ...] = ()
    extremes: tuple[Term, ...] = ()
    area_types: tuple[Term, ...] = ()
    place_aliases: tuple[PlaceAlias, ...] = ()
    other_credentials: tuple[Term, ...] = ()
    schools: tuple[Term, ...] = ()
    employers: tuple[Term, ...] = ()
    other_uses_of_letters: tuple[Line, ...] = ()
    other_trades: tuple[Line, ...] = ()
    other_publishers: tuple[Term, ...] = ()
