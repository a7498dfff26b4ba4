"""The typed, frozen records of messages that ask for no entry: small talk, follow-ups, what is for somebody else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.knowledge.records import EntryTests, Identifier, Line, Prose, Record


class SmallTalk(Record):
    """A greeting, thanks, abuse, or an emergency, with the one line said in reply."""

    id: Identifier
    reply: Prose
    silent_in_channels: bool = False
    crisis: bool = False
    phrasings: Annotated[tuple[Line, ...], Field(min_length=1)]
    signs: tuple[Line, ...] = ()
    tests: EntryTests = EntryTests()


class SocialFile(Record):
    """social.yaml."""

    social: tuple[SmallTalk, ...]


class ElsewhereGroup(Record):
    """Messages about something else altogether; they teach the matcher to stay silent."""

    id: Identifier
    phrasings: Annotated[tuple[Line, ...], Field(min_length=1)]


class ElsewhereFile(Record):
    """elsewhere.yaml."""

    elsewhere: tuple[ElsewhereGroup, ...]


class FollowUp(Record):
    """A question about the answer just given."""

    id: Identifier
    asks_for: Literal["period", "source"]
    phrasings: Annotated[tuple[Line, ...], Field(min_length=1)]
    tests: EntryTests = EntryTests()


class FollowUpsFile(Record):
    """follow_ups.yaml."""

    follow_ups: tuple[FollowUp, ...]
