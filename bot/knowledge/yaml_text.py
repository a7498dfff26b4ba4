"""What is wrong with a file as a text, although YAML reads it: signs nobody sees, texts cut short, words that mislead.

`misleading` finds what changes what is meant, and belongs to every load; the rest is for the checker.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from bot.knowledge.problems import Fix
from bot.knowledge.yaml_writing import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.knowledge.problems import Problem
    from bot.knowledge.yaml_source import Path, YamlSource

_BLANKS: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOTHING: Final = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_INVISIBLE = re.compile(f"[{_BLANKS}{_NOTHING}]")
_IS_BLANK = re.compile(f"[{_BLANKS}]")
_JOINER = "\u200d"
_AMBIGUOUS = re.compile(
    r"""
    (?i: yes | no | on | off )
    | True | TRUE | False | FALSE | Null | NULL
    | \d+ (?: :[0-5]?\d )+              # 12:30 is 750 where numbers may have base 60
    | 0[0-7_]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+ | [+-]?\.(?i:inf|nan)
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"[+-]?\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?")
_BLANK_AT_END = re.compile(r" (?:\r?\n|\Z)")
_TRUE = {"yes", "on", "true"}
_REMARK = re.compile(r"(?P<blanks> +)#(?P<behind>.?)")


def misleading(source: YamlSource) -> Iterator[Problem]:
    """Yield invisible characters, and texts that end at a # which was hardly meant as a remark."""
    yield from _invisible(source)
    yield from _cut(source)


def untidy(source: YamlSource) -> Iterator[Problem]:
    """Yield tabs, and blanks at line ends."""
    if "\t" not in source.text and not _BLANK_AT_END.search(source.text):
        return
    for number, line in enumerate(source.lines, start=1):
        bare = line.rstrip("\r\n")
        text = bare.rstrip(" \t")
        start = source.starts[number - 1]
        if len(text) < len(bare):
            where = source.at_offset(start + len(text), len(bare) - len(text))
            yield source.problem(where, "trailing-blanks", fix=Fix(start + len(text), start + len(bare), ""))
        if "\t" in text:
            for found in re.finditer(r"\t+", text):
                where = source.at_offset(start + found.start(), found.end() - found.start())
                yield source.problem(where, "tab", fix=Fix(start + found.start(), start + found.end(), " "))


def ambiguous(source: YamlSource, booleans: Collection[str], numbers: Collection[str]) -> Iterator[Problem]:
    """Yield words that other programs take for something else than the text they are here.

    Args:
        source: a file whose fields are as they should be.
        booleans: names of the fields that hold true or false.
        numbers: names of the fields that hold a number.
    """
    for path in source.plain:
        yield from _ambiguous(source, path, booleans, numbers)


def _invisible(source: YamlSource) -> Iterator[Problem]:
    if source.text.isascii() and "\x7f" not in source.text:
        return
    for found in _INVISIBLE.finditer(source.text):
        at, sign = found.start(), found[0]
        if (sign == "\ufeff" and at == 0) or (sign == _JOINER and _joins_pictures(source.text, at)):
            continue
        name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
        instead = " " if _IS_BLANK.match(sign) or sign in "\x85\u2028\u2029" else ""
        fix = Fix(at, at + 1, instead)
        yield source.problem(source.at_offset(at), "invisible-character", name=name, fix=fix)


def _visible(text: str) -> str:
    """Return a text with blanks for unusual blanks, and nothing for what can't be seen."""
    return _INVISIBLE.sub(lambda sign: " " if _IS_BLANK.match(sign[0]) else "", text)


def _joins_pictures(text: str, at: int) -> bool:
    """Say whether a zero-width joiner stands between two signs above the letters, as in one emoji made of several."""
    return 0 < at < len(text) - 1 and text[at - 1] > "\u2000" and text[at + 1] > "\u2000"


def _cut(source: YamlSource) -> Iterator[Problem]:
    if " #" not in source.text:
        return
    for path in source.plain:
        where = source.values[path]
        line = source.line(where.line)
        behind = where.column - 1 + where.length
        remark = _REMARK.match(line, behind)
        if where.length < 1 or remark is None or not line[where.column - 1 : behind].strip():
            continue
        if len(remark["blanks"]) > 1 and remark["behind"] in {" ", ""}:
            continue
        start = source.offset(where.line, where.column)
        whole = line[where.column - 1 :].rstrip()
        at = source.at_offset(start + where.length + len(remark["blanks"]), len(line.rstrip()) - remark.end("blanks"))
        fix = Fix(start, start + len(whole), quoted(_visible(whole)))
        yield source.problem(at, "comment-cut", kept=line[where.column - 1 : behind], fix=fix)


def _ambiguous(
    source: YamlSource, path: Path, booleans: Collection[str], numbers: Collection[str]
) -> Iterator[Problem]:
    where = source.values[path]
    line = source.lines[where.line - 1]
    word = line[where.column - 1 : where.column - 1 + where.length]
    if " " in word:
        return
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    ambiguous = _AMBIGUOUS.fullmatch(word) is not None
    if not ambiguous and (field in numbers or _NUMBER.fullmatch(word) is None):
        return
    if field in booleans:
        instead = "true" if word.casefold() in _TRUE else "false"
        remedy = f"write {instead}"
    else:
        instead, remedy = quoted(word), "put it in double quotes"
    start = source.offset(where.line, where.column)
    fix = Fix(start, start + where.length, instead)
    yield source.problem(path, "ambiguous-word", word=word, remedy=remedy, fix=fix)
