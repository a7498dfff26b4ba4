"""Other jobs by their place in the sentence: in «geologist salary» a rare word stands where a job does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.english import word_lists
from bot.matching.pay_words import PAY_WORDS
from bot.matching.stemming import stem
from bot.matching.tokens import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.knowledge.vocabulary import Vocabulary
    from bot.matching.reading import Reading

_RARE = 7.0  # weight of a word (features.py) from which on it says what a question is about


class OtherJobs:
    """Recognises messages about the pay of a job that isn't in the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._field_words = frozenset(word for term in vocabulary.field for word in words(term))
        said = word_lists("other_jobs")
        self._endings = tuple(said["endings"])
        self._times, self._before, self._qualified = said["times"], said["before"], said["qualified"]

    def are_named(self, reading: Reading, missing: Mapping[str, float]) -> bool:
        """Say whether a `missing` word (stem -> weight) stands where a job does, and no word is of our field."""
        said = {token.text for token in reading.tokens}
        of_field = bool(said & self._field_words)
        if of_field and not said & self._qualified:
            return False
        named = {index for mention in reading.mentions for index in range(mention.start, mention.end)}
        texts = [token.text for token in reading.tokens]
        for index, text in enumerate(texts):
            is_amount = index + 1 < len(texts) and texts[index + 1] in self._times
            could_be_job = text.removesuffix("s").endswith(self._endings)
            if not could_be_job or index in named or is_amount or missing.get(stem(text), 0.0) < _RARE:
                continue
            before = set(texts[max(0, index - 2) : index])
            if before & self._qualified:
                return True
            if not of_field and (before & self._before or set(texts[index + 1 : index + 3]) & PAY_WORDS):
                return True
        return False
