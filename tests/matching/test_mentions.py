"""What a message names is found under its id, whatever it is called there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.matching.mentions import Kind

CASES = yaml.safe_load((Path(__file__).parent / "mentions.yaml").read_text(encoding="utf-8"))
VOCABULARY = {
    Kind.INDUSTRY: "industries", Kind.OCCUPATION: "occupations", Kind.OTHER_OCCUPATION: "other_occupations",
    Kind.EXPERIENCE: "experience", Kind.EDUCATION: "education", Kind.STATISTIC: "statistics",
    Kind.PAY_PERIOD: "pay_periods", Kind.EXTREME: "extremes", Kind.AREA_TYPE: "area_types",
    Kind.OTHER_CREDENTIAL: "other_credentials",
}  # fmt: skip
RECORDS = {Kind.CREDENTIAL: "credentials", Kind.ORGANIZATION: "organizations", Kind.CODE_SET: "code_sets"}


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_message_names_these_things_and_no_others(assistant, case):
    """Each kind in the order it is named in."""
    found: dict[str, list[str]] = {}
    for mention in assistant.matcher.read(case["text"]).mentions:
        if mention.kind is not Kind.PLACE:
            found.setdefault(mention.kind.value, []).append(mention.id)
    assert found == case["named"]


@pytest.mark.parametrize("kind", VOCABULARY, ids=list(VOCABULARY.values()))
def test_every_alias_in_the_vocabulary_is_found(assistant, knowledge, kind):
    """In the middle of a message, under its own id and no other of that kind."""
    lost = [
        (term.id, alias, found)
        for term in getattr(knowledge.vocabulary, VOCABULARY[kind])
        if term.id != "none"  # listed because it names nothing of the kind
        for alias in term.aliases
        if (found := [m.id for m in assistant.matcher.read(f"what about {alias} then").of_kind(kind)]) != [term.id]
    ]
    assert lost == []


@pytest.mark.parametrize("kind", RECORDS, ids=list(RECORDS.values()))
def test_every_credential_organization_and_code_set_is_found_by_all_its_names(assistant, knowledge, kind):
    """By its abbreviation in any case, by its name, and by what else people call it."""
    for record in getattr(knowledge, RECORDS[kind]).values():
        names = [record.abbreviation or record.name, record.name, *getattr(record, "alternate_names", ())]
        for name in (*names, names[0].lower()):
            found = assistant.matcher.read(f"what about {name} then").of_kind(kind)
            assert [mention.id for mention in found] == [record.id], name


def test_a_mention_knows_which_words_name_it(assistant):
    """From its first word to the one after its last."""
    reading = assistant.matcher.read("what do medical and surgical hospitals in San Jose, CA pay")
    spans = {m.kind: [token.text for token in reading.tokens[m.start : m.end]] for m in reading.mentions}
    assert spans == {
        Kind.INDUSTRY: ["medical", "and", "surgical", "hospitals"], Kind.PLACE: ["san", "jose", "ca"],
    }  # fmt: skip


def test_the_longer_name_wins_over_the_shorter_one_inside_it(assistant):
    """A nurse's job title is not a nurse at some place, and no credential is inside another."""
    for text, kind, identifier in (
        ("medical records technicians", Kind.OCCUPATION, "medical-records-technicians"),
        ("cpc-a", Kind.OTHER_CREDENTIAL, "cpc-a"),
        ("washington dc", Kind.PLACE, "Washington, D.C."),
    ):
        (mention,) = assistant.matcher.read(f"tell me about {text}").mentions
        assert (mention.kind, mention.id) == (kind, identifier)


def test_what_is_named_is_one_word_to_the_matcher(assistant):
    """So that a phrasing about one state is a phrasing about every state."""
    alaska, ohio = (assistant.matcher.read(f"pay in {state}") for state in ("Alaska", "Ohio"))
    assert alaska.terms == ohio.terms
    assert alaska.plain == ohio.plain
    assert assistant.matcher.read("pay in Chicago").terms != ohio.terms
