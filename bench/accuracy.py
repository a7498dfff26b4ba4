"""How often the right entry is found, and how well the confidence knows: ours against what FAQ bots usually use.

    python bench/accuracy.py [--folds 1] [--questions 400] [--only ours] [FOLDER ...]

Without folders, on the shipped knowledge with phrasings and entries left out; a folder holds labelled questions in the
form of docs/benchmarks-input.md. Prints tables and writes bench/results/accuracy.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from measuring import figures
from measuring.labelled import Labelled, Question, from_folder, sample, without_entries, without_phrasings
from measuring.minilm import MiniLm
from measuring.noise import CONDITIONS
from measuring.systems import Ours, installed, peers
from rich.console import Console
from rich.table import Table

from bot.knowledge.loader import load
from bot.matching.meaning import SentenceEncoder
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from measuring.systems import Found, System

OURS, OURS_LEXICAL = "ours", "ours without meaning"
OUT_SHARE = 0.5  # weight of questions out of scope against those in scope, where probabilities are checked
RESULTS = Path(__file__).parent / "results" / "accuracy.json"


@dataclass
class Outcomes:
    """What one system made of questions: every answer, told apart by where its question stands."""

    questions: list[Question] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def add(self, questions: Iterable[Question], found: Iterable[Found]) -> None:
        """Take answers in, in the order of the questions."""
        self.questions += questions
        self.found += found

    def summary(self) -> dict[str, float]:
        """Return the figures that can be worked out from these questions; shares from 0 to 1."""
        inside = [(q, f) for q, f in zip(self.questions, self.found, strict=True) if not q.out]
        result: dict[str, float] = {"questions": len(inside)}
        if inside:
            result["top1"] = float(np.mean([f.labels[:1] == (q.label,) for q, f in inside]))
            result["top3"] = float(np.mean([q.label in f.labels for q, f in inside]))
        confidence = np.array([f.confidence for _, f in inside])
        for kind in ("entry", "far"):
            outside = np.array([f.confidence for q, f in zip(self.questions, self.found, strict=True) if q.out == kind])
            if len(outside) and inside:
                result[f"{kind}_questions"] = len(outside)
                result[f"{kind}_auroc"] = figures.auroc(confidence, outside)
                result[f"{kind}_declined_at_95"] = figures.recall_outside(confidence, outside, 0.95)
                result[f"{kind}_declined_at_80"] = figures.recall_outside(confidence, outside, 0.80)
        return result

    def reliability(self) -> list[figures.Bin]:
        """Return how probabilities come true, for questions in scope and those whose entry was left out."""
        stated = [
            (f.probability, bool(f.labels[:1] == (q.label,)), bool(q.out))
            for q, f in zip(self.questions, self.found, strict=True)
            if f.probability is not None and q.out != "far"
        ]
        probability = np.array([p for p, _, _ in stated])
        right = np.array([r for _, r, _ in stated])
        out = np.array([o for _, _, o in stated])
        share = OUT_SHARE * (~out).sum() / max(out.sum(), 1)
        return figures.reliability(probability, right, np.where(out, share, 1.0))


def measure(
    sets: Sequence[Labelled], systems: dict[str, Callable[[Labelled], System]], conditions: Iterable[str]
) -> dict[str, dict[str, Outcomes]]:
    """Return system -> condition -> outcomes, all sets together."""
    conditions = tuple(conditions)
    result: dict[str, dict[str, Outcomes]] = {name: {c: Outcomes() for c in conditions} for name in systems}
    for labelled in sets:
        for name, build in systems.items():
            started = time.perf_counter()
            system = build(labelled)
            fitted = time.perf_counter()
            for condition in conditions:
                asked = [CONDITIONS[condition](question.text) for question in labelled.questions]
                result[name][condition].add(labelled.questions, system.find(asked))
            print(
                f"  {labelled.name}: {name}: fitted in {fitted - started:.1f} s, "
                f"{len(conditions) * len(labelled.questions)} questions in {time.perf_counter() - fitted:.1f} s",
                file=sys.stderr,
            )
    return result


def draw_ranking(title: str, measured: dict[str, dict[str, Outcomes]], missing: Sequence[str]) -> None:
    """Print top-1 and top-3 per condition."""
    conditions = list(next(iter(measured.values())))
    table = Table("system, top-1 / top-3 %", *conditions, title=title, title_justify="left")
    for name, by_condition in measured.items():
        summaries = [outcomes.summary() for outcomes in by_condition.values()]
        table.add_row(name, *(f"{100 * s['top1']:.1f} / {100 * s['top3']:.1f}" for s in summaries))
    for name in missing:
        table.add_row(name, "not installed")
    CONSOLE.print(table)


def draw_scope(title: str, measured: dict[str, dict[str, Outcomes]], condition: str) -> None:
    """Print how well each system's confidence tells questions in scope from others."""
    kinds = {"entry": "entry left out", "far": "about something else"}
    table = Table("system", title=title, title_justify="left")
    for words in kinds.values():
        table.add_column(f"{words}: AUROC, declined at 95 / 80")
    for name, by_condition in measured.items():
        summary = by_condition[condition].summary()
        cells = [
            f"{100 * summary[f'{kind}_auroc']:.1f}, {100 * summary[f'{kind}_declined_at_95']:.0f} / "
            f"{100 * summary[f'{kind}_declined_at_80']:.0f}"
            if f"{kind}_auroc" in summary
            else "-"
            for kind in kinds
        ]
        table.add_row(name, *cells)
    CONSOLE.print(table)


def draw_reliability(name: str, bins: Sequence[figures.Bin]) -> None:
    """Print how probabilities come true."""
    error = figures.calibration_error(bins)
    title = f"{name}: probability stated and come true; expected calibration error {error:.3f}"
    table = Table("from", "weight", "stated", "true", title=title, title_justify="left")
    for one in bins:
        table.add_row(f"{one.low:.1f}", f"{one.weight:.0f}", f"{one.said:.2f}", f"{one.true:.2f}")
    CONSOLE.print(table)


CONSOLE = Console(width=120)


def as_json(measured: dict[str, dict[str, Outcomes]]) -> dict[str, Any]:
    """Return all figures of a measurement."""
    return {
        name: {condition: outcomes.summary() for condition, outcomes in by_condition.items()}
        for name, by_condition in measured.items()
    }


def on_our_knowledge(
    systems: dict[str, Callable[[Labelled], System]], missing: Sequence[str], folds: int, count: int
) -> dict[str, Any]:
    """Measure with phrasings and with entries left out of the shipped knowledge."""
    knowledge = load(Settings().knowledge_dir)
    ranked = measure([without_phrasings(knowledge, fold, count) for fold in range(folds)], systems, CONDITIONS)
    draw_ranking(f"Phrasings left out ({folds} of 5 folds)", ranked, missing)
    scoped = measure([without_entries(knowledge, fold, count) for fold in range(folds)], systems, ["clean", "typos"])
    for condition in ("clean", "typos"):
        draw_scope(f"Entries left out ({folds} of 5 folds), {condition}", scoped, condition)
    result: dict[str, Any] = {"phrasings left out": as_json(ranked), "entries left out": as_json(scoped)}
    for name in (OURS, OURS_LEXICAL):
        if name in scoped:
            bins = scoped[name]["clean"].reliability()
            draw_reliability(name, bins)
            error = figures.calibration_error(bins)
            result.setdefault("calibration", {})[name] = {"error": error, "bins": [asdict(one) for one in bins]}
    return result


def main() -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="folders of labelled questions")
    parser.add_argument("--folds", type=int, default=1, help="how many of the five folds of our knowledge")
    parser.add_argument("--questions", type=int, default=400, help="questions asked a fold, or of a folder")
    parser.add_argument("--only", choices=["ours"], help="leave the other systems out")
    arguments = parser.parse_args()
    encoder = SentenceEncoder()
    systems: dict[str, Callable[[Labelled], System]] = {
        OURS: lambda labelled: Ours(labelled, encoder),
        OURS_LEXICAL: lambda labelled: Ours(labelled, None),
    }
    missing: list[str] = []
    if arguments.only is None:
        minilm = MiniLm.installed()
        systems |= peers(minilm.encode if minilm else None)
        missing = [name for name, package in (("bm25s", "bm25s"), ("character TF-IDF, nearest", "sklearn"))
                   if not installed(package)] + ([] if minilm else ["MiniLM, nearest"])  # fmt: skip
    result: dict[str, Any] = {}
    if not arguments.folders:
        result["our knowledge"] = on_our_knowledge(systems, missing, arguments.folds, arguments.questions)
    vocabulary = load(Settings().knowledge_dir).vocabulary
    for folder in arguments.folders:
        labelled = from_folder(folder, vocabulary)
        asked = Labelled(
            labelled.name, labelled.phrasings, labelled.knowledge, sample(labelled.questions, arguments.questions)
        )
        measured = measure([asked], systems, CONDITIONS)
        draw_ranking(folder.name, measured, missing)
        draw_scope(folder.name, measured, "clean")
        result[folder.name] = as_json(measured)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    CONSOLE.print(f"Written to {RESULTS}")


if __name__ == "__main__":
    main()
