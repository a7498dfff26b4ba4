"""Write docs/rules from the checker's rules: their texts, their examples, and what the checker says to those.

python tools/make_rule_docs.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[1]
PAGES = PROJECT / "docs" / "rules"
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests" / "knowledge")]

from examples import shown_by  # noqa: E402 - found where the tests keep it

from bot.knowledge.rules.catalogue import Rule, rules  # noqa: E402
from bot.knowledge.rules.pages import pages  # noqa: E402

_WIDEST = 120  # an excerpt of a line longer than this would be a page of one line


def main() -> None:
    """Write every page anew."""
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, text in written().items():
        (PAGES / name).write_text(text, encoding="utf-8")


def written() -> dict[str, str]:
    """Return the text of every page by its name."""
    return pages(rules(), {rule.id: said_to(rule) for rule in rules().values()})


def said_to(rule: Rule) -> str:
    """Return what the checker says to a rule's bad example."""
    with tempfile.TemporaryDirectory() as folder:
        found = shown_by(Path(folder), rule.example, good=False)
        text = next(problem.as_text() for problem in found if problem.rule == rule.id).replace(f"{folder}/", "")
    return "\n".join(line if len(line) <= _WIDEST else f"{line[:_WIDEST]} …" for line in text.splitlines())


if __name__ == "__main__":
    main()
