"""The exit statuses of every command, in one place. The README's table says the same."""

from __future__ import annotations

from typing import Final

OK: Final = 0
"""The command did its work. For `ask`, also when the answer is that there is none."""

PROBLEMS_FOUND: Final = 1
"""`check` found errors or warnings in the knowledge. `run` ends with 1, too, when Discord was out of reach for long."""

COULD_NOT_RUN: Final = 2
"""Nothing was done: wrong usage, unusable knowledge, a missing folder, a missing or refused Discord token, or input
that ended before a command had asked everything it needs."""

CUT_SHORT: Final = 3
"""`run` was told to stop and took too long, or was told twice: notes on the last questions may be lost."""

INTERRUPTED: Final = 130
"""Ended by Ctrl-C, as shells count it."""
