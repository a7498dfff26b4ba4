"""What stands where a place or a certification does is understood as one, though no list has it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.matching.mentions import Kind

CASES = yaml.safe_load((Path(__file__).parent / "unknown_names.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_name_no_list_has_is_told_by_where_it_stands(assistant, case):
    """And usual words in the same spot are no names."""
    reading = assistant.matcher.read(case["text"])
    assert [mention.name for mention in reading.of_kind(Kind.PLACE)] == case["places"]
    assert [mention.id for mention in reading.of_kind(Kind.OTHER_CREDENTIAL)] == case["credentials"]
