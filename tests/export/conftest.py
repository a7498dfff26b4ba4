"""The shipped knowledge, gathered and written as a site once, and a small one about something else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from parsed import Site

from bot.export.contents import gather
from bot.export.site.pages import site_files
from bot.export.site.places import places_of
from bot.knowledge.loader import load

if TYPE_CHECKING:
    from bot.export.contents import Contents
    from bot.export.site.places import Places
    from bot.knowledge.snapshot import Knowledge


@pytest.fixture(scope="session")
def contents(knowledge) -> Contents:
    return gather(knowledge, date(2026, 11, 25))


@pytest.fixture(scope="session")
def site(contents) -> Site:
    return Site(site_files(contents))


@pytest.fixture(scope="session")
def places(contents) -> Places:
    return places_of(contents)


@pytest.fixture
def small_knowledge(small_folder, tmp_path) -> Knowledge:
    return load(small_folder(tmp_path))
