"""Credentials by what people call them: abbreviation, name or id, with slips allowed in long names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.answering import wording
from bot.answering.figure_filters import alternatives
from bot.answering.naming import Names

if TYPE_CHECKING:
    from bot.knowledge.credentials import Credential
    from bot.knowledge.snapshot import Knowledge

_SAME: Final = 0.85  # likeness from which on a long name is taken to be misspelt
_LONG: Final = 6  # characters; abbreviations are too near to each other to be guessed
_OFFERED: Final = 3


class UnknownCredentialError(Exception):
    """The guides speak of no credential by this name; the message offers those that are like it."""


class CredentialNames:
    """Finds the credential that a text names."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names: Names[Credential] = Names()
        for one in knowledge.credentials.values():
            self._names.add(one, (one.abbreviation, one.name, one.id, *one.alternate_names))

    def find(self, text: str) -> Credential:
        """Return the credential; raise UnknownCredentialError, with the nearest ones, when none is called that."""
        found = self._names.exactly(text)
        if found is not None:
            return found
        ranked = self._names.ranked(text)
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] > ranked[1][0])
        if clear and len(text) >= _LONG and ranked[0][0] >= _SAME:
            return ranked[0][1]
        near = tuple(one.abbreviation for _, one in ranked[:_OFFERED])
        known = near or tuple(one.abbreviation for one in self._names.things())
        offer = wording.DID_YOU_MEAN_VALUES.format(values=alternatives(near)) if near else wording.THERE_IS.format(
            values=", ".join(known))  # fmt: skip
        raise UnknownCredentialError(f"{wording.NO_SUCH_CREDENTIAL.format(text=text)}; {offer}")
