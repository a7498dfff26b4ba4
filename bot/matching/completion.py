"""Autocomplete: entry titles for an unfinished question, tolerant of typos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.matching.tokens import words

if TYPE_CHECKING:
    from bot.knowledge.snapshot import Knowledge


class Completer:
    """Ranks the entries' questions against what somebody has typed so far."""

    def __init__(self, knowledge: Knowledge) -> None:
        covered = [entry for entry in knowledge.entries.values() if entry.covered]
        self._entries = [entry.id for entry in covered]
        self._questions = [entry.question for entry in covered]
        self._texts = [" ".join(words(question)) for question in self._questions]

    def complete(self, typed: str, limit: int) -> tuple[tuple[str, str], ...]:
        """Return (entry id, question) pairs, best first; the first entries when nothing is typed."""
        text = " ".join(words(typed))
        if not text:
            return tuple(zip(self._entries, self._questions, strict=True))[:limit]
        found = process.extract(
            text,
            self._texts,
            scorer=fuzz.partial_token_set_ratio if len(text) < 4 else fuzz.WRatio,
            limit=limit,
            score_cutoff=45,
        )
        ranked = sorted(found, key=lambda item: (-(text in item[0]), -item[1], item[2]))
        return tuple((self._entries[index], self._questions[index]) for _, _, index in ranked)
