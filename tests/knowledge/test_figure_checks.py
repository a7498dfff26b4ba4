"""Where figures begin to disagree with each other and with the day: just before it nothing is said, just after it is.

Hourly pay is printed to the cent and yearly pay to the ten, so the two of one measure may be 0.3 % of a year apart.
"""

from __future__ import annotations

import pytest
from examples import SMALL, TODAY, small_folder

from bot.composition.checks import find_problems

PAY = """\
  - id: pay-{name}
    kind: pay
    value: {value}
    currency: USD
    pay_period: {period}
    statistic: {statistic}
    population: herders
    area: {{name: United States, type: country, country: US}}
    attributed_to: CAT
    citations:
      - {{guide: cats, section: pay, as_printed: "${value}"}}
"""


def figure(name, value, *, period="year", statistic="mean"):
    """Return a figure of herders' pay as text."""
    return PAY.format(name=name, value=value, period=period, statistic=statistic)


@pytest.mark.parametrize(
    ("one", "other", "rules"),
    [
        # 20.80 an hour is 43,264 a year; 0.3 % of these years is between 129 and 131
        (figure("one", "43135"), figure("other", "20.80", period="hour"), []),
        (figure("one", "43134"), figure("other", "20.80", period="hour"), ["hour-and-year-differ"]),
        (figure("one", "43394"), figure("other", "20.80", period="hour"), []),
        (figure("one", "43395"), figure("other", "20.80", period="hour"), ["hour-and-year-differ"]),
        (figure("one", "43394", statistic="percentile10"), figure("other", "43395", statistic="median"), []),
        (
            figure("one", "43394", statistic="percentile10"),
            figure("other", "43394", statistic="median"),
            ["percentile-order"],
        ),
    ],
)
def test_two_figures_disagree_from_here_on(tmp_path, one, other, rules):
    """A year and an hour that are too far apart, and a higher part of the field that isn't paid more."""
    pay = SMALL["figures/pay.yaml"]
    assert pay.count("\ntables:\n") == 1
    folder = small_folder(tmp_path, **{"figures/pay.yaml": pay.replace("\ntables:\n", f"\n{one}{other}tables:\n")})
    assert [problem.rule for problem in find_problems(folder, today=TODAY)] == rules


@pytest.mark.parametrize(
    ("period", "rules"),
    [("2025", []), ("2026", []), ("2026-01", []), ("2026-02", ["period-in-future"]), ("2027", ["period-in-future"])],
)
def test_a_month_that_has_not_come_is_told(tmp_path, period, rules):
    """The one that runs has, and so has the year."""
    pay = SMALL["figures/pay.yaml"]
    dated = pay.replace("    attributed_to: CAT\n", f'    attributed_to: CAT\n    reference_period: "{period}"\n')
    assert dated != pay
    folder = small_folder(tmp_path, **{"figures/pay.yaml": dated})
    assert [problem.rule for problem in find_problems(folder, today=TODAY)] == rules
