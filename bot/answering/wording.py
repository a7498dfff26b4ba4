"""The fixed words of answers: how statistics, qualifiers, currencies and periods are said. One table each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STATISTICS = {
    "mean": "average",
    "median": "median",
    "percentile10": "lowest-paid tenth",
    "percentile25": "lowest-paid quarter",
    "percentile75": "top quarter",
    "percentile90": "top tenth",
    "minimum": "lowest",
    "maximum": "top pay",
    "typical": "typical pay",
}
EXPERIENCE = {
    "entry": "starting pay",
    "experienced": "experienced people",
    "senior": "senior roles",
    "top": "top earners",
}
QUALIFIERS = {
    "a_few_months_to": "a few months to {}",
    "about": "about {}",
    "nearly": "nearly {}",
    "over": "over {}",
    "under": "less than {}",
    "up_to": "up to {}",
    "or_more": "{} or more",
    "as_little_as": "as little as {}",
}
CURRENCY_SIGNS = {"USD": "$", "GBP": "£", "CAD": "CAD ", "AUD": "AUD "}
PAY_PERIODS = {"hour": "an hour", "year": "a year"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
NO_SOURCE = "no source named"

NO_PERIOD = "The guide gives no year for it."
NO_FIGURES_SHOWN = "That answer shows no figure; what it says comes from these guides."

NOT_UNDERSTOOD = (
    "I have no answer to that. I know what {guides} about {subject}; try asking it in other words, or ask a moderator."
)
EMPTY = "Ask me something about {subject}."
_SMALL_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
DID_YOU_MEAN_TITLE = "Did you mean …?"
DID_YOU_MEAN = "I'm not sure what you mean. Did you mean one of these?"
ASK_BACK = "I'm not sure what that refers to. Please ask it as a whole question."
DATED = "The figure for {period} is old; newer ones may differ a lot."
AN_EARLIER_YEAR = "an earlier year"
CURRENCIES_DIFFER = "These are in different currencies, so the numbers can't be compared directly."
ONLY_HOUR_AND_YEAR = "The guides give pay by the hour and by the year only."
NOT_QUOTED = "The guides quote no such pay figure from {names}. The sources of pay they quote are: {quoted}."
NOTHING_FOR = "The guides have nothing for {names}."
NOT_OF_A_PLACE = "Nothing in that is particular to {names}."
LEFT_OUT = "Left out, as asked: {names}."
LENGTHS = "How long it takes, as the guides give it"
OTHER_GUIDES = "Other figures in the guides"
ORDERS_DIFFER = (
    "The guide's own figures disagree here: by the year one pays more, by the hour the other. "
    "It may have misprinted one."
)
POPULATIONS_DIFFER = "The figures are from different years or for different groups, so they can't be compared directly."
NONE_RANKS = "None of the guides ranks them."


def guides_say(number: int) -> str:
    """Return how many guides say something: 'one guide says', 'five guides say', '13 guides say'."""
    counted = _SMALL_NUMBERS[number] if number < len(_SMALL_NUMBERS) else str(number)
    return f"{counted} guide says" if number == 1 else f"{counted} guides say"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: 'Texas', 'Texas or Ohio', 'Texas, Ohio or Utah'."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


# ── figures as a list ─────────────────────────────────────────────────────────────────────────────────────────────
KINDS = {
    "pay": ("salary", "salaries", "wages", "earnings"),
    "projection": ("projections", "outlook", "growth", "job growth"),
    "duration": ("durations", "length", "time"),
    "cost": ("costs", "price", "prices", "tuition"),
    "count": ("counts", "number", "numbers"),
}
CURRENCIES = {
    "USD": ("$", "dollar", "dollars", "us dollars"),
    "GBP": ("£", "pound", "pounds", "sterling"),
    "CAD": ("canadian dollars",),
    "AUD": ("australian dollars",),
}
NO_SUCH_VALUE = "no figure has the {dimension} “{text}”"
DID_YOU_MEAN_VALUES = "did you mean {values}?"
THERE_IS = "there is: {values}"
GUIDES_DO_NOT_SAY = "the guides don't say"
PROJECTED_GROWTH = "projected job growth"
AND_MORE_GUIDES = "and elsewhere"
NO_SUCH_CREDENTIAL = "the guides speak of no credential “{text}”"

# ── the plain question that asks for what was picked part by part ─────────────────────────────────────────────────
PAY_QUESTION = "How much do {level} {workers} make {industry} {place} {period}"
OUTLOOK_QUESTION = "What is the job outlook for {work} {place} {span}"
CERTIFICATION_QUESTION = "What is {credential}"
IN_YEAR = "in {}"
BOTH = "{} in {}"
ANY_WORKERS = "people"  # where the vocabulary says nothing more
COMPARE_PAY = "Which pays {workers} more, {names}"
COMPARE = "What is the difference between {names}"
QUESTION_PARTS = {
    "place": "in {}", "industry": "at {}", "level": "{}", "period": "{}", "span": "{}", "credential": "{}",
}  # fmt: skip
