"""What the bot is built of is listed, and looked up for known holes; nothing is taken for sound unseen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]
sys.path.append(str(PROJECT / "tools"))

import audit  # noqa: E402 - found where it is kept
import sbom  # noqa: E402

HOLE = {
    "id": "OSV-2026-1", "aliases": [], "summary": "It leaks.", "published": "2026-01-01T00:00:00Z",
    "affected": [{
        "package": {"ecosystem": "PyPI", "name": "yarl"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}],
    }],
}  # fmt: skip


class Answers(BaseHTTPRequestHandler):
    """Answers as osv.dev does: one package has a hole, if any; remembers which it was asked about."""

    holes: ClassVar[dict[str, Any]] = {}
    asked_about: ClassVar[set[str]] = set()

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked_about.add(asked["package"]["name"])
        found = self.holes.get(asked["package"]["name"])
        body = json.dumps({"vulns": [found]} if found else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def osv() -> Iterator[str]:
    """The address of a stand-in of osv.dev, on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    Answers.holes.clear()
    Answers.asked_about.clear()


def audited(url: str, cache: Path, *options: str) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, str(PROJECT / "tools" / "audit.py"), "--osv-url", url, "--cache-dir", str(cache), *options]
    return subprocess.run(run, capture_output=True, text=True, check=False)  # noqa: S603 - our own file


def locked(path: Path) -> set[str]:
    """Return the packages of a lock file that this Python on this system would install."""
    lines = re.findall(r"^[\w.-]+==[^\\\n]+", path.read_text(encoding="utf-8"), re.MULTILINE)
    pinned = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name) for one in pinned if one.marker is None or one.marker.evaluate()}


def test_packages_without_a_known_hole_are_fine(osv, tmp_path):
    """All of every lock file are asked about."""
    done = audited(osv, tmp_path)

    assert done.returncode == audit.NONE_KNOWN, done.stderr
    assert done.stdout == "No known holes in the locked packages.\n"
    assert Answers.asked_about == set().union(*map(locked, PROJECT.glob("requirements*.lock")))


@pytest.mark.parametrize("options", [(), ("--offline-is-fine",)])
def test_a_known_hole_is_told_and_fails(osv, tmp_path, options):
    """With what mends it."""
    Answers.holes["yarl"] = HOLE
    done = audited(osv, tmp_path, *options)

    assert done.returncode == audit.HOLES, done.stderr
    assert "known hole: yarl " in done.stdout
    assert "OSV-2026-1, mended in 99.0" in done.stdout


@pytest.mark.parametrize(("options", "status"), [((), audit.NOT_LOOKED_UP), (("--offline-is-fine",), 0)])
def test_without_a_network_it_says_that_nothing_was_looked_up(tmp_path, options, status):
    """`make check` goes on then; `make audit` fails."""
    done = audited("http://127.0.0.1:9", tmp_path, *options)

    assert done.returncode == status
    [line] = done.stderr.splitlines()
    assert "NOT looked up" in line
    assert "osv.dev can't be reached" in line
    assert "Max retries" not in line
    assert "No known holes" not in done.stdout


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            "Traceback\n  File x\nrequests.exceptions.ConnectTimeout: HTTPSConnectionPool(…)\n",
            "osv.dev can't be reached",
        ),
        ("/bin/python: No module named pip_audit\n", "pip-audit failed: /bin/python: No module named pip_audit"),
        ("", "pip-audit failed: pip-audit said nothing"),
        ("x" * 1000, "x …"),
    ],
)
def test_a_failure_is_one_line_that_says_what_failed(said, why):
    """Only a missing network is called one."""
    assert why in audit.reason(said)
    assert len(audit.reason(said)) < 300


def test_a_package_that_nothing_is_known_about_is_not_taken_for_sound():
    """As when a mirror has no such data."""
    report = {
        "dependencies": [
            {"name": "yarl", "version": "1.0", "vulns": []},
            {"name": "attrs", "skip_reason": "not found"},
        ]
    }
    assert audit.judged(report) == (set(), ["attrs: not found"])


def test_the_list_of_parts_has_every_locked_package_with_its_hashes():
    """As CycloneDX, the same each time."""
    text = sbom.LOCK.read_text(encoding="utf-8")
    document = sbom.document(text)
    listed = json.loads(document)

    assert listed["bomFormat"] == "CycloneDX"
    assert listed["metadata"]["component"]["name"] == "career-bot"
    pinned = {line.split("==")[0] for line in text.splitlines() if "==" in line and not line.startswith(" ")}
    assert {one["name"] for one in listed["components"]} == pinned
    hashes = [one["hashes"] for component in listed["components"] for one in component["externalReferences"]]
    assert sum(map(len, hashes)) == text.count("--hash=sha256:")
    assert all(hashes)
    assert sbom.document(text) == document


def test_the_list_of_parts_tells_what_needs_what():
    """From the bot down; every reference leads somewhere."""
    listed = json.loads(sbom.document(sbom.LOCK.read_text(encoding="utf-8")))
    needs = {one["ref"]: one.get("dependsOn", []) for one in listed["dependencies"]}
    bot = listed["metadata"]["component"]["bom-ref"]

    assert any(ref.startswith("pkg:pypi/discord-py@") for ref in needs[bot])
    assert any(ref.startswith("pkg:pypi/multidict@") for name in needs for ref in needs[name] if "/yarl@" in name)
    assert {ref for found in needs.values() for ref in found} <= set(needs)
