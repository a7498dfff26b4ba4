"""The custom ids of everything that can be pressed and outlives a restart: all it needs is in its id.

They start with a version. `cb1:show:<entry id>` shows an entry to whoever presses; with `:<user id>` after it, that
person's press turns the card itself into the answer. `cb1:chart:<chart id>` shows a chart to whoever presses.
`cb1:sources:<keys>` lists a card's sources (source_keys.py) for whoever presses.
`cb1:vote:<entry id>:yes` and `:no` are votes on an entry. `cb1:topics` shows all topics, with `:<topic>:<page>` after
it a page of one. `cb1:forget` deletes what can be tied to whoever presses; `cb1:delete:<user id>` takes a
card away for that person and for moderators. `cb1:set:…` and `cb1:toggle:…` change a
server's settings. `cb1:vain:…` is what moderators do with a question that was asked in vain, which is named by its
number in the store. `cb1:change:…` decides on a change that this process holds,
`cb1:form:…` opens a form again with what was typed into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION: Final = "cb1"
_ENTRY: Final = r"[a-z0-9-]{1,64}"
_NUMBER: Final = r"[0-9]{1,20}"
_KEY: Final = r"[0-9a-f]{1,32}"


@dataclass(frozen=True, slots=True)
class IdForm:
    """The ids of one kind: how they begin, and a pattern for each part; of the optional parts all stand or none."""

    begins: str
    parts: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The pattern of a whole id, with a group for each part."""
        optional = _groups(self.optional)
        return f"{_VERSION}:{self.begins}{_groups(self.parts)}" + (f"(?:{optional})?" if optional else "")

    def filled(self, **parts: object) -> str:
        """Return the id with these parts; an optional one may be None."""
        values = (parts.get(name) for name in self.optional)
        stand = [*(parts[name] for name in self.parts), *(value for value in values if value is not None)]
        return ":".join((_VERSION, self.begins, *map(str, stand)))


def _groups(parts: Mapping[str, str]) -> str:
    return "".join(f":(?P<{name}>{pattern})" for name, pattern in parts.items())


SHOW: Final = IdForm("show", {"entry": _ENTRY}, optional={"asker": _NUMBER})
CHART: Final = IdForm("chart", {"chart": _ENTRY})
SOURCES: Final = IdForm("sources", {"keys": r"[a-z2-7]{5,85}"})
VOTE: Final = IdForm("vote", {"entry": _ENTRY, "opinion": "yes|no"})
TOPICS: Final = IdForm("topics", optional={"topic": _ENTRY, "page": r"[0-9]{1,3}"})
FORGET: Final = IdForm("forget")
DELETE: Final = IdForm("delete", {"asker": _NUMBER})
SET: Final = IdForm("set", {"field": "mode|channels|moderator_role|moderators_channel|language"})
TOGGLE: Final = IdForm("toggle", {"field": "second_moderator_approves|manners"})
VAIN_LIST: Final = IdForm("vain:list")
VAIN_TEACH: Final = IdForm("vain:teach", {"question": _NUMBER})
VAIN_ACT: Final = IdForm("vain", {"act": "entry|gap|dismiss|dismiss-all|back", "question": _NUMBER})
FORM: Final = IdForm("form", {"key": _KEY})
CHANGE: Final = IdForm("change", {"decision": "apply|leave", "key": _KEY})

_KNOWN: Final = (
    SHOW, CHART, SOURCES, VOTE, TOPICS, FORGET, DELETE, SET, TOGGLE, VAIN_LIST, VAIN_TEACH, VAIN_ACT, FORM, CHANGE,
)  # fmt: skip
RETIRED_ID: Final = rf"(?!(?:{re.sub('[?]P<[a-z]+>', '?:', '|'.join(form.template for form in _KNOWN))})$)cb[0-9]+:.*"
"""An id of ours that this version doesn't know."""
