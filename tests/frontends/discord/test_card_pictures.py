"""The page that pictures of cards are taken of: it shows what Discord would, and there is a picture of each card."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from golden_cards import cards
from worlds import flat

if TYPE_CHECKING:
    from bot.answering.assistant import Assistant

PROJECT = Path(__file__).parents[3]
TOOL = PROJECT / "tools" / "card_pictures"
sys.path.append(str(TOOL))

from markup import as_html  # noqa: E402 - the tool's own modules
from page import asked_by_message, page  # noqa: E402


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("### Pay\nAlaska **pays** *most*.", "<h3>Pay</h3>\n<p>Alaska <strong>pays</strong> <em>most</em>.</p>"),
        ("- one\n- two\n-# small", "<ul><li>one</li><li>two</li></ul>\n<small>small</small>"),
        ("```\nA  *1*\n```\nb", "<pre>A  *1*</pre>\n<p>b</p>"),
        (r"\*not\* \_this\_ <b> \<@1>", "<p>*not* _this_ &lt;b&gt; &lt;@1&gt;</p>"),
        ("`/ask` <@12>", '<p><code>/ask</code> <span class="mention">@somebody</span></p>'),
    ],
)
def test_markdown_looks_as_in_discord(text: str, shown: str) -> None:
    """Signs that are escaped are shown, and nothing of a text becomes HTML."""
    assert as_html(text) == shown


def as_text(markdown: str) -> str:
    """Return what Markdown says, without its marks."""
    return html.unescape(re.sub(r"<[^>]+>", " ", as_html(markdown)))


def test_every_golden_card_can_be_drawn() -> None:
    """Each kind of component that the bot sends has its drawing, with all words of the card."""
    for name, view in cards():
        drawn = page(name, asked_by_message("<so>?"), view.to_components(), {"pay-by-state.png": "chart.png"})
        assert "&lt;so&gt;?" in drawn
        said = set(re.findall(r"[\w$,.]+", html.unescape(re.sub(r"<[^>]+>", " ", drawn))))
        for one in flat(view.to_components()):
            assert one.get("label", "") in drawn
            assert set(re.findall(r"[\w$,.]+", as_text(one.get("content", "")))) <= said, name


def test_an_unknown_component_is_refused() -> None:
    """A picture that leaves something out would be worse than none."""
    with pytest.raises(ValueError, match="type 13"):
        page("file", "", [{"type": 13}], {})


def test_there_is_a_picture_of_each_card_in_both_widths_and_nothing_else() -> None:
    """They are small enough for a README, and each card says for who doesn't see it what there is to see."""
    listed = yaml.safe_load((TOOL / "cards.yaml").read_text(encoding="utf-8"))
    files = {f"{one['name']}-{width}.webp" for one in listed for width in (400, 900)}

    pictures = list((PROJECT / "docs" / "pictures").iterdir())
    assert {file.name for file in pictures} == files
    assert all(file.stat().st_size <= 60_000 for file in pictures)
    assert all(one["alt"] for one in listed)


def test_each_card_is_what_its_picture_is_said_to_show(assistant: Assistant) -> None:
    """The picture of a question that is answered by now would show no doubt, and no gap."""
    listed = yaml.safe_load((TOOL / "cards.yaml").read_text(encoding="utf-8"))

    came_to = {one["name"]: assistant.ask(one["asks"]).outcome.value for one in listed}
    assert came_to == {one["name"]: one.get("outcome", "answered") for one in listed}
