"""What is built from the project holds what it needs far from the repository, and no more."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, set[str]]:
    """What wheel and sdist hold, by the end of their file names."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603 - our own project
    assert done.returncode == 0, done.stderr
    [wheel], [sdist] = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
    with tarfile.open(sdist) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    return {"whl": in_wheel, "tar.gz": in_sdist}


def files(folder: str) -> set[str]:
    """Return the files below a folder of the project that belong to it, relative to the project."""
    paths = (path for path in (PROJECT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(PROJECT).as_posix() for path in paths}


def test_the_wheel_has_the_bot_with_its_knowledge_inside(built):
    """Every file of both, and nothing else but what describes it."""
    knowledge = {name.replace("knowledge/", "bot/shipped_knowledge/", 1) for name in files("knowledge")}
    assert {name for name in built["whl"] if ".dist-info/" not in name} == files("bot") | knowledge


def test_the_sdist_has_what_the_wheel_is_built_from_and_the_tests(built):
    """So that who packs it can try it."""
    needed = files("bot") | files("knowledge") | files("tests") | files("docs")
    assert needed | {"pyproject.toml", "README.md", "LICENSE", "Makefile"} <= built["tar.gz"]
