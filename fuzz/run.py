"""Feed a target with inputs that atheris makes, led by which code they reach.

    make fuzz                                  # both targets, 100,000 inputs each
    python fuzz/run.py loader --inputs 1000000 [--seed 1] [--corpus FOLDER]

Needs the group `fuzz` of pyproject.toml. The first input that fails, or that takes ten seconds, is written to
tests/fuzzing/found/, where the test suite feeds it from then on, and ends this with a status other than 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["bot", "yaml"]):
    import targets

    from bot.composition.assistant import build_assistant
    from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW_SECONDS = 10
MOST_MEGABYTES = 4_096


@contextmanager
def target(name: str) -> Iterator[targets.Target]:
    """Make a target ready."""
    if name == "ask":
        yield targets.Asking(build_assistant(Settings()))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            yield targets.Loader(Path(scratch))


def main() -> None:
    """Fuzz one target; the process ends in here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=("loader", "ask"))
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="where inputs are kept that reached something new, to go on from")
    options = parser.parse_args()
    with target(options.target) as fed, tempfile.TemporaryDirectory() as scratch:
        seeds, words = Path(scratch) / "seeds", Path(scratch) / "words"
        seeds.mkdir()
        for number, seed in enumerate(fed.seeds()):
            (seeds / str(number)).write_bytes(seed)
        words.write_text("".join(f'"{quoted(word)}"\n' for word in fed.words()), encoding="ascii")
        found = targets.KEPT / fed.name
        found.mkdir(parents=True, exist_ok=True)
        corpus = options.corpus or Path(scratch) / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        atheris.Setup(
            [
                sys.argv[0], str(corpus), str(seeds), f"-runs={options.inputs}", f"-seed={options.seed}",
                f"-dict={words}", "-len_control=0", f"-max_len={fed.longest}", f"-timeout={SLOW_SECONDS}",
                f"-rss_limit_mb={MOST_MEGABYTES}", f"-artifact_prefix={found}/", "-print_final_stats=1",
            ],
            fed,
        )  # fmt: skip
        atheris.Fuzz()


def quoted(word: str) -> str:
    """Return a word as libFuzzer's dictionaries have it: signs that aren't plain letters by their bytes."""
    return "".join(
        chr(byte) if 32 < byte < 127 and chr(byte) not in '"\\' else f"\\x{byte:02x}" for byte in word.encode()
    )


if __name__ == "__main__":
    main()
