"""The windows through which the encoder's convolutions see the tokens of texts that stand one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Longs = NDArray[np.int64]

# Width of each convolution's window in tokens, and how many of them stand to the left.
WINDOWS = ((2, 0), (3, 1), (5, 2))
OFFSETS = np.concatenate([np.arange(width) - left for width, left in WINDOWS])
"""How far from a token what it sees in each slot of its windows stands."""
WINDOW_SLICES = (slice(0, 2), slice(2, 5), slice(5, 10))
_KEPT_LAYOUTS = 512
_FEW_TEXTS = 4  # a message and its parts, whose lengths come again; those of many texts at once hardly do


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the tokens of some texts stand.

    `windows` has for each slot and token which token it sees, shape (10, tokens), one past the last if none; `starts`
    the first token of each text, `lengths` the tokens of each, shape (texts, 1).
    """

    windows: Longs
    starts: Longs
    lengths: Floats


def layout_of(lengths: tuple[int, ...]) -> Layout:
    """Return the layout of texts of so many tokens each."""
    return _kept(lengths) if len(lengths) <= _FEW_TEXTS else _worked_out(lengths)


def _worked_out(lengths: tuple[int, ...]) -> Layout:
    ends = np.cumsum(lengths, dtype=np.int64)
    token = np.arange(ends[-1])
    text = np.repeat(np.arange(len(lengths)), lengths)
    starts = ends - np.array(lengths)
    windows = token + OFFSETS[:, None]
    inside = (windows >= starts[text]) & (windows < ends[text])
    sizes = np.array(lengths, dtype=np.float32)[:, None]
    return Layout(np.where(inside, windows, len(token)), starts, sizes)


_kept = lru_cache(maxsize=_KEPT_LAYOUTS)(_worked_out)
