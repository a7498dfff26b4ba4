"""What holds for the project around the code: lock files, and what the README promises."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import discord
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.frontends.terminal import exits

PROJECT = Path(__file__).parents[1]
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock", "requirements-fuzz.lock")


def locked(name: str) -> dict[str, tuple[set[str], int]]:
    """Return package -> (versions, number of hashes) of a lock file."""
    packages: dict[str, tuple[set[str], int]] = {}
    current = ""
    for line in (PROJECT / name).read_text(encoding="utf-8").splitlines():
        if pinned := re.match(r"([A-Za-z0-9._-]+)==(\S+)", line):
            current = canonicalize_name(pinned[1])
            versions, hashes = packages.get(current, (set(), 0))
            packages[current] = (versions | {pinned[2]}, hashes)
        elif "--hash=sha256:" in line:
            versions, hashes = packages[current]
            packages[current] = (versions, hashes + 1)
    return packages


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_has_hashes_and_no_addresses(name):
    """Where packages come from is the installing machine's business; that they are the right ones is ours."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b", text, re.MULTILINE)
    packages = locked(name)
    assert packages
    assert all(hashes for _, hashes in packages.values())


def groups() -> list[tuple[str, str]]:
    """Return (lock file, requirement) of everything that pyproject.toml declares."""
    declared = DECLARED["dependency-groups"]
    parts = {
        "requirements.lock": DECLARED["project"]["dependencies"],
        "requirements-build.lock": declared["build"],
        "requirements-fuzz.lock": declared["fuzz"],
        "requirements-dev.lock": [*declared["build"], *(one for one in declared["dev"] if isinstance(one, str))],
    }
    return [(lock, requirement) for lock, requirements in parts.items() for requirement in requirements]


@pytest.mark.parametrize(("lock", "declared"), groups())
def test_what_is_declared_is_locked_within_its_range(lock, declared):
    """Somebody who changes pyproject.toml and forgets `make lock` is told here."""
    requirement = Requirement(declared)
    versions, _ = locked(lock)[canonicalize_name(requirement.name)]
    assert all(requirement.specifier.contains(version) for version in versions)


def test_what_builds_the_project_is_locked():
    """The project is installed without build isolation, so what it is built with has to be in the build group."""
    needed = {Requirement(one).name for one in DECLARED["build-system"]["requires"]}
    assert needed - set(locked("requirements-build.lock")) == set()


@pytest.fixture(scope="module")
def readme() -> str:
    """The README's text."""
    return (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_invite_link_asks_for_the_permissions_that_the_readme_lists(readme):
    """The integer is discord.py's own, for the names that stand in the steps."""
    permissions = discord.Permissions(
        view_channel=True, send_messages=True, send_messages_in_threads=True, embed_links=True, attach_files=True,
        read_message_history=True,
    )  # fmt: skip
    assert f"scope=bot+applications.commands&permissions={permissions.value}\n" in readme
    steps = " ".join(readme.split())
    assert (
        "View Channels, Send Messages, Send Messages in Threads, Embed Links, Attach Files and Read Message History"
        in steps
    )


def test_the_readme_lists_every_exit_status(readme):
    """The table and `exits` say the same."""
    listed = {int(number) for number in re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)}
    assert listed == {value for name, value in vars(exits).items() if name.isupper()}
