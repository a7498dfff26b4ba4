"""What pydantic found wrong with a file's data, told in plain words at the place it stands."""

from __future__ import annotations

import types
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from bot.knowledge.near_names import did_you_mean
from bot.knowledge.rules.catalogue import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.knowledge.problems import Problem
    from bot.knowledge.yaml_source import Path, Position, YamlSource

_WANTED: Final = {
    "string": ("a text", "put it in double quotes, or write one text where a list stands"),
    "decimal": ("a number", "write digits only, without commas, signs of money and units"),
    "finite": ("a number", "write digits only, without commas, signs of money and units"),
    "bool": ("true or false", "write true or false, without quotes"),
    "tuple": ("a list", "put it in square brackets, or on lines of their own that begin with a dash"),
    "model": (
        "an item with fields of its own",
        "write its fields on lines of their own, each with its name and a colon",
    ),
    "dict": ("pairs of words", "write each on a line of its own, as one word, a colon, and what it stands for"),
    "date": ("a date", 'write it as year, month and day, such as "2027-06-01"'),
}
"""By how pydantic's error types begin: what is wanted, and what to do about it."""
FORMS: Final = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits, with single hyphens between them, such as first-guide",
    r"^[A-Z]{2}$": "two capital letters, such as US",
    r"^\d{4}$": 'a year in quotes, such as "2022"',
    r"^\d{4}(-\d{2})?$": 'a year, or a year and a month, in quotes: "2021" or "2013-05"',
}
"""How a text has to look, in words, by the pattern it has to match."""
_NEAR_WORD: Final = 60  # of 100; the allowed words are few, so that less likeness will do


def validated(source: YamlSource, model: type[BaseModel]) -> BaseModel | None:
    """Return the file's data as records; where it can't be, what is wrong is added to the source's problems."""
    try:
        return model.model_validate(source.data if source.data is not None else {})
    except ValidationError as error:
        found: dict[tuple[int, int, str], Problem] = {}
        for problem in _problems(source, model, error.errors()):
            found.setdefault((problem.line, problem.column, problem.message), problem)
        places: set[tuple[int, int, str]] = set()
        for problem in found.values():  # the branches of a union complain of the same value, each in its way
            if (place := (problem.line, problem.column, problem.rule)) not in places or problem.rule == "missing-field":
                source.problems.append(problem)
            places.add(place)
        return None


def _problems(source: YamlSource, model: type[BaseModel], details: list[Any]) -> Iterator[Problem]:
    places = Counter(detail["loc"] for detail in details)
    around = {place[:length] for place in places for length in range(len(place))}
    for detail in details:
        place = detail["loc"]
        if detail["type"] == "too_short" and (place in around or places[place] > 1):
            continue  # what is too short only is so because of what is wrong inside
        yield _problem(source, model, detail)


def _problem(source: YamlSource, model: type[BaseModel], detail: Mapping[str, Any]) -> Problem:  # noqa: PLR0911 - one return for each kind of error
    path: Path = tuple(step for step in detail["loc"] if step != "[key]")
    known = path
    while known and known not in source.values:
        known = known[:-1]
    kind, facts = detail["type"], detail.get("ctx") or {}
    last = path[-1] if path else ""
    name = str(last) if isinstance(last, str) else next((str(s) for s in reversed(known) if isinstance(s, str)), "")
    if kind in rules():  # raised by the records' own validators
        facts.pop("rule", None)
        at: Path | Position = (*known, facts["field"]) if facts.get("field") else _first_key(source, known)
        return source.problem(at, kind, **facts)
    if kind == "extra_forbidden":
        fields = _fields_at(model, path[:-1])
        where = source.keys.get(path, source.position(known))
        hint = did_you_mean(str(last), fields, _NEAR_WORD)
        return source.problem(where, "unknown-field", name=last, known=", ".join(fields), hint=hint)
    if kind == "missing":
        return source.problem(_first_key(source, known), "missing-field", name=last)
    if kind == "literal_error":
        allowed = str(facts["expected"])
        words = allowed.replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(str(detail["input"]), words, _NEAR_WORD)
        return source.problem(known, "wrong-value", value=_shown(detail["input"]), allowed=allowed, hint=hint)
    if kind == "string_pattern_mismatch":
        form = FORMS.get(facts["pattern"], f"as {facts['pattern']}")
        return source.problem(known, "wrong-form", value=_shown(detail["input"]), name=name, form=form)
    if kind in {"string_too_long", "too_long"}:
        length = len(detail["input"])
        return source.problem(known, "too-long", name=name, length=length, limit=facts["max_length"])
    if kind in {"string_too_short", "too_short"}:
        return source.problem(known, "empty", name=name)
    wanted, remedy = next((words for start, words in _WANTED.items() if kind.startswith(start)), (detail["msg"], ""))
    return source.problem(known, "wrong-type", name=name or "this file", wanted=wanted, remedy=remedy)


def _first_key(source: YamlSource, record: Path) -> Position:
    """Return where a record's first field begins, which is where a problem of the whole record is told."""
    return source.first_keys.get(record) or source.position(record)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the field names of the model that the mapping at `path` belongs to."""
    current: Any = model
    for step in path:
        if (
            isinstance(step, str)
            and isinstance(current, type)
            and issubclass(current, BaseModel)
            and step in current.model_fields
        ):
            current = _inner_model(current.model_fields[step].annotation)
    return list(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _inner_model(annotation: Any) -> Any:  # noqa: ANN401 - annotations are any object
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _inner_model(argument)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None
