"""Write what the documents say about commands, settings, exit statuses and rooms from the code itself.

python tools/make_docs.py

`docs/commands.md` is written whole; of other documents only what stands between `<!-- NAME … -->` and `<!-- end -->`.
"""

from __future__ import annotations

import ast
import itertools
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
sys.path.insert(0, str(PROJECT))

from bot.frontends.terminal import exits  # noqa: E402 - found from where this file stands
from bot.frontends.terminal.app import app  # noqa: E402
from bot.settings import Settings  # noqa: E402

_PART = re.compile(r"(<!-- (\w+), written by tools/make_docs\.py -->\n).*?(?=<!-- end -->)", re.DOTALL)
_WIDTH = 96


def main() -> None:
    """Write every document anew."""
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")


def written() -> dict[Path, str]:
    """Return the text of every document that has a part from the code, by its path."""
    texts = {DOCS / "commands.md": "".join(commands())}
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if _PART.search(text):
            texts[path] = _PART.sub(lambda part: part[1] + "".join(PARTS[part[2]]()), text)
    return texts


# ── commands ──────────────────────────────────────────────────────────────────────────────────────────────────────
def commands() -> Iterator[str]:
    """Yield the help text of each command."""
    yield "# Commands\n\nWhat `career-bot COMMAND --help` says, written by `tools/make_docs.py`.\n"
    for name, text in helped(typer.main.get_command(app), "career-bot"):
        yield f"\n## {name}\n\n```\n{text}\n```\n"


def helped(command: Any, path: str, parent: Any = None) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - Typer names no type for them
    """Yield each command below one, and itself first, with its help text."""
    context = command.context_class(
        command, info_name=path.rpartition(" ")[2], parent=parent, terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    yield path, command.get_help(context)
    for name, child in getattr(command, "commands", {}).items():
        yield from helped(child, f"{path} {name}", context)


# ── parts of documents ────────────────────────────────────────────────────────────────────────────────────────────
def settings() -> Iterator[str]:
    """Yield the table of settings."""
    yield "| setting | is |\n|---|---|\n"
    for name, field in Settings.model_fields.items():
        default = f" ({str(field.default).lower()} if not set)" if isinstance(field.default, bool | int | str) else ""
        yield f"| `{str(field.validation_alias or name).upper()}` | {field.description}{default} |\n"


def statuses() -> Iterator[str]:
    """Yield the table of exit statuses, from the words beside them."""
    yield "| exit status | means |\n|---|---|\n"
    tree = ast.parse(Path(exits.__file__).read_text(encoding="utf-8")).body
    for assigned, said in itertools.pairwise(tree):
        if isinstance(assigned, ast.AnnAssign) and isinstance(said, ast.Expr):
            yield f"| {ast.literal_eval(assigned.value)} | {' '.join(ast.literal_eval(said.value).split())} |\n"


def rooms() -> Iterator[str]:
    """Yield the table of rooms, from the highest floor down."""
    yield "| room | holds | imports |\n|---|---|---|\n"
    for name, room in reversed(planned().items()):
        yield f"| `{name}` | {room['holds']} | {', '.join(room['imports']) or '–'} |\n"


def picture() -> Iterator[str]:
    """Yield the picture of the rooms: an arrow for each import that no longer way stands for."""
    plan = {name: set(room["imports"]) for name, room in planned().items()}
    yield "```mermaid\nflowchart TD\n"
    for name in reversed(plan):
        yield f'    {short(name)}["{name}"]\n'
    for name, direct in reversed(plan.items()):
        for other in sorted(direct - {far for near in direct for far in below(plan, near)}):
            yield f"    {short(name)} --> {short(other)}\n"
    yield "```\n"


def planned() -> dict[str, dict[str, list[str]]]:
    """Return the rooms as the test of imports holds them."""
    plan: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load(
        (PROJECT / "tests" / "rooms.yaml").read_text(encoding="utf-8")
    )
    return plan["rooms"]


def below(plan: dict[str, set[str]], name: str) -> set[str]:
    """Return every room that one imports, itself or by way of others."""
    return plan[name] | {far for near in plan[name] for far in below(plan, near)}


def short(name: str) -> str:
    """Return a room's name as Mermaid takes one."""
    return name.strip("_").replace(".", "_")


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "settings": settings, "statuses": statuses, "rooms": rooms, "picture": picture,
}  # fmt: skip

if __name__ == "__main__":
    main()
