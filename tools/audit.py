"""Look up whether the locked packages have holes that are known, at osv.dev, by pip-audit.

    python tools/audit.py [--offline-is-fine] [options of pip-audit]

Ends with 0 when none is known, 1 when there are some, 3 when they couldn't all be looked up: that is told, and isn't
taken for «none». With --offline-is-fine it is told, too, and ends with 0.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock", "requirements-fuzz.lock")
NONE_KNOWN, HOLES, NOT_LOOKED_UP = 0, 1, 3
_NO_NETWORK = re.compile(r"requests\.exceptions\.(\w*ConnectionError|ProxyError|SSLError|\w*Timeout)\b")
_LONGEST = 200


def main() -> int:
    """Look up each lock file; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offline-is-fine", action="store_true")
    options, others = parser.parse_known_args()
    holes: set[str] = set()
    missing: list[str] = []
    for lock in LOCKS:
        report, why = looked_up(lock, others)
        if report is None:
            missing = [f"{lock}: {why}"]
            break  # nor would there be one about the next
        more, without = judged(report)
        holes |= more
        missing += without
    for hole in sorted(holes):
        print(f"known hole: {hole}")
    if missing:
        print(f"Known holes were NOT looked up, or not all of them: {'; '.join(missing[:5])}", file=sys.stderr)
    if holes:
        return HOLES
    if missing:
        return NONE_KNOWN if options.offline_is_fine else NOT_LOOKED_UP
    print("No known holes in the locked packages.")
    return NONE_KNOWN


def looked_up(lock: str, others: list[str]) -> tuple[dict[str, Any] | None, str]:
    """Return pip-audit's report of a lock file, or None and why there is none."""
    command = [
        sys.executable, "-m", "pip_audit", "--vulnerability-service", "osv", "--progress-spinner", "off",
        "--require-hashes", "--disable-pip", "--format", "json", "--requirement", str(PROJECT / lock), *others,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return None, reason(done.stderr)
    return report, ""


def reason(said: str) -> str:
    """Return why pip-audit has no report, from what it said: without its trace, and in plain words for no network."""
    last = (said.strip().splitlines() or ["pip-audit said nothing"])[-1]
    if _NO_NETWORK.match(last):
        return "osv.dev can't be reached from here (`make audit` needs a network)"
    return f"pip-audit failed: {last if len(last) <= _LONGEST else last[:_LONGEST] + ' …'}"


def judged(report: dict[str, Any]) -> tuple[set[str], list[str]]:
    """Return the holes, and the packages that nothing is known about, good or bad."""
    holes: set[str] = set()
    missing: list[str] = []
    for package in report["dependencies"]:
        if "skip_reason" in package:
            missing.append(f"{package['name']}: {package['skip_reason']}")
        for hole in package.get("vulns", ()):
            mended = ", ".join(hole["fix_versions"]) or "no version yet"
            holes.add(f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}")
    return holes, missing


if __name__ == "__main__":
    sys.exit(main())
