"""«Best» where it means the best paid, apart from the word for pay: «who pays coders the best», «best city to earn»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.english import word_lists
from bot.matching.pay_words import PAY_WORDS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from bot.matching.tokens import Token

_JUST_BEFORE = 5  # words


class BestPaid:
    """Finds the word «best» where it asks for the highest pay."""

    def __init__(self) -> None:
        said = word_lists("best_paid")
        self._pay, self._after, self._kinds = said["pay"], said["after"], said["kinds"]
        self._money = PAY_WORDS | said["money"]

    def find(self, tokens: Sequence[Token], kinds_of_place: Container[int]) -> Iterator[int]:
        """Yield where it stands, given where words such as «state» or «cities» begin, which it may stand before.

        «Employers who pay for training» speaks of no pay, and «pay aside» leaves it out.
        """
        texts = [token.text for token in tokens]
        of_pay = (
            text in self._money and texts[at + 1 : at + 2] not in (["for"], ["aside"]) for at, text in enumerate(texts)
        )
        if "best" not in texts or not any(of_pay):
            return
        for at, text in enumerate(texts):
            if text != "best":
                continue
            following = texts[at + 1] if at + 1 < len(texts) and not tokens[at].ends_sentence else ""
            says_how = not following or following in self._after
            paid = not self._pay.isdisjoint(texts[max(0, at - _JUST_BEFORE) : at])
            if (says_how and paid) or at + 1 in kinds_of_place or following in self._kinds:
                yield at
