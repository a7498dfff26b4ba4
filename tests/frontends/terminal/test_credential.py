"""`career-bot credential` as a shell runs it, on the shipped knowledge."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    "name", [("CPC",), ("cpc",), ("Certified Professional Coder",), ("certified", "profesional", "coder")]
)
def test_a_card_comes_by_abbreviation_name_or_id(career_bot, name):
    """Whatever the letter case, with or without quotes, and with a slip in a long name."""
    done = career_bot("credential", *name)
    text = done.stdout.decode()
    assert "CPC stands for Certified Professional Coder." in text
    assert "offered by the American Academy of Professional Coders (AAPC)" in text
    assert "\nSources:\n" in text
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_a_name_all_are_listed_with_who_offers_them(career_bot, knowledge):
    """Where no guide says, that is said."""
    _, *rows = career_bot("credential").stdout.decode().splitlines()
    assert [row.split("\t")[0] for row in rows] == [one.abbreviation for one in knowledge.credentials.values()]
    for row, one in zip(rows, knowledge.credentials.values(), strict=True):
        assert row.endswith("the guides don't say") == (one.offered_by is None)


def test_two_are_compared(career_bot):
    """Each line says whose it is."""
    text = career_bot("credential", "CPC", "CCS").stdout.decode()
    assert "None of the guides ranks them." in text
    assert "- CPC: The CPC is offered by" in text
    assert "- CCS: The CCS is offered by" in text


def test_json_holds_one_or_all(career_bot, knowledge):
    """What the guides don't say is null or an empty list."""
    [rhit] = json.loads(career_bot("credential", "RHIT", "--json").stdout)["credentials"]
    assert (rhit["abbreviation"], rhit["offered_by"]) == ("RHIT", None)
    assert rhit["citations"]
    every = json.loads(career_bot("credential", "--json").stdout)["credentials"]
    assert [one["id"] for one in every] == list(knowledge.credentials)


@pytest.mark.parametrize(
    ("names", "offered"), [(("CPD",), "did you mean “CPC” or “CPB”?"), (("CPC", "zzzzz"), "there is: CPC, CCA, CCS")]
)
def test_an_unknown_name_ends_with_2_and_what_was_perhaps_meant(career_bot, names, offered):
    """Abbreviations are too near to each other to be guessed."""
    done = career_bot("credential", *names)
    assert f"the guides speak of no credential “{names[-1]}”; {offered}" in done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
