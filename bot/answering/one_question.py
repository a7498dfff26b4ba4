"""The one question that a message, or a part of it, asks: by what it names, or by the entry the matcher is sure of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering import background, of_a_credential, plain_pay
from bot.answering.asked import Asked, asked
from bot.answering.entry_choice import EntryChoice
from bot.answering.follow_up import content
from bot.answering.named_gaps import NamedGap
from bot.answering.of_any import OfAny
from bot.answering.understood import SURE, Bands, Question, Rule
from bot.matching.classes import ENTRIES
from bot.matching.mentions import Kind

if TYPE_CHECKING:
    from bot.answering.conversation import Context
    from bot.answering.our_words import OurWords
    from bot.knowledge.records import Entry
    from bot.knowledge.snapshot import Knowledge
    from bot.matching.match import Match, MessageMatcher

PLAIN = 0.9  # the confidence of a question that says by what it names that it is about pay
_ITSELF = 0.5  # likeness from which on a phrasing says little more than a message's only word
_BY_OCCUPATION = frozenset({"pay", "projection"})  # look-ups that say so where another occupation is asked for
_BARE = 6  # words; a message that sets names against each other and says little more
_UNNAMED = "unnamed"  # an occupation that isn't in the vocabulary


class OneQuestion:
    """Finds the question of one match."""

    def __init__(self, knowledge: Knowledge, matcher: MessageMatcher, ours: OurWords, bands: Bands) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._choice = EntryChoice(knowledge)
        self._any = OfAny(knowledge, matcher, ours, bands)
        self._bands = bands
        self._ours = ours
        self._jobs: dict[str, frozenset[str]] = {}  # the other jobs that an entry is about, by its id

    def asked_by(self, match: Match, context: Context | None) -> Question | None:
        """Return the question, or None where the match is not sure enough of one."""
        own = background.own_jobs(match.reading, self._ours) | background.former_workplaces(match.reading)
        wanted = asked(mention for mention in match.reading.mentions if mention.id not in own)
        wanted = background.without_schooling_done(match.reading, wanted)
        if (plain := self._said_by_names(match, wanted)) is not None:
            return plain
        said = tuple(token.text for token in match.reading.tokens)
        goes_on = context is not None and said[: len(context.words)] == context.words  # «how do i start» … «in ohio?»
        if (found := self._any.anywhere(match, wanted, goes_on=goes_on)) is not None:
            return Question(found.entry, wanted, found.probability, Rule.ANYWHERE)
        best = match.best
        if best is None or best.kind not in ENTRIES or match.probability < self._enough(match):
            plainly = self._any.plainly(match, wanted)
            return Question(plainly, wanted, PLAIN, Rule.CHOSEN) if plainly is not None else None
        entry = self._choice.chosen(best.id, match, wanted)
        entry = self._any.instead(entry, match, wanted) or entry
        if entry.covered and (jobs := background.other_jobs(match.reading, self._ours)) and jobs - self._jobs_of(entry):
            return None
        of_any_job = entry.covered and entry.lookup not in _BY_OCCUPATION
        if match.names_another_job and of_any_job and match.probability < SURE:
            return None
        of_another = match.names_another_job or (entry.missing == "occupation" and not self._ours.are_in(match.reading))
        if of_another and not wanted.other_occupations:
            wanted = replace(wanted, other_occupations=(_UNNAMED,))
        of_credential = (entry.lookup or "").startswith("credential.")
        if context is not None and of_credential and not wanted.credentials and len(match.reading.terms) <= 8:
            wanted = replace(wanted, credentials=context.asked.credentials, names=context.asked.names)
        return Question(entry, wanted, match.probability, self._rule(entry, match, wanted))

    def _rule(self, entry: Entry, match: Match, wanted: Asked) -> Rule | None:
        """Return why it is this entry rather than the matcher's best one."""
        if match.best is not None and entry.id == match.best.id:
            return None
        if entry == self._choice.compared(match, wanted):
            return Rule.COMPARED
        return Rule.SCHOOL if entry == self._choice.of_a_school(match) else Rule.CHOSEN

    def _said_by_names(self, match: Match, wanted: Asked) -> Question | None:
        """Return the question of a message that says by what it names what it asks, whatever its other words are."""
        reading, best = match.reading, match.best
        pay = self._knowledge.looked_up("pay")
        if pay is not None and self._looks_amounts_up(match, wanted):
            return Question(pay, Asked(amounts=wanted.amounts), max(match.probability, SURE), Rule.AMOUNT)
        gap = self._knowledge.gap("pay", "occupation")
        unsure = match.names_another_job and match.probability < SURE
        named = unsure and plain_pay.PAY_WORDS & {token.text for token in reading.tokens}
        if gap is not None and (named or plain_pay.of_another_job(reading, self._ours)):
            return Question(gap, wanted, match.probability, Rule.OTHER_JOB)
        said = self._of_an_employer(match, wanted) or self._what_is_made(match, wanted) or self._defined(match, wanted)
        if said is not None:
            return said
        enough = self._bands.answer if self._ours.are_in(reading) else self._bands.answer_unnamed
        least = enough if best is not None and best.group == "pay" else SURE
        by_publisher = bool(reading.of_kind(Kind.PUBLISHER)) and best is not None and best.group != "pay"
        if best is not None and match.probability >= least and not by_publisher:
            return None
        if pay is not None and (plain_pay.asks_by_name(reading, self._ours) or plain_pay.names_only(reading)):
            return Question(pay, wanted, PLAIN, Rule.PAY_BY_NAME)
        return self._compared_or_of_a_school(match, wanted)

    def _of_an_employer(self, match: Match, wanted: Asked) -> Question | None:
        """Return the gap for an employer by name, where it is asked what one pays our people or does about them."""
        reading = match.reading
        words = {token.text for token in reading.tokens}
        gap = self._knowledge.entries.get(NamedGap.OF_AN_EMPLOYER)
        if gap is None or not plain_pay.names_employer(reading) or self._is_sure_of_entry(match):
            return None
        likely = any(candidate.id == gap.id for candidate in match.candidates[:3])
        asked_for = words & plain_pay.PAY_WORDS or (likely and plain_pay.asks_of_employer(reading))
        return Question(gap, wanted, PLAIN, Rule.EMPLOYER) if asked_for and words & self._ours.trades else None

    def _what_is_made(self, match: Match, wanted: Asked) -> Question | None:
        """Return the question of a message that plainly asks what people make, where the matcher isn't sure of one."""
        reading, best = match.reading, match.best
        by_credential = self._knowledge.entries.get(NamedGap.PAY_BY_CREDENTIAL) if wanted.credentials else None
        of_holders = plain_pay.asks_what_holders_make(reading) or of_a_credential.asks_pay(reading)
        if by_credential is not None and of_holders and not (wanted.places or self._is_sure_of_entry(match)):
            return Question(by_credential, wanted, PLAIN, Rule.MADE)
        is_sure = best is not None and best.group == "pay" and match.probability >= self._enough(match)
        if is_sure or not plain_pay.asks_what_is_made(reading, self._ours):
            return None
        general = self._knowledge.looked_up("pay")
        likeliest = next((item.id for item in match.candidates if item.group == "pay" and item.kind == "covered"), None)
        if likeliest is None or general is None or wanted.places:
            return Question(general, wanted, PLAIN, Rule.MADE) if general is not None else None
        return Question(self._choice.chosen(likeliest, match, wanted), wanted, PLAIN, Rule.MADE)

    def _defined(self, match: Match, wanted: Asked) -> Question | None:
        """Return the question of a message that asks what a certification is, where the matcher isn't sure of one."""
        if not of_a_credential.asks_what_it_is(match.reading):
            return None
        if self._is_sure_of_entry(match) and not of_a_credential.ends_asking(match.reading):
            return None
        meaning = self._choice.what_it_is(wanted.credentials[0])
        return Question(meaning, wanted, PLAIN, Rule.DEFINED) if meaning is not None else None

    def _compared_or_of_a_school(self, match: Match, wanted: Asked) -> Question | None:
        reading, best = match.reading, match.best
        if wanted.credentials and len(reading.tokens) <= _BARE and (two := self._choice.compared(match, wanted)):
            return Question(two, wanted, PLAIN, Rule.COMPARED)  # «rhia vs rhit»
        likely = best is not None and best.kind in ENTRIES and match.probability >= self._bands.suggest
        if likely and (school := self._choice.of_a_school(match)) is not None:
            return Question(school, wanted, match.probability, Rule.SCHOOL)
        return None

    def _looks_amounts_up(self, match: Match, wanted: Asked) -> bool:
        """Say whether a message asks about an amount of pay that a guide has; «15 percent of 48000» asks for a sum."""
        if not wanted.amounts or wanted.places or self._is_sure_of_entry(match):
            return False
        speaks_of_one = any(token.text == "figure" for token in match.reading.tokens)
        elsewhere = match.best is not None and match.best.kind == "elsewhere"
        return self._ours.are_in(match.reading) or speaks_of_one or not elsewhere

    def _is_sure_of_entry(self, match: Match) -> bool:
        """Say whether a message that names something of pay is surely about something else."""
        entry = self._knowledge.entries.get(match.best.id) if match.best is not None else None
        return entry is not None and entry.lookup is None and entry.covered and match.probability >= SURE

    def _jobs_of(self, entry: Entry) -> frozenset[str]:
        """Return the other jobs that an entry itself is about, by its question and answer."""
        if entry.id not in self._jobs:
            mentions = self._matcher.read(f"{entry.question} {entry.answer}").of_kind(Kind.OTHER_OCCUPATION)
            self._jobs[entry.id] = frozenset(mention.id for mention in mentions)
        return self._jobs[entry.id]

    def _enough(self, match: Match) -> float:
        """Return the probability needed: less to say that the guides are silent, or where pay is plainly meant."""
        words = {token.text for token in match.reading.tokens}
        alone = len(words) == 1 and not match.reading.mentions and not self._ours.are_in(match.reading)
        if alone and match.best is not None and match.best.kind == "covered" and match.best.similarity < _ITSELF:
            return PLAIN  # «bump» is part of a phrasing, «hours» is one
        of_pay = match.best is not None and match.best.group == "pay"
        if of_pay and plain_pay.names_whose(match.reading, self._ours):
            return self._bands.suggest
        if match.best is not None and match.best.kind == "gap" and not self._is_answered_in_general(match):
            return self._bands.gap
        if self._ours.are_in(match.reading):
            return self._bands.answer
        by_time = match.reading.of_kind(Kind.PAY_PERIOD) and match.reading.of_kind(Kind.PLACE)  # «an hour in alaska»
        named = match.reading.of_kind(Kind.STATISTIC) or by_time
        plainly = words & plain_pay.PAY_WORDS or named or not content(match.reading)
        return SURE if of_pay and not plainly else self._bands.answer_unnamed

    def _is_answered_in_general(self, match: Match) -> bool:
        """Say whether what the best gap lacks isn't named, a certification or a year: then what is known is said."""
        entry = self._knowledge.entries[match.best.id] if match.best is not None else None
        if entry is None:
            return False
        of_credential = (entry.lookup or "").startswith("credential.") and not match.reading.of_kind(Kind.CREDENTIAL)
        return of_credential or (entry.missing == "period" and not match.reading.of_kind(Kind.YEAR))
