"""`career-bot ask` as a shell runs it, on the shipped knowledge."""

from __future__ import annotations

import json
import re
import sys

import pytest

from bot.answering.answer import Outcome

FIELDS = {
    "question", "outcome", "entry", "confidence", "text", "citations", "figures", "suggestions", "elapsed_ms",
}  # fmt: skip
ALASKA = "How much do they earn in Alaska?"


@pytest.mark.usefixtures("assistant")  # has it worked out, which a first start would speak of
def test_an_answer_for_people_has_its_sources_below(career_bot):
    """Plain text when piped; words may come without quotes."""
    done = career_bot("ask", *ALASKA.split())
    text = done.stdout.decode()
    assert "$58,620" in text
    assert "\nSources:\n- How to Become a Medical Insurance Billing & Coding Specialist, section “" in text
    assert "\x1b" not in text
    assert done.stderr == b""
    assert done.returncode == 0


def test_json_is_one_object_with_the_contracts_fields(career_bot):
    """The figure is there as a number, with where it comes from."""
    done = career_bot("ask", "--json", ALASKA)
    answer = json.loads(done.stdout)
    assert set(answer) == FIELDS
    assert (answer["question"], answer["outcome"]) == (ALASKA, "answered")
    assert 58620 in [figure["value"] for figure in answer["figures"]]
    assert all(set(one) == {"guide", "title", "section", "attributed_to", "figure"} for one in answer["citations"])
    assert "become-mibc-specialist" in [one["guide"] for one in answer["citations"]]
    assert done.stdout.count(b"\n") == 1


def test_explain_shows_the_reasons_after_the_answer(career_bot):
    """And `--json` carries them along."""
    done = career_bot("ask", "--explain", ALASKA)
    answer, _, reasons = done.stdout.decode().partition("\nWhy:\n")
    assert "$58,620" in answer
    assert len(reasons.splitlines()) >= 3
    with_json = json.loads(career_bot("ask", "--explain", "--json", ALASKA).stdout)
    assert set(with_json) == FIELDS | {"explanation"}


def test_no_answer_is_an_answer_too(career_bot):
    """Exit status 0: the bot did its work."""
    done = career_bot("ask", "what is the airspeed of an unladen swallow")
    assert done.stdout.strip()
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("ask",), "the question is empty"),
        (("ask", "  "), "the question is empty"),
        (("ask", "x" * 4001), "at most 4,000"),
        (("ask", "--jsonl", "question"), "takes nothing beside it"),
        (("ask", "--jsonl", "--explain"), "takes nothing beside it"),
        (("--knowledge", "no-such-folder", "ask", "pay?"), "there is no knowledge folder"),
        (("ask", "--nonsense", "pay?"), "No such option"),
    ],
)
def test_what_can_not_be_run_ends_with_2_and_one_reason(career_bot, arguments, reason):
    """On standard error, with nothing on standard output and no traceback."""
    done = career_bot(*arguments)
    assert reason in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""
    assert done.returncode == 2


@pytest.mark.parametrize("arguments", [("ask", "pay?"), ("ask", "--jsonl"), ("chat",)])
def test_unusable_knowledge_is_told_as_problems(career_bot, tmp_path, arguments):
    """File, line, rule and hint on standard error, exit status 2, no traceback."""
    (tmp_path / "guides.yaml").write_text("guides:\n  - {id: cats, nonsense: yes}\n", encoding="utf-8")
    done = career_bot("--knowledge", tmp_path, *arguments, given=b"pay?\n")
    assert f"{tmp_path.name}/guides.yaml:2:16: error unknown-field: " in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""
    assert done.returncode == 2


@pytest.mark.usefixtures("assistant")  # has it worked out, which a first start would speak of
def test_a_thousand_lines_are_answered_in_order(career_bot):
    """Text and objects, good and bad, in one run."""
    asked = [
        f"{ALASKA} {number}" if number % 3 else f"how long is the training, try {number}" for number in range(1000)
    ]
    lines = [question if number % 2 else json.dumps({"question": question}) for number, question in enumerate(asked)]
    bad = {100: b"\xff\xfe\xff", 200: b"{nonsense", 300: b"x" * 100_000, 400: b'{"question": 5}'}
    given = b"".join(bad.get(number, line.encode()) + b"\n\n" for number, line in enumerate(lines))
    done = career_bot("ask", "--jsonl", given=given)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(answers) == 1000
    for number, answer in enumerate(answers):
        if number in bad:
            assert answer["error"], number
        else:
            assert answer["question"] == asked[number]
            assert answer["outcome"] in set(Outcome)
            assert set(answer) == FIELDS
    assert done.stderr == b""
    assert done.returncode == 0


def test_lines_of_one_conversation_share_their_context_and_no_other(career_bot):
    """The second question names only the place; between strangers, and outside of any, it means nothing."""
    asked = [("a", ALASKA), ("b", "and in Minnesota?"), (None, "and in Minnesota?"), ("a", "and in Minnesota?")]
    given = "".join(json.dumps({"question": question, "conversation": key}) + "\n" for key, question in asked)
    answers = [json.loads(line) for line in career_bot("ask", "--jsonl", given=given.encode()).stdout.splitlines()]
    assert [answer["outcome"] for answer in answers] == ["answered", "unmatched", "unmatched", "answered"]
    assert 55450 in [figure["value"] for figure in answers[3]["figures"]]


@pytest.mark.usefixtures("assistant")  # has it worked out, which a first start would speak of
def test_no_lines_bring_no_objects(career_bot):
    """An empty file is no mistake."""
    done = career_bot("ask", "--jsonl", given=b"\n\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


LOADED = """
import sys
from bot.__main__ import main
try:
    main()
except SystemExit:
    loaded = sorted({name.partition(".")[0] for name in sys.modules} & {"discord", "rich", "prompt_toolkit"})
    print("loaded:", *loaded, file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [("ask", "pay?"), ("ask", "--json", "pay?"), ("ask", "--jsonl"), ("check",)])
@pytest.mark.usefixtures("assistant")  # has it worked out, which a first start would speak of
def test_plain_output_loads_no_drawing_library(career_bot, arguments):
    """`ask` starts fast because it loads only what it uses."""
    done = career_bot(*arguments, command=(sys.executable, "-c", LOADED), given=b"pay?\n")
    assert done.stderr.decode().strip() == "loaded:"


def test_version_and_help_need_no_knowledge(career_bot):
    """They answer even where nothing else works."""
    broken = {"KNOWLEDGE_DIR": "no-such-folder"}
    assert re.fullmatch(r"career-bot \d+\.\d+\S*\n", career_bot("--version", environment=broken).stdout.decode())
    text = career_bot("--help", environment=broken).stdout.decode()
    for command in ("ask", "chat", "check", "run"):
        assert f"\n  {command} " in text
