"""Install a wheel into a fresh environment, far from the repository, and ask it ten questions without a network.

python tools/try_wheel.py dist/career_bot-1.2.3-py3-none-any.whl
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

PROJECT = Path(__file__).parents[1]
QUESTIONS = Path(__file__).with_suffix(".yaml")


def main() -> int:
    """Try the wheel; 0 when every question is answered by its entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel.resolve()
    with tempfile.TemporaryDirectory() as elsewhere:
        command = installed(wheel, Path(elsewhere))
        wanted = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
        given = "".join(f"{json.dumps({'question': question})}\n" for question in wanted)
        done = run([*without_network(), command, "ask", "--jsonl"], Path(elsewhere), given)
        answers = [json.loads(line) for line in done.splitlines()]
        print(run([command, "--version"], Path(elsewhere)).strip())
    failed = 0
    for (question, entry), answer in zip(wanted.items(), answers, strict=True):
        failed += answer["entry"] != entry
        print(f"{'ok   ' if answer['entry'] == entry else 'WRONG'} {question} → {answer['outcome']}, {answer['entry']}")
    return int(failed > 0)


def installed(wheel: Path, elsewhere: Path) -> str:
    """Install the wheel with the locked libraries; return the path of its command."""
    environment = elsewhere / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", PROJECT / "requirements.lock"], check=True)
    subprocess.run([*pip, "--no-index", "--no-deps", wheel], check=True)
    return str(environment / "bin" / "career-bot")


def without_network() -> list[str]:
    """Return what goes before a command to take the network from it, where the system can."""
    apart = ["unshare", "--map-root-user", "--net"]
    can = shutil.which("unshare") and subprocess.run([*apart, "true"], check=False, capture_output=True).returncode == 0
    return apart if can else []


def run(command: list[str], elsewhere: Path, given: str = "") -> str:
    """Run a command as a user who has nothing but it; return what it prints."""
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(elsewhere), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, input=given, cwd=elsewhere, env=surroundings, text=True, stdout=subprocess.PIPE, check=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
