"""What stands in the custom ids of buttons, which outlive a restart: a version, what to do, and with what.

`cb1:show:<entry id>` shows an entry to whoever presses; with `:<user id>` after it, that person's press turns the card
itself into the answer. `cb1:chart:<chart id>` shows a chart to whoever presses. `cb1:vote:<entry id>:yes` and `:no` are
votes on an entry. `cb1:topics` shows all topics, with `:<topic>:<page>` after it a page of one. `cb1:forget` deletes
what can be tied to whoever presses. `cb1:set:…` and `cb1:toggle:…` change a server's settings.
`cb1:delete:<user id>` takes a card away for that person and for moderators.
"""

from __future__ import annotations

import re

SHOW_ID = r"cb1:show:(?P<entry>[a-z0-9-]{1,64})(?::(?P<asker>[0-9]{1,20}))?"
CHART_ID = r"cb1:chart:(?P<chart>[a-z0-9-]{1,64})"
VOTE_ID = r"cb1:vote:(?P<entry>[a-z0-9-]{1,64}):(?P<opinion>yes|no)"
TOPICS_ID = r"cb1:topics(?::(?P<topic>[a-z0-9-]{1,64}):(?P<page>[0-9]{1,3}))?"
FORGET_ID = r"cb1:forget"
DELETE_ID = r"cb1:delete:(?P<asker>[0-9]{1,20})"
SET_ID = r"cb1:set:(?P<field>mode|channels|moderator_role|moderators_channel|language)"
TOGGLE_ID = r"cb1:toggle:(?P<field>second_moderator_approves|manners)"
_KNOWN_ID = re.sub(
    r"\?P<[a-z]+>",
    "?:",
    rf"(?:{SHOW_ID}|{CHART_ID}|{VOTE_ID}|{TOPICS_ID}|{FORGET_ID}|{DELETE_ID}|{SET_ID}|{TOGGLE_ID})",
)
RETIRED_ID = rf"(?!{_KNOWN_ID}$)cb[0-9]+:.*"
