"""The placeholders of answer texts: `{kind:name}`. One pattern, shared by the checks and by the composer."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\{(?P<kind>[a-z_]+):(?P<name>[a-z0-9-]+)\}")
KINDS = ("figure", "period", "table", "credential", "organization", "code_set", "card", "about", "asked")
ASKED = ("place", "occupation", "industry", "credential")


def digits_outside_placeholders(text: str) -> list[str]:
    """Return the runs of digits typed into prose: they belong into records."""
    return re.findall(r"\d[\d,.]*", PLACEHOLDER.sub("", text))
