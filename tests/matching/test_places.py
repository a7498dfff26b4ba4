"""Places are found where they are meant, and are the ones that are meant."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.matching.english import word_lists
from bot.matching.mentions import Kind
from bot.matching.places import Place, places

CASES = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_message_names_these_places_and_no_others(assistant, case):
    """In the order they are named in."""
    reading = assistant.matcher.read(case["text"])
    assert [mention.id for mention in reading.of_kind(Kind.PLACE)] == case["places"]


def test_every_place_with_a_figure_is_found_by_its_name(assistant, knowledge):
    """And the figure's area is exactly that place."""
    areas = {figure.area for figure in knowledge.figures.values() if figure.area}
    assert len(areas) == 19
    for area in areas:
        (mention,) = assistant.matcher.read(f"pay in {area.name}").of_kind(Kind.PLACE)
        assert mention.place.is_area(area), area.name
        assert sum(mention.place.is_area(other) for other in areas) == 1


# Large cities whose names are ordinary words, too, or words of our phrasings.
ALSO_WORDS = {"Aurora", "Buffalo", "Chico", "Mobile", "Orange", "Surprise"}


CITIES = {
    place.name for place in places() if place.type == "city" and place.country == "US" and place.people >= 100_000
}


def unnamed(assistant, text: str) -> set[str]:
    """The cities that a text with their name in it doesn't name."""
    assert len(CITIES) > 300
    return {name for name in CITIES if not assistant.matcher.read(text.format(city=name.lower())).of_kind(Kind.PLACE)}


@pytest.mark.parametrize(
    "text",
    [
        "what do coders make in {city}", "{city} medical coder salary", "how much in {city}?",
        "my wife got a job in {city}. what would a coder get there", "im from {city}, do they need coders",
        "moving to {city} in june, coder pay?", "we might move back to {city}. do coders earn well there",
        "{city} or alaska, where do coders make more", "{city} vs alaska coder pay",
    ],
)  # fmt: skip
def test_large_cities_are_found_by_their_names(assistant, text):
    """All 350 of the United States with 100,000 people or more, whatever our own phrasings speak of."""
    assert unnamed(assistant, text) <= ALSO_WORDS


@pytest.mark.parametrize("text", ["considering {city}. whats coder pay there", "is {city} a good place for coders"])
def test_cities_that_are_nothing_else_are_found_wherever_they_stand(assistant, text):
    """The others are words, people or companies in such a sentence: «is madison good at this»."""
    lists = word_lists("gazetteer")
    assert {name.lower() for name in unnamed(assistant, text)} <= lists["also_names"] | lists["also_words"]


def test_every_state_is_found_by_its_name_in_small_letters_and_by_its_abbreviation(assistant):
    """Nobody types a state's capital letter in chat."""
    states = yaml.safe_load(
        (Path(__file__).parents[1] / "answering" / "not_in_guides.yaml").read_text(encoding="utf-8")
    )
    for name in [*states["places"]["named"][:46], "Alaska", "Massachusetts", "Minnesota", "Washington"]:
        for text in (f"pay in {name}", f"pay in {name.lower()}"):
            (mention,) = assistant.matcher.read(text).of_kind(Kind.PLACE)
            assert (mention.id, mention.place.type) == (name, "state")
        (short,) = assistant.matcher.read(f"coder salary, {mention.place.region}").of_kind(Kind.PLACE)
        assert short.place == mention.place


def test_a_country_contains_its_cities_but_the_united_states_do_not_stand_for_theirs():
    """London answers for the United Kingdom with a word of caution; Kokomo doesn't answer for the United States."""
    kingdom, states = Place("United Kingdom", "country", "GB"), Place("United States", "country", "US")
    london, kokomo = Place("London", "city", "GB"), Place("Kokomo", "city", "US", "IN")
    area = type("Area", (), {"name": "London", "type": "city", "country": "GB"})
    assert kingdom.contains(area)
    assert not kingdom.is_area(area)
    assert london.is_area(area)
    home = type("Area", (), {"name": "Kokomo, IN", "type": "city", "country": "US"})
    assert kokomo.is_area(home)
    assert not states.contains(home)
    assert states.is_home
    assert not kingdom.is_home
