"""Text that people make to do something: nothing that the bot repeats of it pings, links, formats or hides."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
import unicodedata
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot
from bot.answering.answer import Outcome
from bot.frontends.discord.buttons import BUTTONS
from bot.frontends.discord.markdown import code_block, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECES = st.sampled_from([
    "@everyone", "@here", "<@1002>", "<@&5>", "<#3>", "<:a:1>", "</ask:1>", "<t:1>", "https://evil.example",
    "discord.gg/x", "Discord.com/invite/x", "[text](https://evil.example)", "```", "`", "**", "__", "||", "~~", "> ",
    "# ", "-# ", "\n", "\\", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\x1b[31m", "@", "<", "a", " ",
])  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=5), max_size=15).map("".join)
UNSEEN = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\x1b", "\ufeff"}


@given(HOSTILE, st.integers(20, 300))
def test_repeated_words_ping_nobody_and_link_nowhere(text: str, limit: int) -> None:
    """Whatever is quoted stays on one line, without mentions, links, code blocks, and marks that turn text around."""
    said = quoted(text, limit)

    assert "\n" not in said
    assert not re.search(r"@(everyone|here)|<[@#:/]", said)
    assert not re.search(r"(?i)://|discord\.gg/|discord\.com/invite/", said)
    assert not re.search(r"(?<!\\)(\\\\)*[`*_~|\[\]]", said)
    assert not UNSEEN & set(said)


@given(HOSTILE)
def test_a_code_block_cannot_be_left(text: str) -> None:
    """What is shown as code has no way out of it, nor marks that change how the code is read."""
    said = code_block(text, 500)

    assert said.count("```") == 2
    assert not UNSEEN & set(said)


DISGUISES = {
    "zero width": "\u200b".join,
    "turned around": lambda text: f"\u202e{text}\u202c",
    "soft hyphens": "\u00ad".join,
    "zalgo": lambda text: "".join(f"{sign}\u0301\u0336\u0489" for sign in text),
    "full width": lambda text: "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text),
    "capitals": str.upper,
}
LOOK_ALIKE = str.maketrans("aoe", "\u0430\u043e\u0435")


@pytest.mark.parametrize("disguise", DISGUISES)
def test_disguised_letters_mean_what_they_look_like(assistant, disguise: str) -> None:
    """A question is understood, and a crisis is heard, through marks that nobody sees."""
    assert assistant.ask(DISGUISES[disguise]("how much do coders make in alaska")).entry == "pay-by-state"
    assert assistant.ask(DISGUISES[disguise]("i want to kill myself")).outcome is Outcome.CRISIS


def test_letters_of_another_alphabet_get_no_wrong_answer(assistant) -> None:
    """Look-alikes aren't taken for what they imitate, but a crisis is heard all the same."""
    assert assistant.ask("how much do coders make in alaska".translate(LOOK_ALIKE)).outcome is not Outcome.ANSWERED
    assert assistant.ask("i want to kill myself".translate(LOOK_ALIKE)).outcome is Outcome.CRISIS


@settings(deadline=None, max_examples=100)
@given(text=HOSTILE)
def test_an_answer_repeats_no_tricks(assistant, text: str) -> None:
    """Answers are the knowledge's words and names that it knows, not marks and links of who asked."""
    said = assistant.ask(f"how much do coders make in {text}").text

    assert "evil.example" not in said
    assert not re.search(r"@(everyone|here)|<[@#:/]", said)
    assert not [sign for sign in said if unicodedata.category(sign) in {"Cf", "Cc"} and sign != "\n"]


@given(st.data())
@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.__name__)
def test_a_forged_custom_id_holds_nothing_but_plain_ids(button, data: st.DataObject) -> None:
    """Whatever a button's id takes is letters, digits, hyphens and colons: no path, no markup, no statement."""
    template = button.__discord_ui_compiled_template__
    forged = data.draw(st.from_regex(template, fullmatch=True))
    parts = template.fullmatch(forged).groups()

    assert [part for part in parts if part is not None and not re.fullmatch(r"[a-zA-Z0-9:_-]*", part)] == []


SAFE_ALTHOUGH_NESTED = {
    "bot.frontends.terminal.new._NAME": "each round begins with a hyphen, which the inner part can't be",
    "bot.knowledge.phrasings._WORD": "each round begins with an apostrophe, which the inner part can't be",
    "bot.matching.tokens._TOKEN": "each round begins with an apostrophe, or has a point after every letter",
}
MANY = 20
LONGEST_MESSAGE = 4_000


def test_no_regular_expression_repeats_what_repeats() -> None:
    """Nested repetition is what makes a pattern take for ever; a new one needs a reason why it doesn't."""
    nested = {name for name, pattern in patterns() if repeats_a_repeat(parser.parse(pattern.pattern, pattern.flags))}

    assert nested == SAFE_ALTHOUGH_NESTED.keys()


@pytest.mark.parametrize(
    "sign", ["a", " ", "\n", "1", "1,", "a ", "a-", "a.", "a'", "//", "`", "<@", "{a", "[", "\\", "@"]
)
def test_no_regular_expression_takes_long(sign: str) -> None:
    """On the longest message that Discord takes, made of what patterns begin with."""
    text = sign * (LONGEST_MESSAGE // len(sign)) + "\x00"
    for name, pattern in patterns():
        began = time.process_time()
        pattern.search(text)
        assert time.process_time() - began < 1, name


def test_the_search_for_such_expressions_finds_them() -> None:
    """It would be of no use otherwise."""
    for bad in (r"(a+)+$", r"(?:a*)*", r"(a|b+)*c", r"(x+x+)+y", r"(?=(a+)+)"):
        assert repeats_a_repeat(parser.parse(bad)), bad
    for good in (r"a+b+", r"(?:ab)+", r"(a{1,5})+", r"(?>a+)+"):
        if "?>" not in good or hasattr(signs, "ATOMIC_GROUP"):
            assert not repeats_a_repeat(parser.parse(good)), good


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Return every compiled pattern that a module of the bot's holds, with its name."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if "__main__" in module.name or "migrations" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in in_value(value):
                yield f"{module.name}.{name}", pattern


def in_value(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (dict, tuple, list)) and depth < 3:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from in_value(inner, depth + 1)


def repeats_a_repeat(parsed: Any, *, within: bool = False) -> bool:
    """Say whether a parsed pattern repeats, often, something that itself repeats often and can give back."""
    for sign, value in parsed:
        name = str(sign)
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            _, most, inner = value
            often = most is signs.MAXREPEAT or most > MANY
            if (often and within) or repeats_a_repeat(inner, within=within or often):
                return True
        elif name in {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"}:
            if repeats_a_repeat(value[-1] if name == "POSSESSIVE_REPEAT" else value):
                return True
        elif name in {"SUBPATTERN", "ASSERT", "ASSERT_NOT"}:
            if repeats_a_repeat(value[-1], within=within):
                return True
        elif name == "BRANCH" and any(repeats_a_repeat(one, within=within) for one in value[1]):
            return True
    return False
