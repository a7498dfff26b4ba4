"""The `career-bot` command: options that stand before every command, and the list of commands."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads annotations at run time
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.frontends.terminal import exits
from bot.frontends.terminal.ask import ask
from bot.frontends.terminal.chart import chart
from bot.frontends.terminal.chat import chat
from bot.frontends.terminal.check import check
from bot.frontends.terminal.confusions import confusions
from bot.frontends.terminal.credential import credential
from bot.frontends.terminal.diff import diff
from bot.frontends.terminal.export import export
from bot.frontends.terminal.figures import figures
from bot.frontends.terminal.init import init
from bot.frontends.terminal.new import new
from bot.frontends.terminal.run import run
from bot.frontends.terminal.startup import GlobalOptions, give_up
from bot.frontends.terminal.store import store
from bot.frontends.terminal.sync import sync
from bot.frontends.terminal.try_question import try_question
from bot.frontends.terminal.unanswered import unanswered


class Commands(TyperGroup):
    """The commands. One that is left while it asks for something ends with a status of ours: Ctrl-C isn't a failure."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401 - as the library declares it
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except typer.Abort as left:
            if isinstance(left.__context__, KeyboardInterrupt):
                typer.echo(err=True)  # the prompt's line has no end yet
                raise typer.Exit(exits.INTERRUPTED) from left
            typer.echo(err=True)
            give_up("the input ended before all was answered, so nothing was done")


app = typer.Typer(
    cls=Commands,
    help="Answers questions from the guides behind a knowledge folder, each with its source.",
    epilog="Exit status: 0 done, 1 problems found or Discord out of reach, 2 could not run, 3 `run` was cut short, "
    "130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (ask, chart, chat, check, confusions, credential, diff, figures, init, run, sync, unanswered):
    app.command()(command)
app.add_typer(store, name="store")
app.command(name="try")(try_question)
app.add_typer(new, name="new")
app.add_typer(export, name="export")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - only this option needs it

        try:
            typer.echo(f"career-bot {version('career-bot')}")
        except PackageNotFoundError:
            typer.echo("career-bot (not installed)")
        raise typer.Exit


@app.callback()
def before_every_command(
    context: typer.Context,
    knowledge: Annotated[
        Path | None,
        typer.Option(
            "--knowledge", metavar="DIR", help="Knowledge folder to use, if not the shipped one (or KNOWLEDGE_DIR)."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - read by its callback
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Keep what was given before the command where the command finds it."""
    context.obj = GlobalOptions(knowledge=knowledge)
