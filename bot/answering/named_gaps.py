"""Known gaps that questions are led to by what they name, whatever the matcher says: entries known by their id.

A knowledge need not have them; without one, its questions go where the matcher leads.
"""

from __future__ import annotations

from enum import StrEnum


class NamedGap(StrEnum):
    """The id of an entry, and what it says that the guides lack."""

    OTHER_CREDENTIAL = "other-credential"
    """A certification that no guide speaks of."""
    EXAMS_COMPARED = "exam-pass-rate"
    """Which exam is passed most easily."""
    EXAM_FEE = "exam-fee"
    """What an exam costs."""
    PAY_BY_CREDENTIAL = "pay-by-certification"
    """What holders of a certification earn, compared with others."""
    OF_A_SCHOOL = "named-school"
    """Anything of a school by name."""
    OF_AN_EMPLOYER = "named-employer"
    """What an employer by name pays."""
