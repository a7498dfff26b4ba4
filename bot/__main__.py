"""`python -m bot` and `career-bot` are the same command."""

from __future__ import annotations

import io
import sys

from bot.frontends.terminal.app import app


def main() -> None:
    """Run the command line; ends the process with an exit status of `bot.frontends.terminal.exits`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows "?" instead of a traceback
    app(prog_name="career-bot")


if __name__ == "__main__":
    main()
