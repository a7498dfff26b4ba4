"""The head's left-out scores in closed form are the scores that fitting again without those phrasings gives."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching import head
from bot.matching.features import FeatureSpace
from bot.matching.head import RIDGE, MeaningSpace, Postings

CLASSES = 5
PHRASINGS = 30


@pytest.fixture(params=[0, 1, 2], ids=lambda seed: f"seed {seed}")
def problem(request):
    """Phrasings at random points, with a kernel that falls with their distance, and classes at random."""
    chooser = np.random.default_rng(request.param)
    points = chooser.normal(size=(PHRASINGS, 4))
    distances = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    owner = np.concatenate([np.arange(CLASSES), chooser.integers(0, CLASSES, PHRASINGS - CLASSES)]).astype(np.int32)
    return np.exp(-0.3 * distances), owner


def refitted(similarities, owner, left_out, asked):
    """Return the scores of one phrasing by a ridge regression that never saw those left out."""
    kept = np.setdiff1d(np.arange(PHRASINGS), left_out)
    targets = np.eye(CLASSES)[owner[kept]]
    weights = np.linalg.solve(similarities[np.ix_(kept, kept)] + RIDGE * np.eye(len(kept)), targets)
    return similarities[asked, kept] @ weights


def fitted(similarities, owner, held_out, single):
    """Fit the head; it overwrites the matrix it is given."""
    matrix = np.asarray(similarities, dtype=np.float32).copy()
    return head.fit(matrix, owner, CLASSES, held_out, np.asarray(single, dtype=np.int32))


def test_the_weights_are_those_of_ridge_regression(problem):
    """All phrasings, none left out."""
    similarities, owner = problem
    weights, _ = fitted(similarities, owner, [np.array([0], dtype=np.int32)], [])
    wanted = np.linalg.solve(similarities + RIDGE * np.eye(PHRASINGS), np.eye(CLASSES)[owner])
    assert weights.shape == (CLASSES, PHRASINGS)
    np.testing.assert_allclose(weights, wanted.T, atol=2e-3)


def test_a_phrasing_left_out_scores_as_if_it_had_never_been_there(problem):
    """Each of them, alone."""
    similarities, owner = problem
    _, left_out = fitted(similarities, owner, [np.array([3], dtype=np.int32)], [0, 7, 29])
    assert list(left_out.rows) == [3, 0, 7, 29]
    for row, scores in zip(left_out.rows, left_out.without_phrasing, strict=True):
        np.testing.assert_allclose(scores, refitted(similarities, owner, [row], row), atol=2e-3)


def test_a_class_left_out_scores_as_if_it_had_never_been_there(problem):
    """All its phrasings at once; then nothing speaks for the class itself."""
    similarities, owner = problem
    groups = [np.flatnonzero(owner == number).astype(np.int32) for number in range(3)]
    _, left_out = fitted(similarities, owner, groups, np.flatnonzero(owner == 4))
    members = {int(row): group for group in groups for row in group}
    assert list(left_out.whole_group) == [int(row) in members for row in left_out.rows]
    for row, scores, whole in zip(left_out.rows, left_out.without_group, left_out.whole_group, strict=True):
        if whole:
            np.testing.assert_allclose(scores, refitted(similarities, owner, members[int(row)], row), atol=2e-3)
            assert abs(scores[owner[row]]) < 2e-3
        else:
            assert not scores.any()


def test_similarities_that_contradict_each_other_are_refused():
    """They can't come from any phrasings, so something is wrong with them."""
    impossible = np.array([[1.0, 5.0], [5.0, 1.0]], dtype=np.float32, order="F")
    with pytest.raises(ValueError, match="can't be factored"):
        head.fit(
            impossible,
            np.array([0, 1], dtype=np.int32),
            2,
            [np.array([0], dtype=np.int32)],
            np.array([1], dtype=np.int32),
        )


def test_alike_is_one_and_unlike_is_less():
    """Whatever it is measured by, more of the one never makes less of the whole; letters are never less than unlike."""
    cosines = np.linspace(-1, 1, 21, dtype=np.float32)
    for together in (head.kernel(cosines, None), head.kernel(cosines.clip(0), cosines)):
        assert together[-1] == pytest.approx(1.0)
        assert (np.diff(together) > 0).all()
        assert together.min() > 0


CORPUS = [
    ("pay", "in", "‹place›"),
    ("who", "offer", "the", "‹credential›"),
    ("pay", "an", "hour"),
    ("exam", "question"),
]


def test_postings_give_the_cosine_with_every_phrasing():
    """The same as multiplying the vectors out; one with a phrasing itself, none with a stranger."""
    space = FeatureSpace(CORPUS)
    vectors = [space.vector(terms) for terms in CORPUS]
    postings = Postings.build(vectors, len(space))
    dense = np.zeros((len(CORPUS), len(space)), dtype=np.float32)
    for row, vector in enumerate(vectors):
        dense[row, vector.features] = vector.values
    for row, vector in enumerate(vectors):
        similarities = postings.similarities(vector)
        np.testing.assert_allclose(similarities, dense @ dense[row], atol=1e-5)
        assert similarities[row] == pytest.approx(1.0, abs=1e-5)
    assert not postings.similarities(space.vector(("zzzz",))).any()


def test_all_similarities_at_once_are_the_same_as_one_by_one():
    """Symmetric, with ones along the middle."""
    space = FeatureSpace(CORPUS)
    vectors = [space.vector(terms) for terms in CORPUS]
    postings = Postings.build(vectors, len(space))
    half = head.similarities(postings, None)
    together = np.maximum(half, half.T)
    np.testing.assert_allclose(together, together.T, atol=1e-5)
    np.testing.assert_allclose(np.diag(together), 1.0, atol=1e-5)
    for row, vector in enumerate(vectors):
        np.testing.assert_allclose(together[row], head.kernel(postings.similarities(vector), None), atol=1e-5)


def test_words_the_faq_has_never_seen_make_a_message_less_like_any_phrasing():
    """The rarer they are, the more."""
    space = FeatureSpace(CORPUS)
    postings = Postings.build([space.vector(terms) for terms in CORPUS], len(space))
    known, common, rare = (postings.similarities(space.vector(terms)).max() for terms in (
        ("exam", "question"), ("exam", "question", "new"), ("exam", "question", "axolotl"),
    ))  # fmt: skip
    assert known > common > rare > 0


def test_the_meaning_keeps_what_is_near_near():
    """Projected vectors have length one, and one that is nearest stays nearest."""
    chooser = np.random.default_rng(0)
    vectors = chooser.normal(size=(200, 16)).astype(np.float32)
    space = MeaningSpace.fit(vectors, np.arange(200, dtype=np.int32) % 40)
    projected = space.project(vectors)
    np.testing.assert_allclose(np.linalg.norm(projected, axis=1), 1.0, atol=1e-5)
    near = space.project(vectors + 0.01 * chooser.normal(size=vectors.shape).astype(np.float32))
    assert ((near @ projected.T).argmax(axis=1) == np.arange(200)).all()


def test_one_phrasing_in_each_group_is_enough_to_fit_the_meaning():
    """Nothing differs within the groups then."""
    vectors = np.random.default_rng(0).normal(size=(8, 16)).astype(np.float32)
    space = MeaningSpace.fit(vectors, np.arange(8, dtype=np.int32))
    assert np.isfinite(space.project(vectors)).all()
