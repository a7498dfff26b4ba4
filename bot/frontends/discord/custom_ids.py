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
from typing import Final

SHOW_ID: Final = r"cb1:show:(?P<entry>[a-z0-9-]{1,64})(?::(?P<asker>[0-9]{1,20}))?"
CHART_ID: Final = r"cb1:chart:(?P<chart>[a-z0-9-]{1,64})"
SOURCES_ID: Final = r"cb1:sources:(?P<keys>[a-z2-7]{5,85})"
VOTE_ID: Final = r"cb1:vote:(?P<entry>[a-z0-9-]{1,64}):(?P<opinion>yes|no)"
TOPICS_ID: Final = r"cb1:topics(?::(?P<topic>[a-z0-9-]{1,64}):(?P<page>[0-9]{1,3}))?"
FORGET_ID: Final = r"cb1:forget"
DELETE_ID: Final = r"cb1:delete:(?P<asker>[0-9]{1,20})"
SET_ID: Final = r"cb1:set:(?P<field>mode|channels|moderator_role|moderators_channel|language)"
TOGGLE_ID: Final = r"cb1:toggle:(?P<field>second_moderator_approves|manners)"
VAIN_LIST_ID: Final = r"cb1:vain:list"
VAIN_TEACH_ID: Final = r"cb1:vain:teach:(?P<question>[0-9]{1,20})"
VAIN_ACT_ID: Final = r"cb1:vain:(?P<act>entry|gap|dismiss|dismiss-all|back):(?P<question>[0-9]{1,20})"
FORM_ID: Final = r"cb1:form:(?P<key>[0-9a-f]{1,32})"
CHANGE_ID: Final = r"cb1:change:(?P<decision>apply|leave):(?P<key>[0-9a-f]{1,32})"

_KNOWN: Final = (
    SHOW_ID, CHART_ID, SOURCES_ID, VOTE_ID, TOPICS_ID, FORGET_ID, DELETE_ID, SET_ID, TOGGLE_ID, VAIN_LIST_ID,
    VAIN_TEACH_ID, VAIN_ACT_ID, CHANGE_ID, FORM_ID,
)  # fmt: skip
RETIRED_ID: Final = rf"(?!(?:{re.sub('[?]P<[a-z]+>', '?:', '|'.join(_KNOWN))})$)cb[0-9]+:.*"
"""An id of ours that this version doesn't know."""
