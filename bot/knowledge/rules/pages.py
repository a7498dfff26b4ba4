"""Rules as people read them: `career-bot check --explain RULE` and the pages of docs/rules. Pure text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.rules.catalogue import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.rules.catalogue import Example, Rule


def as_text(rule: Rule) -> str:
    """Return a rule for a terminal."""
    parts = [f"{rule.id} ({_level(rule)})", rule.why]
    bad, good = _bad(rule.example), _good(rule.example)
    if bad:
        parts.append(f"Not so, in {rule.example.file}:\n\n{_indented(bad)}")
    if good:
        parts.append(f"But so:\n\n{_indented(good)}")
    return "\n\n".join(parts)


def pages(rules: Mapping[str, Rule], told: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each page of docs/rules by its name.

    Args:
        rules: the catalogue.
        told: what the checker says to each rule's bad example.
    """
    by_group = {group: [rule for rule in rules.values() if rule.group == group] for group in GROUPS}
    result = {"README.md": _index(by_group)}
    for group, heading in GROUPS.items():
        chapters = (_chapter(rule, told[rule.id]) for rule in by_group[group])
        result[f"{group}.md"] = "\n\n".join([f"# {heading}", *chapters]) + "\n"
    return result


def _index(by_group: Mapping[str, Iterable[Rule]]) -> str:
    lines = [
        "# The rules of `career-bot check`",
        "",
        "An *error* keeps the knowledge from being used, a *warning* makes the check fail, *advice* is only told.",
        "`career-bot check --explain RULE` shows a rule in the terminal; `--fix` puts right those marked *fixable*.",
        "These pages are written by `python tools/make_rule_docs.py` from the rules' own texts and examples.",
    ]
    for group, heading in GROUPS.items():
        lines += ["", f"## {heading}", "", "| rule | level |", "|---|---|"]
        lines += [f"| [{rule.id}]({group}.md#{rule.id}) | {_level(rule)} |" for rule in by_group[group]]
    return "\n".join(lines) + "\n"


def _chapter(rule: Rule, told: str) -> str:
    parts = [f"## {rule.id}", f"*{_level(rule)}.* {rule.why}"]
    bad, good = _bad(rule.example), _good(rule.example)
    if bad:
        parts.append(f"Not so, in `{rule.example.file}`:\n\n{_fenced(bad, 'yaml')}")
    parts.append(f"The checker says:\n\n{_fenced(told, 'text')}")
    if good:
        parts.append(f"But so:\n\n{_fenced(good, 'yaml')}")
    return "\n\n".join(parts)


def _level(rule: Rule) -> str:
    return f"{rule.level}, fixable" if rule.fixable else rule.level


def _bad(example: Example) -> str:
    bad = (example.bad or "").strip("\n")
    return f"{bad}  # and so on, {example.times:,} times" if bad and example.times > 1 else bad


def _good(example: Example) -> str:
    return example.good.strip("\n")


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text}\n```"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
