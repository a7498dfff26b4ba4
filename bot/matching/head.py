"""The head: kernel ridge regression from readings to classes, with exact leave-one-out scores in closed form.

Two readings are alike by their words and letters (a sparse vector each) and by their meaning (a sentence vector
each). All phrasings of a class vote together. Because ridge regression is linear, the score a phrasing would have had
if it, or its whole class, had been missing from the training comes out of the same matrix: that is what the
confidence is learned from (see confidence.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.matching.products import product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.matching.features import Vector

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

# Chosen on left-out phrasings of the shipped knowledge; flat around these values (bench/accuracy.py prints them).
MEANING_SHARE = 0.7
MEANING_WIDTH = 2.0
LETTER_WIDTH = 1.5  # of letters alone; beside meaning they count as they are
RIDGE = 0.1
MEANING_DIMENSIONS = 56
SHRINKAGE = 0.3  # of the scatter within groups towards a sphere; with 0.1 or 0.5 fewer left-out phrasings are found
# A feature in more phrasings than both of these is left out: a small part of the work, hardly less accuracy.
MANY_PHRASINGS, COMMON_SHARE = 200, 0.03
_BLOCK = 512  # rows of the kernel matrix made at a time


@dataclass(frozen=True, slots=True)
class Postings:
    """Feature -> the phrasings that have it: row numbers and values of feature f stand at starts[f]:starts[f + 1]."""

    starts: NDArray[np.int64]
    rows: Ints
    values: Floats
    size: int

    @staticmethod
    def build(vectors: list[Vector], features: int) -> Postings:
        """Turn the phrasings' vectors around. Features that many phrasings have tell nothing and are left out."""
        lengths = [len(vector.features) for vector in vectors]
        columns = np.concatenate([vector.features for vector in vectors]) if vectors else np.empty(0, np.int32)
        values = np.concatenate([vector.values for vector in vectors]) if vectors else np.empty(0, np.float32)
        rows = np.repeat(np.arange(len(vectors), dtype=np.int32), lengths)
        common = np.bincount(columns, minlength=features) > max(MANY_PHRASINGS, COMMON_SHARE * len(vectors))
        kept = ~common[columns]
        columns, values, rows = columns[kept], values[kept], rows[kept]
        order = np.argsort(columns, kind="stable")
        starts = np.zeros(features + 1, dtype=np.int64)
        np.cumsum(np.bincount(columns, minlength=features), out=starts[1:])
        return Postings(starts, rows[order], values[order].astype(np.float32), len(vectors))

    def similarities(self, vector: Vector) -> Floats:
        """Return the cosine of a vector with every phrasing, shape (phrasings,)."""
        starts = self.starts[vector.features]
        lengths = self.starts[vector.features + 1] - starts
        ends = np.cumsum(lengths)
        found = np.repeat(starts - ends + lengths, lengths)
        found += np.arange(len(found))
        values = self.values.take(found)
        values *= np.repeat(vector.values, lengths)
        return np.bincount(self.rows.take(found), weights=values, minlength=self.size).astype(np.float32)


@dataclass(frozen=True, slots=True)
class MeaningSpace:
    """The directions of sentence vectors that tell groups of phrasings apart, scaled by how little they differ within.

    That is linear discriminant analysis: what paraphrases of one question differ in says nothing about the question.
    """

    mean: Floats
    directions: Floats  # (dimensions of the encoder, kept dimensions)

    @staticmethod
    def fit(vectors: Floats, groups: Ints) -> MeaningSpace:
        """Scale by the differences within the groups, then keep the directions in which all phrasings differ most."""
        from scipy import linalg  # noqa: PLC0415 - only fitting needs scipy

        mean = vectors.mean(axis=0)
        centred = vectors - mean
        sums = np.zeros((int(groups.max()) + 1, vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, groups, centred)
        sizes = np.maximum(np.bincount(groups), 1)[:, None]
        within = centred - (sums / sizes)[groups]
        scatter = (within.T @ within).astype(np.float64) / len(vectors)
        dimensions = len(scatter)
        spread = max(float(np.trace(scatter)) / dimensions, 1e-12)  # nothing differs where no group has two phrasings
        scatter = (1 - SHRINKAGE) * scatter + SHRINKAGE * spread * np.eye(dimensions)
        root = linalg.cholesky(scatter, lower=True)
        scaled = linalg.solve_triangular(root, (centred.T @ centred).astype(np.float64), lower=True)
        scaled = linalg.solve_triangular(root, scaled.T, lower=True)
        last = [max(dimensions - MEANING_DIMENSIONS, 0), dimensions - 1]
        _, directions = linalg.eigh(scaled, subset_by_index=last)
        kept = linalg.solve_triangular(root, directions[:, ::-1], lower=True, trans="T")
        return MeaningSpace(mean.astype(np.float32), np.ascontiguousarray(kept, dtype=np.float32))

    def project(self, vectors: Floats) -> Floats:
        """Return vectors of length one in the kept directions, shape (vectors, kept dimensions)."""
        projected = product(vectors - self.mean, self.directions)
        lengths = np.sqrt(np.einsum("ij,ij->i", projected, projected))[:, None]
        return np.asarray(projected / np.maximum(lengths, 1e-6), dtype=np.float32)


def kernel(letters: Floats, meaning: Floats | None) -> Floats:
    """Return how alike readings are, from 0 to 1, given the cosines of their letters and of their meaning.

    Beside meaning, letters count as they are; alone they tell more when near ones count for more.
    """
    if meaning is None:
        return _of_cosines(letters, LETTER_WIDTH, 1.0)
    alike = _of_cosines(meaning, MEANING_WIDTH, MEANING_SHARE)
    alike += (1.0 - MEANING_SHARE) * letters
    return alike


def _of_cosines(cosines: Floats, width: float, share: float) -> Floats:
    """Return share · e^(width · (cosine - 1)), in one array's room."""
    result = np.multiply(cosines, width, dtype=np.float32)
    result += math.log(share) - width
    return np.exp(result, out=result)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Scores of some phrasings as if they had been missing, shape (rows, classes); `rows` are phrasing numbers."""

    rows: Ints
    without_phrasing: Floats
    without_group: Floats  # as if the phrasing's whole group had been missing; zeros where `whole_group` is False
    whole_group: NDArray[np.bool_]


def similarities(postings: Postings, meanings: Floats | None) -> Floats:
    """Return the kernel of all phrasings with each other, shape (phrasings, phrasings): the lower half, the rest 0."""
    from scipy import sparse  # noqa: PLC0415 - only fitting needs scipy

    count = postings.size
    shape = (count, len(postings.starts) - 1)
    rows = sparse.csc_array((postings.values, postings.rows, postings.starts), shape=shape).tocsr()
    result = np.zeros((count, count), dtype=np.float32)
    for start in range(0, count, _BLOCK):
        end = min(start + _BLOCK, count)
        letters = (rows[start:end] @ rows[:end].T).toarray()
        cosines = meanings[start:end] @ meanings[:end].T if meanings is not None else None
        result[start:end, :end] = kernel(letters, cosines)
    return result


def whole_row(lower_half: Floats, row: int) -> Floats:
    """Return a row of a symmetric matrix of which the lower half is given."""
    return np.concatenate([lower_half[row, :row], lower_half[row:, row]])


def fit(kernel_matrix: Floats, owner: Ints, classes: int, held_out: list[Ints], single: Ints) -> tuple[Floats, LeftOut]:
    """Solve the ridge regression.

    Args:
        kernel_matrix: similarities of the phrasings, shape (n, n), of which the lower half is read; overwritten.
        owner: class number of each phrasing, shape (n,).
        classes: how many classes there are.
        held_out: groups of phrasing numbers; each is also left out as a whole.
        single: further phrasing numbers that are left out one by one.

    Returns:
        The weights, shape (classes, n), and the left-out scores: for ridge regression the error at a left-out block S
        is (A⁻¹)_SS⁻¹ (A⁻¹ Y)_S with A = K + λI (Rifkin & Lippert, 2007).
    """
    from scipy.linalg import lapack  # noqa: PLC0415 - only fitting needs scipy

    count = len(owner)
    targets = np.zeros((count, classes), dtype=np.float32, order="F")
    targets[np.arange(count), owner] = 1.0
    factor = _factored(kernel_matrix)
    weights, _ = lapack.spotrs(factor, targets, lower=0)
    rows = np.concatenate([*held_out, single]).astype(np.int32)
    units = np.zeros((count, len(rows)), dtype=np.float32, order="F")
    units[rows, np.arange(len(rows))] = 1.0
    inverse, _ = lapack.spotrs(factor, units, lower=0, overwrite_b=1)  # the columns of A⁻¹ for those rows
    own = inverse[rows, np.arange(len(rows))]
    without_phrasing = targets[rows] - weights[rows] / own[:, None]
    without_group = np.zeros_like(without_phrasing)
    start = 0
    for members in held_out:
        span = slice(start, start + len(members))
        block = inverse[members, span]
        without_group[span] = targets[members] - np.linalg.solve(block, weights[members])
        start += len(members)
    whole_group = np.arange(len(rows)) < start
    return np.ascontiguousarray(weights.T), LeftOut(rows, without_phrasing, without_group, whole_group)


def _factored(kernel_matrix: Floats) -> Floats:
    """Return the Cholesky factor of K + λI as LAPACK sees it, in the upper half; the matrix given is overwritten."""
    from scipy.linalg import lapack  # noqa: PLC0415 - only fitting needs scipy

    kernel_matrix[np.diag_indices(len(kernel_matrix))] += RIDGE
    # turned around, a matrix in C order is one in Fortran order, and needs no copy
    factor, problem = lapack.spotrf(kernel_matrix.T, lower=0, overwrite_a=1, clean=0)
    if problem:
        raise ValueError(f"the similarities of the phrasings can't be factored (LAPACK {problem})")
    return np.asarray(factor)


def inverse(kernel_matrix: Floats) -> Floats:
    """Return A⁻¹ = (K + λI)⁻¹, from which every phrasing's left-out scores follow; the matrix given is overwritten."""
    from scipy.linalg import lapack  # noqa: PLC0415 - only fitting needs scipy

    half, _ = lapack.spotri(_factored(kernel_matrix), lower=0, overwrite_c=1)
    result = np.asarray(half, dtype=np.float32).T  # the lower half is filled
    count = len(result)
    for start in range(0, count, _BLOCK):
        some, later = slice(start, start + _BLOCK), slice(start + _BLOCK, None)
        result[some, later] = result[later, some].T
        corner = np.tril(result[some, some])
        result[some, some] = corner + np.tril(corner, -1).T
    return result
