"""`/pay`, `/outlook`, `/certification` and `/compare` through the real client, on the shipped knowledge."""

from __future__ import annotations

import logging

import pytest
from scripted import ScriptedAssistant
from worlds import SAID, buttons_of, text_of, world_of


async def test_pay_in_a_place_with_figures_is_a_card_for_everybody(assistant) -> None:
    """The figure stands there with its source."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "pay", place="Alaska")

    assert not result.ephemeral
    text = text_of(result.response)
    assert "$58,620 a year ($28.18 an hour)" in text
    assert "first published by BLS" in text


async def test_pay_narrows_down_by_every_option(assistant) -> None:
    """Place with period, place with level, employer alone."""
    async with world_of(assistant) as world:
        hourly = await world.alice.slash(world.channel, "pay", place="Alaska", period="An hour")
        senior = await world.alice.slash(world.channel, "pay", place="Canada", level="Senior roles")
        hospitals = await world.alice.slash(world.channel, "pay", industry="Medical and surgical hospitals")
        national = await world.alice.slash(world.channel, "pay")

    assert "$28.18 an hour" in text_of(hourly.response)
    assert "58,620" not in text_of(hourly.response)
    assert "CAD 70,603" in text_of(senior.response)
    assert "$50,940" in text_of(hospitals.response)
    assert "$48,000" in text_of(national.response)


async def test_pay_in_a_place_without_figures_says_so_and_offers_what_there_is(assistant) -> None:
    """No figure of another place is shown."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "pay", place="Texas")

    assert "no billing and coding pay for Texas" in text_of(result.response)
    assert "$" not in text_of(result.response)
    assert buttons_of(result.response)


async def test_free_text_is_answered_like_the_plain_question(assistant) -> None:
    """A slip is repaired, a city beyond the list is known."""
    async with world_of(assistant) as world:
        slip = await world.alice.slash(world.channel, "pay", place="alsaka")
        city = await world.alice.slash(world.channel, "pay", place="Dallas, TX")
        nothing = await world.alice.slash(world.channel, "certification", name="blockchain wizardry")

    assert "$58,620" in text_of(slip.response)
    assert "no billing and coding pay for Dallas, TX" in text_of(city.response)
    assert nothing.ephemeral


async def test_outlook_knows_its_years_and_says_where_it_has_none(assistant) -> None:
    """Projections are for the whole country."""
    async with world_of(assistant) as world:
        newest = await world.alice.slash(world.channel, "outlook")
        older = await world.alice.slash(world.channel, "outlook", period="2014 to 2024")
        elsewhere = await world.alice.slash(world.channel, "outlook", place="Texas")

    assert "8% from 2022 to 2032" in text_of(newest.response)
    assert "15% from 2014 to 2024" in text_of(older.response)
    assert "no growth projection for Texas" in text_of(elsewhere.response)


async def test_certification_shows_the_card_and_the_known_gap(assistant) -> None:
    """By full name or abbreviation; one that no guide speaks of is said to be missing."""
    async with world_of(assistant) as world:
        picked = await world.alice.slash(world.channel, "certification", name="Certified Professional Coder (CPC)")
        typed = await world.alice.slash(world.channel, "certification", name="cpc")
        missing = await world.alice.slash(world.channel, "certification", name="COC")

    assert "offered by the American Academy of Professional Coders" in text_of(picked.response)
    assert text_of(typed.response) == text_of(picked.response)
    assert "isn't in the guides" in text_of(missing.response)


async def test_compare_sets_things_of_one_kind_side_by_side(assistant) -> None:
    """Credentials, places, employers."""
    async with world_of(assistant) as world:
        credentials = await world.alice.slash(world.channel, "compare", first="CPC", second="CCS")
        places = await world.alice.slash(world.channel, "compare", first="Alaska", second="Minnesota", third="Kokomo")
        gap = await world.alice.slash(world.channel, "compare", first="Alaska", second="Texas")

    assert "**CPC**\n- The CPC is offered by" in text_of(credentials.response)
    assert "**CCS**\n- The CCS is offered by" in text_of(credentials.response)
    for amount in ("$58,620", "$55,450", "$71,470"):
        assert amount in text_of(places.response)
    assert "nothing for Texas" in text_of(gap.response)


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        ("CPC", "Alaska", SAID.compare_one_kind),
        ("hospitals", "Minnesota", SAID.compare_one_kind),
        ("Alaska", "AK", SAID.compare_two_things),
    ],
)
async def test_what_can_not_be_compared_is_told_privately(assistant, first, second, note) -> None:
    """One line that says why, to the asker alone."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "compare", first=first, second=second)

    assert result.ephemeral
    assert text_of(result.response) == note


async def test_private_look_ups_are_for_the_asker_alone(assistant) -> None:
    """`private: True`, and direct messages work, too."""
    async with world_of(assistant) as world:
        result = await world.alice.slash(world.channel, "pay", place="Alaska", private=True)
        assert result.ephemeral
        assert world.channel.history(viewer=world.bob) == []
        direct = await world.alice.user.slash("pay", place="Alaska")

    assert "$58,620" in text_of(direct.response)


async def test_follow_ups_go_on_from_a_look_up(assistant) -> None:
    """In the same channel and by the same person."""
    async with world_of(assistant) as world:
        await world.alice.slash(world.channel, "pay", place="Alaska")
        await world.alice.send(world.channel, f"{world.me} and in Minnesota?")

        assert "$55,450" in text_of(world.sent()[-1])


@pytest.mark.parametrize(
    ("command", "option", "typed", "expected"),
    [
        ("pay", "place", "", "Alaska"),
        ("pay", "place", "koko", "Kokomo, IN"),
        ("pay", "place", "Alsaka", "Alaska"),
        ("pay", "place", "texa", "Texas"),
        ("pay", "industry", "hosp", "Medical and surgical hospitals"),
        ("pay", "level", "entry", "People who are starting out"),
        ("pay", "period", "hour", "An hour"),
        ("outlook", "place", "fran", "France"),
        ("outlook", "period", "", "2022 to 2032"),
        ("certification", "name", "cpc", "Certified Professional Coder (CPC)"),
        ("certification", "name", "profesional bil", "Certified Professional Biller (CPB)"),
        ("compare", "first", "", "Certified Professional Coder (CPC)"),
        ("compare", "first", "alas", "Alaska"),
        ("compare", "third", "minn", "Minnesota"),
    ],
)
async def test_typing_offers_choices_within_discords_limits(assistant, command, option, typed, expected) -> None:
    """At most 25 of at most 100 characters, each once, slips and beginnings understood."""
    async with world_of(assistant) as world:
        choices = await world.alice.autocomplete(world.channel, command, option, typed)

    names = [choice["name"] for choice in choices]
    assert expected in names
    assert len(names) == len(set(names)) <= 25
    assert all(1 <= len(choice["name"]) <= 100 and 1 <= len(choice["value"]) <= 100 for choice in choices)


async def test_the_second_thing_is_offered_of_the_first_ones_kind(assistant) -> None:
    """And not the first one again."""
    async with world_of(assistant) as world:
        choices = await world.alice.autocomplete(world.channel, "compare", "second", "", first="Alaska")

    names = [choice["name"] for choice in choices]
    assert "Minnesota" in names
    assert "Alaska" not in names
    assert "Certified Professional Coder (CPC)" not in names


async def test_a_look_up_is_logged_like_a_question(assistant, caplog) -> None:
    """Outcome, command, channel and entry; not who asked."""
    with caplog.at_level(logging.INFO, "bot.frontends.discord.ask"):
        async with world_of(assistant) as world:
            await world.alice.slash(world.channel, "pay", place="Alaska")
            logged = f"answered to /pay in channel {world.channel.id}: entry pay-by-state"

    assert logged in caplog.messages


async def test_a_failure_is_told_privately() -> None:
    """An assistant that breaks doesn't leave the asker waiting."""
    async with world_of(ScriptedAssistant()) as world:
        result = await world.alice.slash(world.channel, "pay", place="Alaska")
        assert world.env.errors

    assert result.ephemeral
    assert text_of(result.response) == SAID.failed
