"""What is about pay by the things it names alone: «ohio hourly?», «top ten percent of coders», «what does the BLS say».

Pay is all that the guides have by place, employer, share of earners, level of experience and publisher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.background import ASKER
from bot.answering.follow_up import CARRIERS, LIVING, content, leans, opens_like_follow_up
from bot.matching import pay_words
from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from bot.answering.our_words import OurWords
    from bot.matching.mentions import Mention
    from bot.matching.reading import Reading

PAY_WORDS = pay_words.PAY_WORDS | {"pays", "earnings"}
_MONEY = PAY_WORDS | {
    "rate", "rates", "money", "says", "said", "according", "earning", "paying", "area", "range", "high",
    "pounds", "quid", "sterling", "dollars", "bucks", "currency",
}  # fmt: skip
_KINDS = frozenset({Kind.PLACE, Kind.PAY_PERIOD, Kind.STATISTIC, Kind.EXPERIENCE, Kind.INDUSTRY, Kind.PUBLISHER})
_OF_PAY = frozenset({Kind.PAY_PERIOD, Kind.STATISTIC, Kind.EXTREME, Kind.AMOUNT, Kind.EXPERIENCE})
_SHARES = frozenset({"percentile10", "percentile25", "percentile75", "percentile90", "percentile-other"})
# Kinds that are asked about for other reasons than pay.
_SUBJECTS = frozenset({
    Kind.CREDENTIAL, Kind.OTHER_CREDENTIAL, Kind.ORGANIZATION, Kind.CODE_SET, Kind.EDUCATION, Kind.OTHER_OCCUPATION,
    Kind.AREA_TYPE, Kind.YEAR, Kind.EMPLOYER,
})  # fmt: skip
_PERIOD_SOMEWHERE = frozenset({Kind.PAY_PERIOD, Kind.PLACE})  # «how much is it per hour in alaska»
_PERIOD_THERE = frozenset({Kind.PAY_PERIOD, Kind.INDUSTRY})  # «yearly at a health insurer»
_AVERAGE_SOMEWHERE = frozenset({Kind.STATISTIC, Kind.PLACE})
_RANKED = frozenset({Kind.EXTREME, Kind.AREA_TYPE})
# «im from texas» asks for nothing
_PEOPLE = frozenset({"i", "am", "me", "my", "we", "you", "they", "guys"})
_QUESTION_WORDS = frozenset({"how", "what", "which", "who", "where", "when"})
# between the question word and the verb stands who earns: «what do coders really make»
_HOW_MUCH = frozenset({"what", "whats", "how"})
_EARN = frozenset({"make", "makes", "earn", "earns", "making", "earning"})
_EARNERS = frozenset({
    "specialist", "specialists", "certified", "do", "does", "can", "could", "would", "should",
    "might", "will", "did", "much", "a", "an", "the", "most", "you", "i", "we", "they", "people", "folks", "yall",
    "guys", "one", "someone", "and", "or", "of", "really", "actually", "usually", "typically", "normally", "generally",
    "roughly", "honestly", "even", "realistically", "expect", "to", "here", "like", "money", "is", "are",
})  # fmt: skip
_CAUSES = frozenset({
    "determine", "determines", "decide", "decides", "affect", "affects", "influence", "influences", "impact", "impacts",
    "factors", "factor", "why", "depends", "matters", "drives", "sets",
})  # fmt: skip
# after «make»: no money
_MADE = frozenset({"sense", "sure", "mistakes", "mistake", "errors", "error", "it", "them", "up", "of"})
_HELPING = frozenset({"do", "does", "can", "could", "would", "should", "will", "might"})
# before who is asked about
_ASKED_WHETHER = frozenset({"do", "does", "did", "is", "are", "will", "would", "can", "could", "has", "have"})
# after what people earn: «what do cpc holders make a year», not «what does the cpc make you»
_HOW_EARNED = frozenset(
    {"exactly", "yearly", "annually", "hourly", "usually", "typically", "roughly", "though", "right"}
)
_TIMES = frozenset({"year", "hour", "month", "week", "day", "yr", "hr"})
_EMPLOYED = frozenset({"am", "im", "was", "work", "working", "worked", "currently", "job", "make", "making", "earn"})
_IMAGINED = frozenset({"if", "would", "could", "can", "will"})
_OF_THE_KIND = frozenset({"type", "types", "style", "kind", "kinds"})
_JUST_BEFORE = 7  # words
_TWO = 2
_CARRIED = 3  # words beside the names that may stand in a message that does nothing but name


def says_pay(reading: Reading) -> bool:
    """Say whether a message has any word or figure of pay, or how much of something it asks for."""
    words = {token.text for token in reading.tokens}
    return bool(words & _MONEY) or {"how", "much"} <= words or any(m.kind in _OF_PAY for m in reading.mentions)


def names_only(reading: Reading) -> bool:
    """Say whether a message only names a place, period, share, level, employers or publisher, or asks pay for it."""
    kinds = {mention.kind for mention in reading.mentions}
    ranked = kinds >= _RANKED  # «highest paying states»
    subjects = kinds & _SUBJECTS - (_RANKED if ranked else frozenset())
    several = any(len(reading.of_kind(kind)) > 1 for kind in (Kind.PLACE, Kind.INDUSTRY))  # «which pays most, … or …»
    or_another = kinds == {Kind.PAY_PERIOD} and len(reading.mentions) > 1  # «is it weekly or biweekly»
    if not (kinds & _KINDS or ranked) or subjects or or_another:
        return False
    texts = {token.text for token in reading.tokens}
    of_this_job = "this" in texts and bool(texts & PAY_WORDS) and Kind.PLACE in kinds  # «sf salary for this?»
    leaning = leans(reading) and not (several or kinds >= _PERIOD_SOMEWHERE or of_this_job)
    if opens_like_follow_up(reading) or leaning:
        return False
    named = {index for mention in reading.mentions for index in range(mention.start, mention.end)}
    said = [token.text for index, token in enumerate(reading.tokens) if index not in named]
    beside = [word for word in said if word not in _MONEY]
    if not all(word in CARRIERS or (word in LIVING and Kind.PLACE in kinds) for word in beside):
        return False
    if kinds == {Kind.PAY_PERIOD} and said == ["what"]:
        return False  # «what a day!»
    # «what would i make in ohio», «how much an hour in ohio»
    if ranked:
        return any(token.text in _MONEY for token in reading.tokens)
    somewhere = kinds >= _PERIOD_SOMEWHERE or kinds >= _AVERAGE_SOMEWHERE or kinds >= _PERIOD_THERE
    of_pay = bool(PAY_WORDS & set(said)) or {"how", "much"} <= set(said) or somewhere
    told = (_PEOPLE | LIVING) & set(beside)  # «born in texas» asks for nothing
    return (of_pay or not told) and (of_pay or Kind.PUBLISHER in kinds or len(beside) < _CARRIED)


def asks_by_name(reading: Reading, ours: OurWords) -> bool:
    """Say whether a message asks for our pay by who published it or pays it, by place and period, or by a share."""
    words = {token.text for token in reading.tokens}
    of_ours = bool(words & ours.trades or reading.of_kind(Kind.OCCUPATION))
    if reading.of_kind(Kind.PUBLISHER) and of_ours and words & PAY_WORDS:
        return True
    kinds = {mention.kind for mention in reading.mentions}
    nothing_else = set(content(reading)) <= ours.trades | ours.beside_trades | _MONEY
    if of_ours and (kinds >= _PERIOD_SOMEWHERE or (kinds >= _AVERAGE_SOMEWHERE and nothing_else)):
        return True
    if of_ours and any(_is_payer(reading, employer) for employer in reading.of_kind(Kind.INDUSTRY)):
        return True
    return of_ours and any(mention.id in _SHARES for mention in reading.of_kind(Kind.STATISTIC))


def _is_payer(reading: Reading, employer: Mention) -> bool:
    """Say whether a kind of employer is asked how much it pays: «how much do insurance carriers pay coders»."""
    texts = [token.text for token in reading.tokens]
    return texts[max(0, employer.start - 3) : employer.start][:2] == ["how", "much"] and texts[
        employer.end : employer.end + 1
    ] == ["pay"]


def names_whose(reading: Reading, ours: OurWords) -> bool:
    """Say whether a message that may ask for pay names whose: a share of earners, or who is paid where or by whom."""
    words = {token.text for token in reading.tokens}
    if any(mention.id in _SHARES for mention in reading.of_kind(Kind.STATISTIC)):
        return True
    somewhere = reading.of_kind(Kind.PLACE) and words & ours.trades
    return bool((somewhere or reading.of_kind(Kind.INDUSTRY)) and words & PAY_WORDS)


def asks_what_is_made(reading: Reading, ours: OurWords) -> bool:
    """Say whether a message asks, of our jobs or by place, what people make: «what do billers really make»."""
    texts = [token.text for token in reading.tokens]
    if any(text in {"tax", "taxes"} and texts[at - 1] in {"after", "before"} for at, text in enumerate(texts) if at):
        return False
    job_words = {text for job in reading.of_kind(Kind.OCCUPATION) for text in texts[job.start : job.end]}
    earners = _EARNERS | ours.trades | ours.beside_trades | job_words
    somewhere = reading.of_kind(Kind.PLACE) or reading.of_kind(Kind.INDUSTRY)
    earn = _EARN | {"get"} if ours.trades & set(texts) and somewhere else _EARN
    for verb in (index for index, text in enumerate(texts) if text in earn):
        start = verb
        while start and texts[start - 1] in earners and texts[start - 1] not in _HOW_MUCH:
            start -= 1
        if texts[verb] == "get" and "how" in texts[start - 1 : start] and "much" not in texts[start:verb]:
            continue  # «how do i get a coding job in texas»
        if _CAUSES & set(texts[:start]):
            continue  # «what determines how much a coder earns»
        asked = (
            0 < start < verb
            and texts[start - 1] in _HOW_MUCH
            and not (_MADE | ours.made) & set(texts[verb + 1 : verb + 2])
        )
        # «the supervisor of a billing team makes what»
        earner_first = any(job.start < _TWO for job in reading.of_kind(Kind.OCCUPATION))
        last = earner_first and texts[verb + 1 :] in ([], ["what"], ["how", "much"])
        if (asked or last) and (
            ours.trades & set(texts[0 if last else start :]) or job_words or reading.of_kind(Kind.PLACE)
        ):
            return not reading.of_kind(Kind.OTHER_OCCUPATION)
    return False


def asks_what_holders_make(reading: Reading) -> bool:
    """Say whether a message asks what people with a certification make: «how much does someone with a ccs make»."""
    texts = [token.text for token in reading.tokens]
    opens = any(
        texts[at + 1] in ({"much"} if text == "how" else _HELPING)
        for at, text in enumerate(texts[:-1])
        if text in _HOW_MUCH
    )
    ends = max((credential.end for credential in reading.of_kind(Kind.CREDENTIAL)), default=0)
    after = texts[ends:]
    made = next((after[at + 1 : at + 3] for at, text in enumerate(after) if text in _EARN), None)
    per_time = made is not None and made[:1] and made[0] in {"a", "an", "per"} and {*made[1:]} <= _TIMES and made[1:]
    earned = made is not None and (not made or per_time or made[0] in _HOW_EARNED)
    return opens and bool(earned) and not reading.of_kind(Kind.OTHER_OCCUPATION)


def of_another_job(reading: Reading, ours: OurWords) -> bool:
    """Say whether a message asks what a job that isn't ours pays, and doesn't speak of ours besides."""
    jobs = reading.of_kind(Kind.OTHER_OCCUPATION)
    named = {index for mention in jobs for index in range(mention.start, mention.end)}
    beside = {token.text for index, token in enumerate(reading.tokens) if index not in named}
    of_pay = any(token.text in PAY_WORDS for token in reading.tokens)  # «a caregiver make» is all of a name
    return bool(jobs and of_pay and not beside & ours.trades)


def names_employer(reading: Reading) -> bool:
    """Say whether a message names an employer that isn't just where the asker works: «im at 17 an hour at walmart».

    «Blue cross type companies, insurers» names a kind of employer and an example of it.
    """
    texts = [token.text for token in reading.tokens]
    kind = reading.of_kind(Kind.INDUSTRY)
    for employer in reading.of_kind(Kind.EMPLOYER):
        if kind and texts[employer.end : employer.end + 1] and texts[employer.end] in _OF_THE_KIND:
            continue
        before = set(texts[max(0, employer.start - _JUST_BEFORE) : employer.start])
        if not (before & ASKER and before & _EMPLOYED) or before & _IMAGINED:
            return True
    return False


def asks_of_employer(reading: Reading) -> bool:
    """Say whether a message asks what an employer that it names does: «does optum want a cert», «do coders at hca»."""
    texts = ["", *(token.text for token in reading.tokens)]
    told = {"how", *ASKER}  # «how do i get a job at optum» asks for ways
    return any(
        texts[employer.start] in _ASKED_WHETHER or (texts[employer.start] == "at" and not told & set(texts))
        for employer in reading.of_kind(Kind.EMPLOYER)
    )


def asks_nothing_more(reading: Reading, *, sure: bool) -> bool:
    """Say whether a part of a message only means something with the part before it: «and why», «is it worth it».

    `sure` says that it is surely a question of its own all the same: «can i do it online».
    """
    words = content(reading)
    if reading.mentions or set(words) <= {"why"}:
        return not reading.mentions
    of_its_own = sure or reading.tokens[0].text in _QUESTION_WORDS  # «how hard is it»
    return len(words) == 1 and leans(reading) and not of_its_own
