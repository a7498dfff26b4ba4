"""The code's rooms import what lies below them and nothing else; `rooms.yaml` says what that is."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[1]
PLAN = yaml.safe_load((Path(__file__).parent / "rooms.yaml").read_text(encoding="utf-8"))
ROOMS = PLAN["rooms"]
FILES = sorted((PROJECT / "bot").rglob("*.py"))


def module_of(file: str) -> str:
    """Return the name that a file is imported by."""
    return file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def room_of(module: str) -> str | None:
    """Return the room that a module below `bot` belongs to; None for the package itself."""
    inside = module.removeprefix("bot.")
    return next((room for room in ROOMS if inside == room or inside.startswith(f"{room}.")), None)


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of whatever a file imports, for types or inside functions as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports() -> Iterator[tuple[str, str | None, str]]:
    """Yield (file, room, imported name) of every import of the code."""
    for path in FILES:
        file = path.relative_to(PROJECT).as_posix()
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            yield file, room_of(module_of(file)), name


def test_every_file_is_in_a_room():
    """A new one is put on its floor."""
    files = [path.relative_to(PROJECT).as_posix() for path in FILES]
    in_none = {file for file in files if room_of(module_of(file)) is None}
    assert in_none == {"bot/__init__.py", "bot/frontends/__init__.py"}


def test_a_room_imports_only_what_it_may():
    """And what it may import is imported somewhere, so that the plan says how things are."""
    found: dict[str, set[str]] = {room: set() for room in ROOMS}
    besides = {}
    for file, room, name in imports():
        other = room_of(name) if name.startswith("bot.") else None
        if other is None or room is None or other == room:
            continue
        if PLAN["besides"].get(file, {}).get("imports") == other:
            besides[file] = other
        else:
            found[room].add(other)
    assert found == {room: set(plan["imports"]) for room, plan in ROOMS.items()}
    assert set(besides) == set(PLAN["besides"])


def test_imports_run_one_way():
    """Each room stands above those it imports."""
    order = list(ROOMS)
    upward = [(room, other) for room, plan in ROOMS.items() for other in plan["imports"]
              if order.index(other) >= order.index(room)]  # fmt: skip
    assert upward == []


@pytest.mark.parametrize("room", [room for room, plan in ROOMS.items() if plan.get("libraries")])
def test_a_room_keeps_its_libraries_to_itself(room):
    """Whoever replaces one reads one room."""
    libraries = set(ROOMS[room]["libraries"])
    users = {(name.partition(".")[0], where) for _, where, name in imports() if name.partition(".")[0] in libraries}
    assert users == {(library, room) for library in libraries}


def circles(among: set[str]) -> list[list[str]]:
    """Return each file that others import which it imports itself, by whatever way, followed by what it imports."""
    graph: dict[str, set[str]] = {module_of(file): set() for file in among}
    for file, _, name in imports():
        if file in among:
            module = module_of(file)
            graph[module] |= {one for one in (name, name.rpartition(".")[0]) if one in graph} - {module}
    while ends := {module for module, others in graph.items() if not others} | graph.keys() - set().union(
        *graph.values()
    ):
        graph = {module: others - ends for module, others in graph.items() if module not in ends}
    return [[module, *sorted(others)] for module, others in sorted(graph.items())]


@pytest.mark.parametrize("room", ROOMS)
def test_within_a_room_imports_run_one_way(room):
    """For types as well, so that each file can be read with only those below it in mind; but where the plan says why.

    A room that needs no exception any more loses it.
    """
    found = circles({file for file, where, _ in imports() if where == room})
    assert bool(found) == (room in PLAN["circles"]), found
