"""What the Discord front end says in its own name, one file a language in `languages/`: a language code in, lines out.

A third language is one file more. Whoever uses a command or button is spoken to in their own language, messages in the
server's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.frontends.discord.faq_lines import FaqLines

_FOLDER: Final = Path(__file__).parent / "languages"
ENGLISH: Final = "en"
"""The language of the knowledge, and of those whose own there is no file for."""


class Language(BaseModel):
    """Every fixed line in one language. An empty line is left out where it would stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    """The name of its file."""
    name: str
    """What the language calls itself."""
    question_words: str
    """Words that questions begin with, in small letters and without apostrophes."""

    sources: str
    more: str
    shortened: str
    first_published_by: str
    no_date: str
    """In place of when a figure was published."""
    last_of_names: str
    asked: str
    gap: str
    """Above an answer that says in the knowledge's language that the guides lack something."""
    related: str
    """Above other questions that go with an answer."""
    answered_instead: str
    """Above questions that the guides do answer."""
    show: str
    """The button beside a question that is offered alone."""
    show_numbered: str
    """The button beside one of several, so that each has a name of its own for who hears them."""
    show_chart: str
    helpful: str
    not_helpful: str
    delete: str
    not_yours_to_delete: str

    no_answer: str
    no_question: str
    nothing_to_say: str
    did_you_mean: str
    crisis: str
    compare_one_kind: str
    compare_two_things: str
    answered_earlier: str
    ask_slower: str

    chart_gone: str
    sources_gone: str
    some_sources_gone: str
    """Below the sources of a card that are still there."""
    entry_gone: str
    button_retired: str
    why_title: str
    why_text: str
    vote_taken: str
    vote_not_taken: str

    topics_title: str
    topics_text: str
    all_topics: str
    previous_page: str
    next_page: str
    page: str
    sources_text: str
    sources_publishers: str
    about: str
    help: str
    follow_ups: str
    """In the help, where the knowledge has something that can be asked about an answer."""
    follow_up_in_place: str
    privacy: str
    privacy_nothing_kept: str
    forget_me: str
    forgotten: str
    cannot_forget: str
    cannot_forget_all: str

    not_a_persons_question: str
    no_words_in_it: str
    answered_there: str
    cannot_write_there: str

    settings: str
    settings_role_note: str
    settings_no_intent: str
    settings_no_channels: str
    mode_commands: str
    mode_mentions: str
    mode_automatic: str
    each_their_own: str
    left_to_the_bot: str
    none: str
    yes: str
    no: str
    choose_channels: str
    choose_role: str
    choose_problems_channel: str
    with_approval: str
    no_approval: str
    change_manners: str
    setting_cooldown: str
    setting_cooldown_hint: str
    setting_quiet: str
    setting_quiet_hint: str
    setting_answer: str
    setting_answer_hint: str
    setting_suggest: str
    setting_suggest_hint: str
    only_managers: str
    no_settings: str
    unusable_setting: str
    settings_conflict: str
    settings_gone: str

    form_is_ready: str
    form_forgotten: str
    command_changed: str
    failed: str

    faq: FaqLines
    """What moderators are told."""

    topics: dict[str, str] = Field(default_factory=dict)
    """Names of topics where they are not just their ids."""
    commands: dict[str, str] = Field(default_factory=dict)
    """The texts of commands and their options: the English one to this language's."""


def language_named(code: str | None) -> Language:
    """Return the language of a code like `es-419`, or English when there is no file for it."""
    short = (code or ENGLISH).partition("-")[0].casefold()
    return _read(short if short in languages() else ENGLISH)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages there are."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))


@cache
def question_words() -> frozenset[str]:
    """Return the words that questions begin with, in whatever language there is."""
    return frozenset(word for code in languages() for word in _read(code).question_words.split())


@cache
def _read(code: str) -> Language:
    text = (_FOLDER / f"{code}.yaml").read_text(encoding="utf-8")
    return Language.model_validate({**yaml.safe_load(text), "code": code})
