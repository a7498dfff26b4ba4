"""The catalogue of rules: identifiers in, level and words out.

A rule's good and bad examples are its tests, and with its `why` they are its page in docs/rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["error", "warning", "advice"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
_FOLDER = Path(__file__).parent
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

GROUPS: Final = {
    "files": "Files",
    "yaml": "YAML: how the text is written",
    "schema": "Schema: fields and their values",
    "references": "References: what is named has to be there",
    "figures": "Figures: every number with its source",
    "time": "Time",
    "matching": "Matching: which question goes where",
    "output": "Output: what people see",
}
"""The files of this folder, in the order of the docs, and their headings there."""


@dataclass(frozen=True, slots=True)
class Example:
    """A rule broken and kept, as two forms of the same lines of one knowledge file.

    `good` is the form that is right. It stands in the tests' small knowledge folder, or replaces `instead_of` there;
    `bad` replaces it in turn. A `bad` of None leaves the whole file out, `encoding` is how the file is saved, and
    `times` repeats the lines. `told_in` is the file the problem stands in, if another one. `needs` says what the rule
    looks at besides the folder.
    """

    file: str
    good: str
    bad: str | None
    instead_of: str | None = None
    encoding: str = "utf-8"
    times: int = 1
    told_in: str | None = None
    needs: Literal["guides", "questions", "schema"] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be wrong: `message` and `hint` have places for the facts of a finding, as `str.format` fills them.

    `fixable` says that `career-bot check --fix` can put it right without changing what is meant.
    """

    id: str
    group: str
    level: Level
    message: str
    hint: str | None
    why: str
    example: Example
    fixable: bool = False


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by id, in the order of the docs."""
    found: dict[str, Rule] = {}
    for group in GROUPS:
        text = (_FOLDER / f"{group}.yaml").read_text(encoding="utf-8")
        for fields in yaml.load(text, Loader=_Loader):  # noqa: S506 - a safe loader, in C where there is one
            example = Example(**fields.pop("example"))
            rule = Rule(group=group, example=example, **{"hint": None, **fields})
            found[rule.id] = rule
    return found
