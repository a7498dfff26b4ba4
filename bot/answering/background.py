"""What somebody tells of himself beside a question: jobs and employers he had, schooling, what he wishes for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from bot.answering.asked import Asked
    from bot.answering.our_words import OurWords
    from bot.matching.mentions import Mention
    from bot.matching.reading import Reading

# before a job or an employer that the asker has left
_LEFT = frozenset({"left", "leaving", "quit", "quitting", "ex", "former", "retired", "retiring"})
# before a job that is the asker's own: «im a nurse», «former cashier», «tired of waiting tables»
_OWN = _LEFT | {
    "am",
    "im",
    "was",
    "were",
    "been",
    "from",
    "currently",
    "current",
    "my",
    "work",
    "working",
    "worked",
    "leave",
    "tired",
    "instead",
}
_OUT_OF = (["out", "of"], ["out", "of", "the"], ["out", "of", "a"])  # «getting out of the army»
_SERVED = (["vet"], ["veteran"], ["vets"])  # «army vet»
_NEAR = 3  # words
_YEARS = frozenset({"year", "years", "yrs", "yr", "months"})
_THIS_WORK = (["work"], ["job"], ["field"], ["career"], ["line"])
# before a job that another is set against: «more than a nurse»
_SET_AGAINST = frozenset({"compared", "than", "versus", "or", "like", "not", "as"})
_DONE = frozenset({
    "finished", "finishing", "completed", "completing", "graduated", "graduates", "graduating", "earned", "passed",
})  # fmt: skip
_HAS = frozenset({"have", "has", "had", "got", "hold", "already", "with", "in"})
ASKER = frozenset({"i", "im", "my"})
_NOT_ASKED_FOR = _OWN | _SET_AGAINST
# «can you work from home as a travel agent» asks about that job, «i work as a nurse» doesn't
_NOT_ASKED_FOR_BY_OTHERS = _NOT_ASKED_FOR - {"as", "work", "working"}


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


def other_jobs(reading: Reading, ours: OurWords) -> frozenset[str]:
    """Return the jobs that a message asks about which aren't ours, and which the asker never had."""
    words = {token.text for token in reading.tokens}
    if words & ours.trades or reading.of_kind(Kind.OCCUPATION) or reading.of_kind(Kind.CREDENTIAL):
        return frozenset()
    texts = [token.text for token in reading.tokens]
    told = _NOT_ASKED_FOR if words & ASKER else _NOT_ASKED_FOR_BY_OTHERS
    return frozenset(
        job.id for job in reading.of_kind(Kind.OTHER_OCCUPATION)
        if not told & _before(job, texts) and not _is_here(job, texts)
        and "at" not in texts[max(0, job.start - 2) : job.start]  # «a job at a dentist»
    )  # fmt: skip


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


def _before(job: Mention, texts: list[str]) -> set[str]:
    """Return the words before a job, and a first one of its name that says it is left: «left teaching» is one."""
    return {*texts[max(0, job.start - 3) : job.start], *(_LEFT & {texts[job.start]})}


def _is_here(job: Mention, texts: list[str]) -> bool:
    """Say whether the asker is introduced by a job: «nurse here», «barista 9 years», «cashier for 5 years»."""
    after = texts[job.end : job.end + 3]
    said = after[1:] if after[:1] == ["for"] else after
    return after[:1] == ["here"] or (said[:1] != [] and said[0].isdigit() and bool(_YEARS & set(said[1:2])))
