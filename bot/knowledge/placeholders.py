"""The placeholders of answer texts: `{kind:name}`. One pattern, shared by the checks and by the composer."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\{(?P<kind>[a-z_]+):(?P<name>[a-z0-9-]+)\}")
KINDS = ("figure", "period", "table", "credential", "organization", "code_set", "card", "about", "asked")
BLOCK_KINDS = ("table", "card", "about")
"""Those that stand alone on a line of an answer, because what they stand for takes several lines."""
SLOTS = ("state", "city", "country", "place", "industry", "credential", "organization", "other_occupation", "year")
"""What may stand in braces in a phrasing, for whatever a question names there."""
SLOT = re.compile(r"\{([^{}]*)\}")
MENTION = re.compile(r"@(?:everyone|here)\b|<(?:@[!&]?|#)\d+>|<(?:id:)?(?:customize|browse|guide)>")
"""What Discord makes a call to people, roles or channels of."""
ASKED = ("place", "occupation", "industry", "credential")


def digits_outside_placeholders(text: str) -> list[str]:
    """Return the runs of digits typed into prose: they belong into records."""
    return re.findall(r"\d[\d,.]*", PLACEHOLDER.sub("", text))


def broken_placeholders(text: str) -> list[str]:
    """Return what stands in braces, or is a brace, and is no placeholder."""
    others = PLACEHOLDER.sub("\n", text)  # keeps what stands before a placeholder apart from what follows it
    return [found.rstrip() for found in re.findall(r"\{[^{}\n]*\}?|\}", others)]
