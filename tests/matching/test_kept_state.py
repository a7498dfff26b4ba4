"""What was fitted is kept, and used wherever it can be read."""

from __future__ import annotations

from pathlib import Path

from bot.matching.cache import StateCache


def test_a_kept_state_is_used_where_nothing_can_be_written(tmp_path: Path, monkeypatch) -> None:
    """As in an image whose root is read-only: refitting at every start took minutes there."""
    StateCache(tmp_path).save("a-b", {"fitted": True})

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError("read-only file system")

    monkeypatch.setattr(Path, "touch", refuse)

    assert StateCache(tmp_path).load("a-b") == {"fitted": True}
