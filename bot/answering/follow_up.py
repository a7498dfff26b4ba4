"""Follow-ups: what a short message means right after an answer.

Three ways, tried in this order: it only names something («and in Alaska?»), so the earlier question is asked again
with that in place; it asks about the answer itself («who says that?»); or it leaves its subject out («is it
required?»), so it is asked with the subject put in.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile
from typing import TYPE_CHECKING

from bot.answering import in_order, pay
from bot.answering.asked import Asked, asked
from bot.answering.lookups import accepts
from bot.matching import shares
from bot.matching.mentions import Kind
from bot.matching.pay_words import PAY_WORDS
from bot.matching.places import namesake
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.conversation import Context
    from bot.knowledge.records import Entry
    from bot.knowledge.snapshot import Knowledge
    from bot.knowledge.vocabulary import Trade
    from bot.matching.reading import Reading

# Words that carry a follow-up but ask nothing of their own.
CARRIERS = frozenset(
    """
    a about actual actually also am an and any are at be better bigger but by can come compare compared could did
    do does down for get gets go goes good guys have here hey higher how i if in instead is it just know later
    less like looking lower me mean meant more much my no not now of off ok okay on one ones only or out over
    people per please pls question really right same say so some specifically tell than that the their them then
    there these they this those though to too up versus was we well were what whats when where which while who
    with would yeah yes you your bro bruh dude eh fam haha hm hmm hun lmao lol mate ngl oh omg sis tbh tho yall yo
    en para y
    """.split()  # noqa: SIM905 - a list of a hundred quoted words is harder to read
)
ANAPHORS = frozenset({"it", "that", "this", "those", "these", "them", "one", "ones", "there"})
# Words that tell where somebody or one's family lives or goes, and ask nothing: «my mom lives in vallejo so there?»
LIVING = frozenset({
    "live", "lives", "living", "moving", "move", "moved", "based", "located", "born", "stay", "staying", "home",
    "mom", "dad", "sister", "brother", "husband", "wife", "family", "parents", "kids", "cousin", "aunt", "uncle",
    "nephew", "niece", "son", "daughter", "friend", "lived", "moves", "relocating", "mother", "father", "friends",
    "partner", "boyfriend", "girlfriend", "close", "closer", "near", "nearer",
})  # fmt: skip
_OPENERS = frozenset({"and", "but", "or", "so", "also", "then", "ok", "okay", "yeah", "plus"})
_COMPARING = frozenset({"more", "less", "higher", "lower", "better", "versus", "than", "compare", "compared", "bigger"})
_OF_FIGURES = frozenset({"figure", "figures", "number", "numbers", "amount", "amounts"})  # «and the hourly figure»
_NARROWING = frozenset({Kind.PLACE, Kind.INDUSTRY, Kind.OCCUPATION, Kind.EXPERIENCE})
_LONG = 12  # words; a longer question tells a story
_COMPARED = (Kind.PLACE, Kind.EDUCATION)  # two of a kind are set against each other
# What can be asked about by its name alone.
_SUBJECTS = frozenset({Kind.CREDENTIAL, Kind.OTHER_CREDENTIAL, Kind.ORGANIZATION, Kind.CODE_SET, Kind.OCCUPATION})
# After a credential: whether one has to have it, not what it takes to get it.
_NECESSARY = frozenset(
    {"required", "mandatory", "necessary", "need", "needed", "obligatory", "must", "compulsory", "require"}
)
_WORKING = frozenset({"work", "job", "jobs", "really", "have"})
_IS_IT_REQUIRED = "is certification required to work as a {worker}"
_WHY_THAT_PAY = "what affects how much {workers} are paid"
_SHORT = 5  # content words; longer messages stand on their own
_VERBS_AFTER_WHICH = frozenset(
    {"is", "pays", "pay", "has", "takes", "costs", "are", "do", "does", "should", "would", "looks", "gets"}
)


def content(reading: Reading) -> list[str]:
    """Return the words of a message that neither carry a follow-up nor name anything."""
    named = {index for mention in reading.mentions for index in range(mention.start, mention.end)}
    return [
        token.text for index, token in enumerate(reading.tokens) if index not in named and token.text not in CARRIERS
    ]


def is_elliptical(reading: Reading) -> bool:
    """Say whether a message may lean on what was said before."""
    return len(content(reading)) <= (_SHORT if leans(reading) or reading.tokens[0].text in _OPENERS else 2)


def is_fragment(reading: Reading) -> bool:
    """Say whether a message only puts something in place of something said before: «and in Alaska?», «per hour?»."""
    named = {index for mention in reading.mentions for index in range(mention.start, mention.end)}
    names_itself = any(mention.kind in _SUBJECTS for mention in reading.mentions)
    compares = reading.of_kind(Kind.EXTREME) or any(len(reading.of_kind(kind)) > 1 for kind in _COMPARED)
    return (
        bool(named)
        and not (names_itself or _says_pay(reading))
        and not compares
        and len(reading.tokens) - len(named) <= 2
        and not content(reading)
    )


def tells_where(reading: Reading) -> bool:
    """Say whether a message only tells where somebody lives, at home: «i live in atlanta»."""
    at_home = [mention.place is not None and mention.place.country == "US" for mention in reading.mentions]
    return bool(at_home) and all(at_home) and set(content(reading)) <= LIVING | {"from"}


def opens_like_follow_up(reading: Reading) -> bool:
    """Say whether a message begins as one that goes on from another: «and …», «what about …»."""
    first, second, *_ = [*(token.text for token in reading.tokens), "", ""]
    return first in _OPENERS or (first in {"what", "how"} and second == "about")


def is_bare(reading: Reading) -> bool:
    """Say whether a message has nothing but words that lean on another message: «that one?», «and why»."""
    asked_for = content(reading)
    return not reading.mentions and (asked_for == ["why"] or (leans(reading) and not asked_for))


def leans(reading: Reading) -> bool:
    """Say whether a message has a word that only means something after another message."""
    texts = [token.text for token in reading.tokens]
    return bool(ANAPHORS & set(texts)) or _bare_which(texts) is not None


def substituted(reading: Reading, context: Context, knowledge: Knowledge) -> tuple[Entry, Asked] | None:
    """Return the earlier question with what this message names put in place, when it does nothing but name."""
    entry = knowledge.entries.get(context.entry)
    told = LIVING if reading.of_kind(Kind.PLACE) else frozenset[str]()
    if entry is None or entry.lookup is None or set(content(reading)) - told - _OF_FIGURES:
        return None
    wanted = asked(reading.mentions)
    if wanted.area_types and not wanted.places and len(context.asked.places) == 1:
        meant = namesake(context.asked.places[0], wanted.area_types[0])
        if meant is not None:
            return entry, replace(context.asked, places=(meant,), area_types=(), names=(("place", meant.label),))
    if wanted.at_home and context.asked.places and not wanted.places:
        return _general(entry, knowledge), replace(wanted.merged_into(context.asked), places=(), at_home=True)
    texts = {token.text for token in reading.tokens}
    if wanted.is_empty():
        again = bool(_COMPARING & texts) and len(context.asked.places) + len(context.asked.industries) > 1
        return (entry, context.asked) if again else None
    if not accepts(entry.lookup, wanted):
        return None
    merged = wanted.merged_into(context.asked)
    if _COMPARING & texts and wanted.places and context.asked.places:
        places = tuple(dict.fromkeys((*context.asked.places, *wanted.places)))
        merged = replace(merged, places=places)
    if wanted.excluded_places and not merged.places:
        entry = _general(entry, knowledge)
    return _of_pay(entry, merged, wanted, knowledge) if entry.lookup == "pay" else (entry, merged)


def _of_pay(entry: Entry, merged: Asked, wanted: Asked, knowledge: Knowledge) -> tuple[Entry, Asked]:
    """Return the entry and what is asked for; the most and the least that people earn have entries of their own."""
    if not wanted.extremes or wanted.experience:
        return entry, _fitting(merged, wanted, knowledge)
    merged = replace(merged, experience=())  # the highest is not a beginner's
    named = merged.area_types or merged.occupations
    narrowed = named or pay.is_specific(replace(merged, extremes=()), knowledge.occupations)
    if not narrowed and not merged.pay_periods and (extreme := pay.entry_of_extreme(knowledge, wanted.extremes[0])):
        return extreme, Asked()
    if not wanted.statistics and (share := shares.of_extreme(merged.statistics, wanted.extremes[0])):
        return entry, replace(merged, statistics=(share,), extremes=())  # «the lowest 10 percent», «highest?»
    return _general(entry, knowledge), _fitting(merged, wanted, knowledge)


def _fitting(merged: Asked, wanted: Asked, knowledge: Knowledge) -> Asked:
    """Return what is asked for without what was asked before and doesn't go with it: a statistic, then a year."""
    without_statistic = replace(merged, statistics=wanted.statistics)
    for narrower in (merged, without_statistic, replace(without_statistic, years=wanted.years)):
        if pay.find(knowledge, narrower).missing is None:
            return narrower
    return merged


def _general(entry: Entry, knowledge: Knowledge) -> Entry:
    """Return the entry of the same look-up that is about nothing in particular."""
    of_lookup = (other for other in knowledge.entries.values() if other.lookup == entry.lookup and other.covered)
    return next((other for other in of_lookup if other.scope is None), entry)


def asks_no_pay(reading: Reading, context: Context, knowledge: Knowledge) -> bool:
    """Say whether a message that names something asks more of the last answer, which wasn't pay.

    It says nothing of pay after an answer that looked nothing up («any dental offices?», «with no experience?»), or
    asks how much («how much in texas?»).
    """
    entry = knowledge.entries.get(context.entry)
    if entry is None or entry.lookup == "pay":
        return False
    return {"how", "much"} <= {token.text for token in reading.tokens} or narrows(reading, entry)


def narrows(reading: Reading, entry: Entry) -> bool:
    """Say whether a message only names for whom or where the same is asked, which isn't pay or looked up by that."""
    if entry.lookup is not None and (entry.lookup == "pay" or accepts(entry.lookup, asked(reading.mentions))):
        return False
    kinds = {mention.kind for mention in reading.mentions}
    if Kind.PLACE in kinds and reading.mentions[0].start == 0:
        return False  # «alaska?» is another question
    return bool(kinds) and kinds <= _NARROWING and not _says_pay(reading) and not content(reading)


def _says_pay(reading: Reading) -> bool:
    return not PAY_WORDS.isdisjoint(token.text for token in reading.tokens)


def spelled_out(reading: Reading, context: Context, knowledge: Knowledge) -> str | None:
    """Return the message with its subject put in, or None when the context has no subject to offer."""
    if reading.of_kind(Kind.CREDENTIAL) or (reading.of_kind(Kind.EMPLOYER) and not leans(reading)):
        return None  # it names its own subject
    if (counted := in_order.spelled_out([token.text for token in reading.tokens], context, knowledge)) is not None:
        return counted
    asked_for = content(reading)
    trades = knowledge.vocabulary.trades
    workers = {word: trade.worker for trade in trades for word in trade.people}
    worker = workers.get(asked_for[0]) if len(asked_for) == 1 else None
    if worker and workers.keys() & set(context.words):
        # the same question of another trade
        return " ".join(worker if word in workers else word for word in context.words)
    entry = knowledge.entries.get(context.entry)
    texts = [token.text for token in reading.tokens]
    needs_experience = any(mention.id == "experienced" for mention in reading.of_kind(Kind.EXPERIENCE))
    whole = _in_full(entry, context, texts, set(asked_for), trades) if entry and not needs_experience else None
    subject = _subject(entry, context, knowledge) if entry else ""
    if whole or entry is None:
        return whole
    if (narrows(reading, entry) or (worker and entry.lookup != "pay")) and not leans(reading):
        again = reading.of_kind(Kind.PLACE) and context.asked.places  # another place than before
        said = words(entry.question) if again or len(context.words) > _LONG else context.words
        return " ".join([*said, *_in_place(texts, reading)])  # «how do i start» … «with no experience?»
    return _with_subject(texts, subject) if subject else None


def _in_full(
    entry: Entry, context: Context, texts: list[str], asked_for: set[str], trades: Iterable[Trade]
) -> str | None:
    """Return the question that a message of very few words stands for, or None for most messages."""
    called = [trade for trade in trades if trade.worker and trade.workers]
    if entry.lookup == "pay" and texts[-1] == "why" and len(asked_for) < 2:
        return _WHY_THAT_PAY.format(workers=called[0].workers if called else "people")
    beside_need = _NECESSARY | _WORKING | {trade.worker for trade in called}
    of_credential = bool(context.asked.credentials or (entry.scope and entry.scope.credential))
    if of_credential and "what" not in texts and _NECESSARY & asked_for and asked_for <= beside_need:
        return _IS_IT_REQUIRED.format(worker=called[0].worker if called else "beginner")
    return None


def _with_subject(texts: list[str], subject: str) -> str:
    """Return the words with a subject in the place of «it» or «which», or at the end."""
    texts = _without_opening(texts)
    which = _bare_which(texts)
    if which is not None:
        return " ".join([*texts[: which + 1], subject, *(t for t in texts[which + 1 :] if t not in {"one", "ones"})])
    for index, text in enumerate(texts):
        if text in ANAPHORS:
            return " ".join([*texts[:index], subject, *texts[index + 1 :]])
    return " ".join([*texts, subject])


def _without_opening(texts: list[str]) -> list[str]:
    """Return the words without «and», «but» and the like before them."""
    return list(dropwhile(_OPENERS.__contains__, texts))


def _in_place(texts: list[str], reading: Reading) -> list[str]:
    """Return the words that narrow a question down: «in ohio», also for «and what about ohio»."""
    texts = _without_opening(texts)
    if texts[1:2] != ["about"]:
        return texts
    return ["in", *texts[2:]] if reading.of_kind(Kind.PLACE) else texts[2:]


def _bare_which(texts: list[str]) -> int | None:
    """Return where «which» stands without a noun of its own, as in «which pays most» or «which one is faster»."""
    for index, text in enumerate(texts[:-1]):
        if text == "which" and (texts[index + 1] in {"one", "ones"} or texts[index + 1] in _VERBS_AFTER_WHICH):
            return index
    return None


def _subject(entry: Entry, context: Context, knowledge: Knowledge) -> str:
    names = context.asked.credentials or ((entry.scope.credential,) if entry.scope and entry.scope.credential else ())
    if names:
        return " and ".join(f"the {knowledge.credentials[name].abbreviation}" for name in names)
    named = dict(context.asked.names)
    return entry.subject or (named.get("occupation", "") if context.asked.other_occupations else "")
