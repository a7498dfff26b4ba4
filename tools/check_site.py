"""Look at the public page in a real browser, without a network: accessibility, keyboard, search, no JavaScript, print.

    python -m pip install --group site
    python tools/check_site.py [--browser /usr/bin/chromium] [--pictures DIR]

Needs Chromium: the system's, or the one that `playwright install chromium` fetches. Prints what is wrong, and ends with
status 1 if anything is. `--pictures` keeps a picture of each page, on a phone and on a desk, light and dark.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from bot.export.contents import gather
from bot.export.folder import write_folder
from bot.export.site.pages import KIND, site_files
from bot.knowledge.loader import load
from bot.settings import shipped_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from bot.knowledge.snapshot import Knowledge

PHONE, DESK = {"width": 400, "height": 850}, {"width": 1280, "height": 900}
LOOKS = {
    "phone-light": (PHONE, "light"),
    "desk-dark": (DESK, "dark"),
    "desk-light": (DESK, "light"),
    "phone-dark": (PHONE, "dark"),
}
JUDGED = ("phone-light", "desk-dark")  # both sizes and both sets of colours; judging a page takes seconds
FOUND_AMONG_THOSE_SHOWN = 0.9  # of the entries' test questions; they never repeat a phrasing
MOST_TAB_STOPS = 2_000


class SiteCheck:
    """Drives one browser over one site, and collects what is wrong with it."""

    def __init__(self, browser: Browser, folder: Path, pictures: Path | None) -> None:
        self._browser = browser
        self._pictures = pictures
        self._pages = sorted(path.name for path in folder.glob("*.html"))
        self._address = folder.as_uri()
        self.wrong: list[str] = []

    def expect(self, holds: bool, what: str) -> None:
        """Note what doesn't hold."""
        if not holds:
            self.wrong.append(what)

    @contextmanager
    def open(self, name: str, **settings: Any) -> Iterator[Page]:  # noqa: ANN401 - a browser context's settings
        """Open a page without a network; whatever it asks of other computers, or complains about, is wrong."""
        context = self._browser.new_context(offline=True, **settings)
        page = context.new_page()
        page.on("request", lambda one: self.expect(one.url.startswith(("file:", "data:")), f"{name} asks {one.url}"))
        page.on("console", lambda one: self.expect(one.type != "error", f"{name} complains: {one.text}"))
        page.on("pageerror", lambda error: self.wrong.append(f"{name} fails: {error}"))
        page.goto(f"{self._address}/{name}")
        yield page
        context.close()

    def every_page(self) -> None:
        """Each page is accessible, and as wide as the screen, whatever the screen and its colours."""
        for name in self._pages:
            for look, (viewport, scheme) in LOOKS.items():
                with self.open(name, viewport=viewport, color_scheme=scheme) as page:
                    if self._pictures is not None:
                        page.screenshot(path=self._pictures / f"{name}-{look}.png")
                    self._look(page, f"{name}, {look}", with_axe=look in JUDGED)

    def _look(self, page: Page, what: str, *, with_axe: bool) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.expect(beyond <= 0, f"{what}: {beyond} pixels wider than the screen")
        for violation in Axe().run(page, options={"preload": False}).response["violations"] if with_axe else ():
            self.wrong.append(f"{what}: {violation['id']}: {violation['nodes'][0]['html'][:120]}")

    def keyboard(self) -> None:
        """Tab reaches everything that can be used, in its order, and it can be seen where one is."""
        for name in self._pages:
            with self.open(name, viewport=DESK) as page:
                usable = page.evaluate(
                    "[...document.querySelectorAll('a[href], input, summary, [tabindex=\"0\"]')]"
                    ".filter(one => one.checkVisibility({contentVisibilityAuto: true})).length"
                )
                reached, seen = 0, True
                page.keyboard.press("Tab")
                while page.evaluate("document.activeElement !== document.body") and reached < MOST_TAB_STOPS:
                    reached += 1
                    seen = seen and page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
                    page.keyboard.press("Tab")
                self.expect(reached == usable, f"{name}: Tab reaches {reached} of {usable}")
                self.expect(seen, f"{name}: it can't always be seen where the keyboard is")

    def search_by_keyboard(self) -> None:
        """From the skip link to an answer and back without a mouse; nothing is loaded before somebody searches."""
        with self.open("index.html") as page:
            page.keyboard.press("Tab")
            self.expect(page.evaluate("document.activeElement.hash") == "#main", "the first stop skips to the content")
            self.expect(page.evaluate("window.faqIndex === undefined"), "the index waits for a search")
            while page.evaluate("document.activeElement.id") != "query":
                page.keyboard.press("Tab")
            page.keyboard.type("earn alaka")
            page.wait_for_selector("#results a")
            self.expect("best first" in page.inner_text("#found"), "the number of questions found is said")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowUp")
            first = page.evaluate("document.activeElement.getAttribute('href')")
            self.expect(first.endswith("#pay-by-state"), f"a misspelt place is found, not {first}")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/{first}")
            page.focus("#query")
            page.keyboard.type("zzzzzzzz")
            page.wait_for_function("document.getElementById('found').textContent.startsWith('Nothing')")
            page.keyboard.press("Escape")
            self.expect(page.input_value("#query") == "", "Escape empties the field")

    def search_finds(self, knowledge: Knowledge) -> None:
        """Test questions are answered by one of those shown, and known gaps are called so."""
        asked = [(text, one.id) for one in knowledge.entries.values() for text in one.tests.asks if "{" not in text]
        with self.open("index.html") as page:
            page.focus("#query")
            page.wait_for_function("window.faqIndex !== undefined")
            page.fill("#query", "will ai replace coders")
            page.wait_for_selector("#results a")
            self.expect("the guides don't say" in page.inner_text("#results"), "known gaps are called so in the list")
            found = page.evaluate(
                "asked => asked.map(text => window.faqSearch(text + ' ').map(one => one.link.split('#')[1]))",
                [text for text, _ in asked],
            )
        share = sum(entry in shown for (_, entry), shown in zip(asked, found, strict=True)) / len(asked)
        print(f"The search shows the right answer to {share:.1%} of {len(asked):,} test questions.")
        self.expect(share >= FOUND_AMONG_THOSE_SHOWN, f"the search finds {share:.3f} of the test questions")

    def without_javascript(self) -> None:
        """There is no dead search field, and every answer can be read."""
        with self.open("index.html", java_script_enabled=False) as page:
            self.expect(not page.locator("#search").is_visible(), "there is no search field without JavaScript")
            self.expect(page.locator("a[href='questions.html']").is_visible(), "there is the list of all questions")
        for name in self._pages:
            with self.open(name, java_script_enabled=False) as page:
                hidden = [one for one in page.locator("main h1, main h2, article").all() if not one.is_visible()]
                self.expect(not hidden, f"{name} hides {len(hidden)} parts without JavaScript")

    def on_paper(self) -> None:
        """What is for the screen only stays there; answers and sources are printed."""
        for name in self._pages:
            with self.open(name) as page:
                page.emulate_media(media="print")
                printed = [one for one in page.locator(".search, .top nav, .list").all() if one.is_visible()]
                self.expect(not printed, f"{name} prints what only a screen needs")
                missing = [one for one in page.locator("article, .sources").all() if not one.is_visible()]
                self.expect(not missing, f"{name} leaves {len(missing)} parts out in print")


def main() -> int:
    """Write the site, look at it, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--browser", help="the Chromium to use, if not Playwright's own")
    parser.add_argument("--pictures", type=Path, help="a folder to keep pictures of the pages in")
    options = parser.parse_args()
    if options.pictures is not None:
        options.pictures.mkdir(parents=True, exist_ok=True)
    knowledge = load(shipped_knowledge())
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch) / "site"
        write_folder(folder, KIND, site_files(gather(knowledge, datetime.now(UTC).date())))
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        check = SiteCheck(browser, folder, options.pictures)
        check.every_page()
        check.keyboard()
        check.search_by_keyboard()
        check.search_finds(knowledge)
        check.without_javascript()
        check.on_paper()
        browser.close()
    print("\n".join(check.wrong) or "Nothing is wrong with the site.")
    return 1 if check.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
