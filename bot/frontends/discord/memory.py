"""What the bot remembers while its process runs: made once, and given to each client that connects."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.frontends.discord.faq_forms import TypedForms
from bot.frontends.discord.faq_held import HeldChanges
from bot.frontends.discord.given import GivenAnswers
from bot.frontends.discord.manners import Manners


@dataclass(frozen=True, slots=True)
class Memory:
    """When to hold back, which answers follow which questions, and which changes wait for somebody's word."""

    manners: Manners = field(default_factory=Manners)
    given: GivenAnswers = field(default_factory=GivenAnswers)
    held: HeldChanges = field(default_factory=HeldChanges)
    typed_forms: TypedForms = field(default_factory=TypedForms)
