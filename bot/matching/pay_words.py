"""The words that a message asks for pay with."""

from __future__ import annotations

PAY_WORDS = frozenset(
    {"salary", "salaries", "pay", "wage", "wages", "make", "makes", "earn", "earns", "income", "paid"}
)
