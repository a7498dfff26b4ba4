"""Why a question goes where it goes, in lines for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.understood import Rule
    from bot.matching.match import Match


@dataclass(frozen=True, slots=True)
class Explanation:
    """The matcher's view of one question, the bands, and the answer that came of it."""

    match: Match
    answer_from: float
    suggest_from: float
    answer: Answer
    rule: Rule | None = None

    def lines(self) -> list[str]:
        """Return the explanation line by line."""
        reading = self.match.reading
        result = [
            f"read as:    {' '.join(reading.terms)}",
            "repaired:   " + (", ".join(f"{was} → {now}" for was, now in reading.repaired) or "nothing"),
            "mentions:   " + (", ".join(f"{m.kind} {m.id}" for m in reading.mentions) or "none"),
            "uncovered:  "
            + (", ".join(self.match.uncovered) or "nothing")
            + "  (words the best entry's phrasings don't have)",
            "best entries (score · likeness of the nearest phrasing):",
        ]
        result += [
            f"  {number}. {c.id} [{c.kind}]  {c.score:.3f} · {c.similarity:.3f}  nearest: {c.nearest!r}"
            for number, c in enumerate(self.match.candidates, start=1)
        ]
        result.append("signals (value → what it adds to the log odds):")
        result += [f"  {name}: {value:.3f} → {share:+.2f}" for name, value, share in self.match.signals]
        result.append(
            f"probability {self.match.probability:.3f}; "
            f"answers from {self.answer_from:.2f}, suggests from {self.suggest_from:.2f}"
        )
        if self.rule is not None:
            result.append(f"rule:       {self.rule}")
        result.append(f"decision:   {self.answer.outcome} {self.answer.entry or ''}".rstrip())
        return result
