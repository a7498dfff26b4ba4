"""What was fitted is kept, and used wherever it can be read."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from bot.matching.cache import KEPT_STATES, StateCache

LARGE = np.arange(100_000.0)


def test_a_kept_state_is_used_where_nothing_can_be_written(tmp_path: Path, monkeypatch) -> None:
    """As in an image whose root is read-only: refitting at every start took minutes there."""
    StateCache(tmp_path).save("a-b", {"fitted": True})

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError("read-only file system")

    monkeypatch.setattr(Path, "touch", refuse)

    assert StateCache(tmp_path).load("a-b") == {"fitted": True}


def test_large_arrays_are_files_that_states_share(tmp_path: Path) -> None:
    """Read back they are the same, and can't be written to; small ones are in the state."""
    cache = StateCache(tmp_path)
    for key in ("a-1", "a-2"):
        cache.save(key, {"large": LARGE, "small": np.arange(3)})

    found = cache.load("a-2")

    assert found is not None
    assert np.array_equal(found["large"], LARGE)
    assert not found["large"].flags.writeable
    assert found["small"].flags.writeable
    assert len(list(tmp_path.glob("*.array"))) == 1


def test_arrays_go_with_the_last_state_that_uses_them(tmp_path: Path) -> None:
    """But not those that are younger than an hour: another process may be about to keep their state."""
    cache = StateCache(tmp_path)
    for number in range(KEPT_STATES + 1):
        cache.save(f"a-{number}", (LARGE + 1 + number, LARGE))
    files = list(tmp_path.glob("*.array"))
    assert len(files) == KEPT_STATES + 2
    for path in files:
        os.utime(path, (time.time() - 7200,) * 2)
    newest = tmp_path / f"a-{KEPT_STATES}.state"
    os.utime(newest, (time.time() + 5,) * 2)

    cache.save(f"a-{KEPT_STATES + 1}", LARGE)

    assert len(list(tmp_path.glob("*.state"))) == KEPT_STATES
    assert len(list(tmp_path.glob("*.array"))) == KEPT_STATES
    assert cache.load(f"a-{KEPT_STATES}") is not None


def test_a_state_without_its_arrays_is_fitted_again(tmp_path: Path) -> None:
    """Whatever deleted them."""
    cache = StateCache(tmp_path)
    cache.save("a-b", LARGE)
    [array] = tmp_path.glob("*.array")
    array.unlink()

    assert cache.load("a-b") is None


def test_damaged_files_are_no_obstacle_and_are_written_again(tmp_path: Path) -> None:
    """A state that was cut off uses nothing, and an array that was is not taken for whole."""
    state = {"numbers": np.arange(100_000)}
    cache = StateCache(tmp_path)
    cache.save("a-key", state)
    (whole,) = tmp_path.glob("*.array")
    whole.write_bytes(b"")
    other = next(path for path in tmp_path.iterdir() if path.name.startswith("a-key"))
    other.with_name(other.name.replace("a-key", "another-key")).write_bytes(b"")
    cache.save("a-key", state)
    found = StateCache(tmp_path).load("a-key")
    assert found is not None
    np.testing.assert_array_equal(found["numbers"], state["numbers"])


def test_the_state_that_was_used_last_by_the_same_code_is_found(tmp_path: Path) -> None:
    """One that can't be read is passed over; where there is none, there is none."""
    cache = StateCache(tmp_path)
    assert cache.latest("code") is None
    for age, key in enumerate(("c-code", "d-other", "b-code")):
        cache.save(key, {"key": key})
        os.utime(tmp_path / f"{key}.state", (time.time() - age * 60,) * 2)
    (tmp_path / "c-code.state").write_bytes(b"cut off")

    assert cache.latest("code") == {"key": "b-code"}
