"""The fixed words of charts, in one table."""

from __future__ import annotations

from typing import Final

CURRENCIES: Final = {
    "USD": "US dollars",
    "GBP": "British pounds",
    "CAD": "Canadian dollars",
    "AUD": "Australian dollars",
}
PERCENT: Final = "percent"
GROWTH: Final = "percent over the whole period"
NO_PERIOD: Final = "no year given"
OLDER: Final = "Lighter bars: older figures."
HOURLY_LEFT_OUT: Final = "Given by the hour only, so not in the chart: {labels}."
REMARK_SIGN: Final = "*"
REMARKS_ELSEWHERE: Final = "* There is a remark on this figure in the text."
SOURCE: Final = "Source: {guides}."
SOURCES: Final = "Sources: {guides}."
FIRST_PUBLISHED_BY: Final = "First published by {names}."
SOME_NAME_NO_SOURCE: Final = "Where no publisher stands, the guide names none."
ALT: Final = "Bar chart: {title}. {axis}. {bars}. {source}"
MORE: Final = "and {count} more"

CREDENTIALS_TITLE: Final = "Which organization issues which credential"
CREDENTIALS_AXIS: Final = "As far as the guides say"
NOT_NAMED: Final = "Not named in the guides"
