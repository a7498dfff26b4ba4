"""The custom ids of everything that can be pressed and outlives a restart: all it needs is in its id.

They start with a version. `cb1:show:<entry id>` shows an entry to whoever presses; with `:<user id>` after it, that
person's press turns the card itself into the answer. `cb1:chart:<chart id>` shows a chart to whoever presses.
`cb1:vote:<entry id>:yes` and `:no` are votes on an entry. `cb1:vain:…` is what moderators do with a question that was
asked in vain, which is named by its number in the store. `cb1:change:…` decides on a change that this process holds.
"""

from __future__ import annotations

import re
from typing import Final

SHOW_ID: Final = r"cb1:show:(?P<entry>[a-z0-9-]{1,64})(?::(?P<asker>[0-9]{1,20}))?"
CHART_ID: Final = r"cb1:chart:(?P<chart>[a-z0-9-]{1,64})"
VOTE_ID: Final = r"cb1:vote:(?P<entry>[a-z0-9-]{1,64}):(?P<opinion>yes|no)"
VAIN_LIST_ID: Final = r"cb1:vain:list"
VAIN_TEACH_ID: Final = r"cb1:vain:teach:(?P<question>[0-9]{1,20})"
VAIN_ACT_ID: Final = r"cb1:vain:(?P<act>entry|gap|dismiss|back):(?P<question>[0-9]{1,20})"
CHANGE_ID: Final = r"cb1:change:(?P<decision>apply|leave):(?P<key>[0-9a-f]{1,32})"

_KNOWN: Final = f"{SHOW_ID}|{CHART_ID}|{VOTE_ID}|{VAIN_LIST_ID}|{VAIN_TEACH_ID}|{VAIN_ACT_ID}|{CHANGE_ID}"
RETIRED_ID: Final = rf"(?!(?:{re.sub('[?]P<[a-z]+>', '?:', _KNOWN)})$)cb[0-9]+:.*"
"""An id of ours that this version doesn't know."""
