"""Random damage to files: the same every time for the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

SIGNS = "\t :[]{}-#&*!|>'\"%@`\x00\x07\ufeff\u00a0\u200b£💰,?\n"


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Return a file's bytes with something broken: bytes, lines, indentation, or its end cut off."""
    at = chance.randrange(len(raw))
    end = min(len(raw), at + chance.randrange(1, 200))
    kind = chance.randrange(7)
    if kind == 0:
        return raw[:at]
    if kind == 1:
        return raw[:at] + raw[end:]
    if kind == 2:
        return raw[:at] + raw[at:end] * 3 + raw[end:]
    if kind == 3:
        return raw[:at] + bytes(chance.randrange(256) for _ in range(3)) + raw[end:]
    if kind == 4:
        return raw[:at] + "".join(chance.choice(SIGNS) for _ in range(4)).encode() + raw[at:]
    lines = raw.split(b"\n")
    number = chance.randrange(len(lines))
    if kind == 5:
        lines[number] = b" " * chance.randrange(1, 6) + lines[number]
    else:
        other = chance.randrange(len(lines))
        lines[number], lines[other] = lines[other], lines[number]
    return b"\n".join(lines)
