"""Write docs/pictures: cards of real answers as Discord shows them, on a phone and on a desk.

    PYTHONPATH=. python tools/card_pictures [--keep-pages FOLDER] [NAME ...]

Asks the shipped knowledge what `cards.yaml` lists, draws the very components that the bot would send on a page like
Discord's, and has headless Chromium (`chromium` or `google-chrome` on the path) take a picture of it, 400 pixels wide
and 900.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from page import asked_by_command, asked_by_message, page
from PIL import Image, ImageChops

from bot.charts.build import chart_named
from bot.charts.pictures import ChartPictures
from bot.composition.assistant import build_assistant
from bot.frontends.discord.card import Asker, card
from bot.frontends.discord.chart_card import chart_card
from bot.frontends.discord.language import language_named
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.answering.assistant import Assistant

PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"
WIDTHS: Final = (400, 900)
_TALL: Final = 2400
_ALICE: Final = 1002


def main() -> int:
    """Write the pictures that are asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these cards")
    parser.add_argument(
        "--keep-pages", type=Path, metavar="FOLDER", help="keep the pages there, to look at in a browser"
    )
    options = parser.parse_args()
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        print("There is no chromium or google-chrome on the path; on Debian: apt install chromium", file=sys.stderr)
        return 2
    listed = yaml.safe_load(Path(__file__).with_name("cards.yaml").read_text(encoding="utf-8"))
    assistant = build_assistant(Settings())
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep_pages or Path(scratch)
        folder.mkdir(exist_ok=True)
        for one in listed:
            if options.names and one["name"] not in options.names:
                continue
            (folder / f"{one['name']}.html").write_text(_page(assistant, one, folder), encoding="utf-8")
            for width in WIDTHS:
                file = PICTURES / f"{one['name']}-{width}.webp"
                file.write_bytes(_picture(browser, folder / f"{one['name']}.html", width))
                print(f"{file.relative_to(PICTURES.parents[1])}\t{file.stat().st_size / 1000:.0f} kB")
    return 0


def _page(assistant: Assistant, one: dict[str, Any], folder: Path) -> str:
    """Return the page of a card; a chart's picture is written beside it."""
    question, by, language = one["asks"], one.get("by", "mention"), language_named(one.get("language"))
    answer = assistant.ask(question)
    pictures: dict[str, str] = {}
    if by == "chart":
        if answer.chart is None:
            raise ValueError(f"The answer to «{question}» has no chart.")
        chart = chart_named(assistant.knowledge, answer.chart)
        view = chart_card(chart, language, with_picture=True)
        pictures = {f"{chart.name}.png": f"{chart.name}.png"}
        (folder / f"{chart.name}.png").write_bytes(ChartPictures(Settings().cache_dir).draw(chart))
        above = asked_by_message(question)
    else:
        words = question if by == "command" else None
        view = card(answer, language, Asker(_ALICE, words, may_delete=True), voting=True)
        command = language.commands.get("ask", "ask")
        above = asked_by_command(command) if by == "command" else asked_by_message(question)
    return page(question, above, view.to_components(), pictures, language=language.code)


def _picture(browser: str, file: Path, width: int) -> bytes:
    """Return a WebP picture of a page, without what is empty below it."""
    with tempfile.TemporaryDirectory() as scratch:
        shot = Path(scratch) / "shot.png"
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={shot}",
             f"--window-size={width},{_TALL}", f"--user-data-dir={scratch}/profile", file.resolve().as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with Image.open(shot) as opened:
            whole = opened.convert("RGB")
    empty = Image.new("RGB", whole.size, whole.getpixel((0, whole.height - 1)))
    _, _, _, bottom = ImageChops.difference(whole, empty).getbbox() or (0, 0, 0, whole.height)
    cut = whole.crop((0, 0, whole.width, min(whole.height, bottom + 14)))
    # Text on flat colours: without loss it is smaller than with, once the shades of its edges are fewer.
    written = io.BytesIO()
    cut.quantize(128, dither=Image.Dither.NONE).convert("RGB").save(
        written, "WEBP", lossless=True, quality=100, method=6
    )
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
