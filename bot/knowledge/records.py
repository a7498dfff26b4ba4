"""The typed, frozen records of the knowledge: guides, figures and entries.

Field names follow schema.org, Our World in Data, SDMX, BLS (figures) and CTDL (credentials). The YAML files are
validated against these models; everything else in the project reads them and never changes them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=3000)]

FigureKind = Literal["pay", "projection", "duration", "cost", "count"]
Statistic = Literal[
    "mean", "median", "percentile10", "percentile25", "percentile75", "percentile90", "minimum", "maximum", "typical"
]
Experience = Literal["entry", "experienced", "senior", "top"]
Education = Literal["diploma", "certificate", "associate", "bachelor"]
AreaType = Literal["country", "state", "district", "territory", "city"]
Qualifier = Literal["about", "nearly", "over", "under", "up_to", "or_more", "as_little_as", "a_few_months_to"]
Lookup = Literal[
    "pay", "projection", "duration", "cost",
    "credential.overview", "credential.offered_by", "credential.requires", "credential.exam", "credential.covers",
    "credential.process_duration", "credential.compare",
]  # fmt: skip
Missing = Literal["area", "period", "occupation", "industry", "detail", "price", "issuer", "requirements", "exam",
                  "duration", "content", "lowest"]  # fmt: skip


NEEDED_BY_KIND: Final[dict[str, tuple[str, ...]]] = {
    "pay": ("currency", "pay_period", "statistic", "population", "area"),
    "projection": ("unit", "population", "target_period"),
    "duration": ("unit", "subject"),
    "cost": ("currency", "subject"),
    "count": ("unit", "subject"),
}
"""The qualifiers without which a figure of each kind says too little."""


def _breaks(rule: str, **facts: str) -> PydanticCustomError:
    """Return the error that says which of the checker's rules a record breaks; the rule has the words."""
    return PydanticCustomError(rule, "{rule}", {"rule": rule, **facts})


class Record(BaseModel):
    """A frozen record that refuses fields it doesn't know."""

    # what validates is made when something is read: a warm start reads no YAML
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


# ── guides ────────────────────────────────────────────────────────────────────────────────────────────────────────
class Section(Record):
    """A part of a guide; `opens_with` is how its first line begins there."""

    id: Identifier
    title: Line
    opens_with: Line


class Guide(Record):
    """One of the sources."""

    id: Identifier
    file: Line
    title: Line
    untitled: bool = False
    attribution_short: Line
    publisher: Line | None = None
    sections: tuple[Section, ...]


class Publisher(Record):
    """Who first published a figure; `id` is the name figures use in `attributed_to`."""

    id: Line
    name: Line
    aliases: tuple[Line, ...] = ()


class GuidesFile(Record):
    """guides.yaml."""

    about: dict[LanguageCode, Line] = Field(default_factory=dict)
    guides: tuple[Guide, ...]
    publishers: tuple[Publisher, ...] = ()


class Citation(Record):
    """A guide and the section of it that says so."""

    guide: Identifier
    section: Identifier


class PrintedCitation(Citation):
    """A citation that also gives the number as the guide prints it."""

    as_printed: Line


# ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────
class Area(Record):
    """A place: name as shown, type, and ISO 3166 country code."""

    name: Line
    type: AreaType
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Figure(Record):
    """One number with its provenance. Either `value`, or `minimum` and `maximum`, is given."""

    id: Identifier
    kind: FigureKind
    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    qualifier: Qualifier | None = None
    unit: Line | None = None
    currency: Literal["USD", "GBP", "CAD", "AUD"] | None = None
    pay_period: Literal["hour", "year"] | None = None
    per: Line | None = None
    statistic: Statistic | None = None
    population: Identifier | None = None
    industry: Identifier | None = None
    area: Area | None = None
    experience: Experience | None = None
    education: tuple[Education, ...] = ()
    credentials: tuple[Identifier, ...] = ()
    subject: Line | None = None
    reference_period: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2})?$")] | None = None
    base_period: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None = None
    target_period: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None = None
    attributed_to: Line | None = None
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    note: Line | None = None
    review_by: date | None = None
    citations: Annotated[tuple[PrintedCitation, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        ends = self.minimum is not None, self.maximum is not None
        if (self.value is None) == (not any(ends)):
            raise _breaks("value-or-range", what="give either 'value', or 'minimum' and 'maximum'")
        if any(ends) and not all(ends):
            raise _breaks("value-or-range", what="a range needs both 'minimum' and 'maximum'")
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            raise _breaks("range-order", field="minimum")
        if self.base_period and self.target_period and self.base_period >= self.target_period:
            raise _breaks("period-order", field="target_period")
        missing = [name for name in NEEDED_BY_KIND[self.kind] if getattr(self, name) is None]
        if missing:
            raise _breaks("incomplete-figure", kind=self.kind, missing=", ".join(missing))
        return self

    @property
    def unit_name(self) -> str:
        """The unit in one word, e.g. 'USD/year', 'percent', 'weeks', 'USD/semester'."""
        if self.currency:
            return f"{self.currency}/{self.pay_period or self.per or 'once'}"
        return self.unit or ""

    @property
    def period(self) -> str | None:
        """The reference period as the contract prints it: '2013-05', '2022-2032', 'to 2029'."""
        if self.target_period:
            return f"{self.base_period}-{self.target_period}" if self.base_period else f"to {self.target_period}"
        return self.reference_period


class Selection(Record):
    """Which figures: every given field must match. `none` asks for figures without that qualifier, `any` for any."""

    kind: FigureKind
    statistic: tuple[Statistic, ...] = ()
    population: tuple[Identifier, ...] = ()
    industry: tuple[Identifier, ...] = ()
    area: tuple[Line, ...] = ()
    area_type: tuple[AreaType, ...] = ()
    experience: tuple[Experience | Literal["none", "any"], ...] = ()
    education: tuple[Education, ...] = ()
    credentials: tuple[Identifier, ...] = ()
    pay_period: Literal["hour", "year"] | None = None
    currency: tuple[str, ...] = ()
    dated: bool | None = None


class TableSpec(Record):
    """A named list of figures, drawn as a table or a chart."""

    id: Identifier
    title: Line
    select: tuple[Selection, ...]
    order: Literal["highest", "lowest", "newest", "as_listed"] = "as_listed"
    label: Literal["area", "industry", "description", "subject"] = "description"


class FiguresFile(Record):
    """figures/*.yaml."""

    figures: tuple[Figure, ...] = ()
    tables: tuple[TableSpec, ...] = ()


# ── entries ───────────────────────────────────────────────────────────────────────────────────────────────────────
class Scope(Record):
    """What an entry that looks figures or credentials up is itself the answer to, without a further look-up."""

    area_type: AreaType | None = None
    dimension: Literal["industry", "top", "period", "comparison"] | None = None
    pay_period: Literal["hour", "year"] | None = None
    experience: Experience | None = None
    statistic: Statistic | None = None
    occupation: Identifier | None = None
    industry: Identifier | None = None
    education: Education | None = None
    credential: Identifier | None = None
    organization: Identifier | None = None


class EntryTests(Record):
    """Questions that have to (`asks`) or must not (`rejects`) be answered by the entry."""

    asks: tuple[Line, ...] = ()
    rejects: tuple[Line, ...] = ()


class Entry(Record):
    """One FAQ item. `covered: false` marks a known gap: the guides have no answer, and the entry says so.

    `subject` is the short noun phrase that «it», «that» or «those» mean right after this answer. `of_credential` is the
    look-up that the question is for where it names a certification: whether a degree is needed, but for the RHIT.
    """

    id: Identifier
    question: Annotated[str, StringConstraints(max_length=100)]
    subject: Line | None = None
    covered: bool = True
    lookup: Lookup | None = None
    scope: Scope | None = None
    missing: Missing | None = None
    of_credential: Lookup | None = None
    phrasings: Annotated[tuple[Line, ...], Field(min_length=1)]
    answer: Prose
    chart: Identifier | None = None
    see: tuple[Identifier, ...] = ()
    citations: tuple[Citation, ...] = ()
    tests: EntryTests = EntryTests()
    review_by: date | None = None


class EntriesFile(Record):
    """faq/*.yaml."""

    entries: tuple[Entry, ...]
