"""How sure a bot of a few entries is: small knowledges drawn from ours, asked for what they have and what they lack.

    python bench/small_knowledge.py

Prints, by size, how many questions are answered rightly and wrongly, by the confidence for small knowledges and by that
of a large one; then that confidence as these small knowledges teach it anew, for bot/matching/confidence.py. Each half
of the draws is asked by what the other half has taught as well. Writes bench/results/small_knowledge.json. About ten
minutes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from measuring import small
from rich.console import Console
from rich.table import Table

from bot.knowledge.loader import load
from bot.matching import confidence
from bot.matching.matcher import Matcher
from bot.matching.meaning import SentenceEncoder
from bot.settings import Settings

RESULTS = Path(__file__).parent / "results" / "small_knowledge.json"
BAR = 0.25  # between the two from which questions are answered


def main() -> int:
    """Measure, learn, print; return the exit status."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    settings = Settings()
    encoder = SentenceEncoder()
    drawn = small.drawn(load(settings.knowledge_dir))
    asked = [small.ask(labelled, Matcher(labelled.knowledge, encoder)) for labelled in drawn]
    anew = []  # by the other half of the draws
    for place, one in enumerate(asked):
        half = place // 2 % 2
        found, doubling = small.learned([other for number, other in enumerate(asked) if number // 2 % 2 != half])
        shift = doubling * np.log2(one.entries / 8)
        anew.append(np.array([_stated(found, signals, shift) for signals in one.signals]))
    ways = {
        "as shipped": [_as_shipped(one) for one in asked],
        "learned from the other half": anew,
        "as among many": [np.array([confidence.GENERAL.probability(row) for row in one.signals]) for one in asked],
    }
    rows = []
    for size in (*small.SIZES, 0):
        places = [place for place, one in enumerate(asked) if size in {0, one.entries}]
        for name, stated in ways.items():
            found = small.shares([asked[place] for place in places], [stated[place] for place in places], BAR)
            rows.append({"entries": size or "all", "confidence": name, **found})
    _print(rows)
    _print_constants(*small.learned(asked))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"answered in a hundred": rows}, indent=1) + "\n", encoding="utf-8")
    return 0


def _as_shipped(one: small.Asked) -> np.ndarray:
    of_few = confidence.of_few(one.entries)
    return np.array([of_few.probability(row) for row in one.signals])


def _stated(learned: confidence.Confidence, signals: np.ndarray, shift: float) -> float:
    odds = np.log(learned.probability(signals) / (1 - learned.probability(signals))) + shift
    return float(1 / (1 + np.exp(-odds)))


def _print(rows: list[dict[str, object]]) -> None:
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(f"{value:.1f}" if isinstance(value, float) else str(value) for value in row.values()))
    Console().print(table)


def _print_constants(learned: confidence.Confidence, doubling: float) -> None:
    for name in ("mean", "spread", "weights"):
        print(f"{name}=[{', '.join(f'{value:.4f}' for value in getattr(learned, name))}]")
    print(f"bias={learned.bias:.4f}, a doubling {doubling:.4f}")


if __name__ == "__main__":
    raise SystemExit(main())
