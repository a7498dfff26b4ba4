"""The moderators' chapter of CONTRIBUTING.md shows what `/faq` says of a question in vain.

After a change that is meant, `UPDATE_TRANSCRIPTS=1 make test` writes its blocks anew.
"""

from __future__ import annotations

import re
import textwrap

from chapter import QUESTION, agrees
from moderated import asked_in_vain, moderated
from worlds import FAQ, buttons_of, components, text_of

ENTRY = "working-alone"
OTHER = "does it beat flipping burgers"
MARKUP = re.compile(r"\*\*|^-# |^```\w*\n|`|\\(?=\W)", re.MULTILINE)
WIDTH = 110


def plain(message):
    """What a message says, without Discord's marks, each line as long as a page is wide."""
    lines = MARKUP.sub("", text_of(message)).splitlines()
    return "".join(f"{textwrap.shorten(one, WIDTH, placeholder=' …') if len(one) > WIDTH else one}\n" for one in lines)


async def test_the_chapters_discord_is_what_the_bot_says(tmp_path, monkeypatch):
    """And the button that the chapter names is there."""
    async with moderated(tmp_path, monkeypatch, known=None) as (world, store, _folder):
        await asked_in_vain(world, store, *[QUESTION] * 3, OTHER)
        listed = await world.bob.slash(world.channel, "faq unanswered")
        list_told = plain(listed.response)  # before it turns into the card of what is picked
        (menu,) = [one for one in components(listed.response) if one["type"] == 3]
        (number,) = [one["value"] for one in menu["options"] if one["label"] == QUESTION]
        card = await world.bob.select(listed.response, [number])
        proposed = await world.bob.select(card.response, [ENTRY])
        assert FAQ.apply in buttons_of(proposed.response)
        agrees("The same in Discord", [list_told, plain(proposed.response)])
