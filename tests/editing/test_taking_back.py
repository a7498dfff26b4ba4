"""A change of lines is taken back in a text that has moved on, or refused."""

from __future__ import annotations

import pytest

from bot.editing.taking_back import LinesMovedOnError, taken_back

ADDED = ("ac", "abc")  # before, after: one line a letter
CASES = {
    "as it was left": (*ADDED, "xabcy", "xacy"),
    "above and below have changed": (*ADDED, "xKbMy", "xKMy"),
    "another line came between": (*ADDED, "abNc", "aNc"),
    "of two alike, the one among its neighbours": (*ADDED, "bxabcy", "bxacy"),
    "a line comes back below the one it stood below": ("abc", "ac", "xaNcy", "xabNcy"),
    "a line comes back above the one it stood above": ("abc", "ac", "xNcy", "xNbcy"),
    "in two places, with something new between": ("abcde", "aBcDe", "aBNDe", "abNde"),
    "a word for a word": ("abc", "aBc", "aBM", "abM"),
}
REFUSED = {
    "the line is gone": (*ADDED, "xacy"),
    "the line was changed again": ("abc", "aBc", "aXc"),
    "it could be either of two": (*ADDED, "xbybz"),
    "nothing tells where the line was": ("abc", "ac", "xyz"),
}


@pytest.mark.parametrize("case", CASES)
def test_only_the_lines_of_the_change_are_taken_back(case):
    """Whatever others have made of the lines around."""
    before, after, now, wanted = CASES[case]
    assert "".join(taken_back(list(now), list(before), list(after))) == wanted


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_as_the_change_left_it_is_refused(case):
    """Rather than guessed."""
    before, after, now = REFUSED[case]
    with pytest.raises(LinesMovedOnError):
        taken_back(list(now), list(before), list(after))
