"""A knowledge folder to start from, for any field: the text of each file, by what it is about and its first guide.

How people talk is taken from the shipped knowledge, without what belongs to its field; what else there is stands in
`starting.yaml`. Pure but for reading the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.knowledge import yaml_writing
from bot.knowledge.layout import LAYOUT
from bot.knowledge.schema import field_texts, schema_files, schema_line
from bot.knowledge.splice import KnowledgeText
from bot.knowledge.yaml_source import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PLAN = Path(__file__).with_suffix(".yaml")
_FOR_THE_FIELD = "the field"  # stands in the texts of the plan for what the knowledge is about


@dataclass(frozen=True, slots=True)
class Start:
    """What a new knowledge is about, as it stands behind «ask me about», and the title of its first guide."""

    about: str
    guide: str


def starting_files(start: Start, shipped: Path) -> dict[str, str]:
    """Return the text of each file of a new knowledge folder by its name in it.

    Args:
        start: what it is about.
        shipped: the knowledge that comes with the bot.
    """
    plan = _plan()
    own = {
        "guides.yaml": _guides(plan["files"]["guides.yaml"], start),
        "faq/first-questions.yaml": _with_subject(plan["files"]["faq/first-questions.yaml"], start),
    }
    taken = {name: "\n".join(_taken_over(name, shipped, plan, start)) + "\n" for name in plan["headings"]}
    texts = {name: f"{schema_line(_pattern(name))}\n{text}" for name, text in (own | taken).items()}
    return texts | schema_files()


@cache
def _plan() -> dict[str, Any]:
    plan: dict[str, Any] = yaml.safe_load(_PLAN.read_text(encoding="utf-8"))
    return plan


def _pattern(name: str) -> str:
    return next(pattern for pattern in LAYOUT if Path(name).match(pattern))


def _guides(text: str, start: Start) -> str:
    guides = KnowledgeText("guides.yaml", text).set(("about", "en"), start.about)
    return guides.set(("guides", 0, "title"), start.guide).set(("guides", 0, "attribution_short"), start.guide).text


def _with_subject(text: str, start: Start) -> str:
    """Return a file's text with the subject in its answers."""
    file = KnowledgeText("first-questions.yaml", text)
    for index, entry in enumerate(file.source.data["entries"]):
        file = file.set(("entries", index, "answer"), entry["answer"].replace(_FOR_THE_FIELD, start.about))
    return file.text


# ── taken over from the shipped knowledge ─────────────────────────────────────────────────────────────────────────
def _taken_over(name: str, shipped: Path, plan: Mapping[str, Any], start: Start) -> Iterator[str]:
    """Yield the lines of a file that is made from the shipped one."""
    data = parse(name, (shipped / name).read_text(encoding="utf-8")).data
    yield f"# {plan['headings'][name]}"
    if name == "vocabulary.yaml":
        mentions = _any_of(*plan["words_of_the_field"], *plan["words_of_its_workplaces"])
        yield from _vocabulary(_without(data, mentions), plan["vocabulary"], start)
        return
    mentions = _any_of(*plan["words_of_the_field"])
    (listed,) = data
    records = [record for record in data[listed] if record["id"] not in plan["elsewhere_of_the_field"]]
    yield f"{listed}:"
    for record in _without(records, mentions):
        record.pop("tests", None)  # of the shipped knowledge, and much to answer for one that has just begun
        if record["id"] in plan["replies"]:
            record["reply"] = plan["replies"][record["id"]].format(about=start.about)
        yield from yaml_writing.item(record, yaml_writing.STEP)
        yield ""


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _vocabulary(data: Mapping[str, Any], kept: list[str], start: Start) -> Iterator[str]:
    said = field_texts()["Vocabulary"]["fields"]
    for section in kept:
        yield ""
        yield f"# {said[section]}" if isinstance(said[section], str) else f"# {said[section]['description']}"
        yield from yaml_writing.field(section, data[section], 0)
    about = list(dict.fromkeys(re.findall(r"\w+", start.about.casefold())))
    for section in ("field", "subjects"):
        yield ""
        yield f"# {said[section]}"
        yield from yaml_writing.field(section, about, 0)


def _without(value: Any, mentions: re.Pattern[str]) -> Any:  # noqa: ANN401 - YAML data is any JSON-like value
    """Return data without the items and pairs whose words mention something; a record keeps its fields."""
    if isinstance(value, dict):
        pairs = {key: _without(one, mentions) for key, one in value.items()}
        return {key: one for key, one in pairs.items() if not (isinstance(one, str) and _told(key, one, mentions))}
    if isinstance(value, list):
        kept = [_without(one, mentions) for one in value if not (isinstance(one, str) and mentions.search(one))]
        return [one for one in kept if one]
    return value


def _told(key: str, text: str, mentions: re.Pattern[str]) -> bool:
    return key not in {"id", "name", "reply", "type", "country", "asks_for"} and bool(mentions.search(f"{key} {text}"))
