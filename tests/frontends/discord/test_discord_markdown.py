"""Words as Discord shows them: every sign that would format, ping or link is disarmed, and no other is touched."""

from __future__ import annotations

import pytest

from bot.frontends.discord.markdown import literal, shortened


@pytest.mark.parametrize(
    "text",
    ["@everyone", "@here", "<@123>", "<@&123>", "<#123>", "<:x:123>", "<t:1:R>", "</ask:1>", "**b**", "__u__", "~~s~~",
     "`code`", "||hidden||", "[link](https://x.example)", "# heading", "-# small", "> quote", "```\nblock\n```"],
)  # fmt: skip
def test_text_is_shown_as_it_is(text: str) -> None:
    """Nothing in an answer's words formats, pings or links: every sign that would is disarmed."""
    shown = literal(text)

    assert shown != text
    assert shown.replace("\\", "").replace("\u200b", "") == text


def test_plain_text_stays_as_it_is() -> None:
    """Ordinary sentences and figures are not littered with escapes."""
    text = "Pay is $58,620 a year (about $28.18 an hour) - 5% more than in 2021; R&D pays best!"

    assert literal(text) == text


def test_shortening_counts_as_discord_does() -> None:
    """An emoji counts twice, as it may in Discord."""
    assert shortened("a" * 80, 80) == "a" * 80
    assert len(shortened("\U0001f600" * 80, 80).encode("utf-16-le")) // 2 <= 80
