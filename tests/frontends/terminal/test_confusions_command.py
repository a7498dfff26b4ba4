"""`career-bot confusions` of an entry that isn't there."""

from __future__ import annotations


def test_an_entry_that_is_not_there_is_an_error_with_what_was_probably_meant(career_bot):
    """Rather than an empty list, which looks like good news."""
    done = career_bot("confusions", "daily-dutys")
    assert done.returncode == 2
    assert "there is no entry or look-up 'daily-dutys'; did you mean 'daily-duties'?" in done.stderr.decode()
    assert not done.stdout
