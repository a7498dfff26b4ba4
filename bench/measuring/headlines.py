"""The numbers that the README tells: each a few words, what was measured, and the program that measured it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Found = Any
"""What a benchmark has left: objects as JSON has them."""
NOT_MEASURED = "not measured yet"
_MOSTLY = 0.75
"""A process that works for less than this share of its time has waited for others on the machine."""


class Headline(NamedTuple):
    """One line of the README's table: what is measured by a benchmark, and how its result is put into words."""

    words: str
    benchmark: str
    told: Callable[[Found], str]


def headlines(found: Mapping[str, Found]) -> list[tuple[str, str, str]]:
    """Return (what, measured, program) for each line, from what benchmarks have left, by name."""
    return [
        (one.words, one.told(found[one.benchmark]) if one.benchmark in found else NOT_MEASURED,
         f".venv/bin/python bench/{one.benchmark}.py")
        for one in HEADLINES
    ]  # fmt: skip


def _first(found: Found) -> str:
    by = found["our knowledge"]["phrasings left out"]["ours"]
    shares = [f"{by[how]['top1']:.0%}" for how in ("clean", "typos", "shorthand")]
    return f"{shares[0]}; {shares[1]} with typos, {shares[2]} in chat shorthand"


def _among_three(found: Found) -> str:
    return f"{found['our knowledge']['phrasings left out']['ours']['clean']['top3']:.0%}"


def _calibration(found: Found) -> str:
    return f"{found['our knowledge']['calibration']['ours']['error'] * 100:.0f} points"


def _answer(found: Found) -> str:
    return f"{found['entry']['clock_p50_ms']:.1f} ms; 99 of 100 within {found['entry']['clock_p99_ms']:.1f} ms"


def _any_text(found: Found) -> str:
    return f"{found['failed']:,} of {found['texts']:,}"


def _start(found: Found) -> str:
    warm, cold = (found["whole"][f"first answer, {how}"] for how in ("warm", "cold"))
    clock, processor = cold["p50_ms"] / 1000, cold["p50_processor_ms"] / 1000
    told = f"{warm['p50_ms'] / 1000:.1f} s; the very first {clock:.0f} s"
    return told if processor >= _MOSTLY * clock else f"{told} on a busy machine, of which {processor:.0f} s were work"


def _discord(found: Found) -> str:
    ours, echo = (found["0% asked before"][bot] for bot in ("career-bot", "echo bot"))
    return (
        f"{ours['messages a second']:,.0f} a second in {ours['memory MB']:,.0f} MB; "
        f"a bot that only echoes {echo['messages a second']:,.0f}"
    )


def _soak(found: Found) -> str:
    memory = found["memory_mb"]
    return (
        f"{found['failed']:,} of {found['questions']:,} questions failed; "
        f"{memory[len(memory) // 2]:,.0f} MB in the middle, {memory[-1]:,.0f} MB at the end"
    )


def _traffic(found: Found) -> str:
    unanswered, twice = found["unanswered"], found["answered_twice"]
    return f"of {found['messages']:,} messages {unanswered:,} unanswered, {twice:,} answered twice"


HEADLINES = (
    Headline("the right entry first, for words it has never seen", "accuracy", _first),
    Headline("the right entry among the three that it would offer", "accuracy", _among_three),
    Headline("how far its confidence is from how often it is right, on average", "accuracy", _calibration),
    Headline("an answer, from the text to the finished reply", "answers", _answer),
    Headline("random, hostile and broken texts that it failed on", "any_text", _any_text),
    Headline("from the start to the first answer", "speed", _start),
    Headline("mentions answered on Discord, one process", "gateway", _discord),
    Headline("a long run in one process", "soak", _soak),
    Headline("several processes, one of them killed while people ask", "traffic", _traffic),
)
