"""What is about pay by the things it names alone: «ohio hourly?», «top ten percent of coders», «what does the BLS say».

Pay is all that the guides have by place, employer, share of earners, level of experience and publisher.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.follow_up import CARRIERS, LIVING, content, leans, opens_like_follow_up
from bot.matching import pay_words
from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from bot.answering.asked import Asked
    from bot.answering.our_words import OurWords
    from bot.matching.mentions import Mention
    from bot.matching.reading import Reading

PAY_WORDS = pay_words.PAY_WORDS | {"pays", "earnings"}
_MONEY = PAY_WORDS | {
    "rate", "rates", "money", "says", "said", "according", "earning", "paying", "area", "range", "high",
    "pounds", "quid", "sterling", "dollars", "bucks", "currency",
}  # fmt: skip
_KINDS = frozenset({Kind.PLACE, Kind.PAY_PERIOD, Kind.STATISTIC, Kind.EXPERIENCE, Kind.INDUSTRY, Kind.PUBLISHER})
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
# before a job that is the asker's own: «im a nurse», «former cashier», «tired of waiting tables»
_OWN = frozenset({
    "am", "im", "was", "were", "been", "from", "former", "ex", "currently", "current", "my", "work", "working",
    "worked", "leave", "leaving", "left", "quit", "quitting", "retired", "retiring", "tired", "instead",
})  # fmt: skip
# before an employer that the asker has left
_LEFT = frozenset({"left", "leaving", "quit", "quitting", "ex", "former", "retired", "retiring"})
_OUT_OF = (["out", "of"], ["out", "of", "the"], ["out", "of", "a"])  # «getting out of the army»
_SERVED = (["vet"], ["veteran"], ["vets"])  # «army vet»
_NEAR = 3  # words
_YEARS = frozenset({"year", "years", "yrs", "yr", "months"})
_THIS_WORK = (["work"], ["job"], ["field"], ["career"], ["line"])
# before a job that another is set against: «more than a nurse»
_SET_AGAINST = frozenset({"compared", "than", "versus", "or", "like", "not", "as"})
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
_DONE = frozenset({
    "finished", "finishing", "completed", "completing", "graduated", "graduates", "graduating", "earned", "passed",
})  # fmt: skip
_HAS = frozenset({"have", "has", "had", "got", "hold", "already", "with", "in"})
_ASKER = frozenset({"i", "im", "my"})
_NOT_ASKED_FOR = _OWN | _SET_AGAINST
# «can you work from home as a travel agent» asks about that job, «i work as a nurse» doesn't
_NOT_ASKED_FOR_BY_OTHERS = _NOT_ASKED_FOR - {"as", "work", "working"}
_EMPLOYED = frozenset({"am", "im", "was", "work", "working", "worked", "currently", "job", "make", "making", "earn"})
_IMAGINED = frozenset({"if", "would", "could", "can", "will"})
_OF_THE_KIND = frozenset({"type", "types", "style", "kind", "kinds"})
_JUST_BEFORE = 7  # words
_TWO = 2
_CARRIED = 3  # words beside the names that may stand in a message that does nothing but name


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


def own_jobs(reading: Reading, ours: OurWords) -> frozenset[str]:
    """Return the other jobs that a message about ours names as the asker's own: «im a nurse, what do coders make»."""
    texts = [token.text for token in reading.tokens]
    this = any(text == "this" and texts[at + 1 : at + 2] in _THIS_WORK for at, text in enumerate(texts))
    if not (this or ours.trades & set(texts)):
        return frozenset()
    jobs = reading.of_kind(Kind.OTHER_OCCUPATION)
    return frozenset(
        job.id for job in jobs
        if _OWN & _before(job, texts) or _is_here(job, texts)
    )  # fmt: skip


def _before(job: Mention, texts: list[str]) -> set[str]:
    """Return the words before a job, and a first one of its name that says it is left: «left teaching» is one."""
    return {*texts[max(0, job.start - 3) : job.start], *(_LEFT & {texts[job.start]})}


def _is_here(job: Mention, texts: list[str]) -> bool:
    """Say whether the asker is introduced by a job: «nurse here», «barista 9 years», «cashier for 5 years»."""
    after = texts[job.end : job.end + 3]
    said = after[1:] if after[:1] == ["for"] else after
    return after[:1] == ["here"] or (said[:1] != [] and said[0].isdigit() and bool(_YEARS & set(said[1:2])))


def former_workplaces(reading: Reading) -> frozenset[str]:
    """Return the employers that somebody leaves or has left: «getting out of the army», «retired from the navy»."""
    texts = [token.text for token in reading.tokens]

    def is_left(employer: Mention) -> bool:
        before = texts[max(0, employer.start - _NEAR) : employer.start]
        out_of = any(before[-len(words) :] == words for words in _OUT_OF)
        return out_of or bool(_LEFT & set(before)) or texts[employer.end : employer.end + 1] in _SERVED

    employers = [*reading.of_kind(Kind.INDUSTRY), *reading.of_kind(Kind.EMPLOYER)]
    left = {employer.id for employer in employers if is_left(employer)}
    return frozenset(left - {employer.id for employer in employers if not is_left(employer)})


def without_schooling_done(reading: Reading, wanted: Asked) -> Asked:
    """Return what is asked for without the schooling that a starter has behind him: pay at the start is the same."""
    texts = [token.text for token in reading.tokens]
    done = {m.id for m in reading.of_kind(Kind.EDUCATION) if _DONE & set(texts[max(0, m.start - 3) : m.start])}
    if "entry" not in wanted.experience or not done:
        return wanted
    return replace(wanted, education=tuple(name for name in wanted.education if name not in done))


def wishes_for(reading: Reading) -> bool:
    """Say whether somebody tells of a job or schooling that he hasn't got: «i want to be a nurse», «id go for a ba»."""
    texts = [token.text for token in reading.tokens]
    return any(
        not (_OWN | _DONE | _HAS) & set(texts[max(0, mention.start - 3) : mention.start])
        and not _is_here(mention, texts)
        for kind in (Kind.OTHER_OCCUPATION, Kind.EDUCATION)
        for mention in reading.of_kind(kind)
    )


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
        if not (before & _ASKER and before & _EMPLOYED) or before & _IMAGINED:
            return True
    return False


def asks_of_employer(reading: Reading) -> bool:
    """Say whether a message asks what an employer that it names does: «does optum want a cert», «do coders at hca»."""
    texts = ["", *(token.text for token in reading.tokens)]
    told = {"how", *_ASKER}  # «how do i get a job at optum» asks for ways
    return any(
        texts[employer.start] in _ASKED_WHETHER or (texts[employer.start] == "at" and not told & set(texts))
        for employer in reading.of_kind(Kind.EMPLOYER)
    )


def other_jobs(reading: Reading, ours: OurWords) -> frozenset[str]:
    """Return the jobs that a message asks about which aren't ours, and which the asker never had."""
    words = {token.text for token in reading.tokens}
    if words & ours.trades or reading.of_kind(Kind.OCCUPATION) or reading.of_kind(Kind.CREDENTIAL):
        return frozenset()
    texts = [token.text for token in reading.tokens]
    told = _NOT_ASKED_FOR if words & _ASKER else _NOT_ASKED_FOR_BY_OTHERS
    return frozenset(
        job.id for job in reading.of_kind(Kind.OTHER_OCCUPATION)
        if not told & _before(job, texts) and not _is_here(job, texts)
        and "at" not in texts[max(0, job.start - 2) : job.start]  # «a job at a dentist»
    )  # fmt: skip


def asks_nothing_more(reading: Reading, *, sure: bool) -> bool:
    """Say whether a part of a message only means something with the part before it: «and why», «is it worth it».

    `sure` says that it is surely a question of its own all the same: «can i do it online».
    """
    words = content(reading)
    if reading.mentions or set(words) <= {"why"}:
        return not reading.mentions
    of_its_own = sure or reading.tokens[0].text in _QUESTION_WORDS  # «how hard is it»
    return len(words) == 1 and leans(reading) and not of_its_own
