"""What is left of a day: looked for in every file that the bot has written, and in all that it has logged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from payloads import BOT, ask_data, member, message
from processes import ME, at_work, parts
from wire import TOKEN

from bot.observing.redaction import REDACTED
from bot.store.address import sqlite_address
from bot.store.store import Store
from bot.store.voting_key import key_in

if TYPE_CHECKING:
    from pathlib import Path

QUENTIN = {
    "id": "271828182845904523", "username": "quentinquillfeather", "discriminator": "0", "avatar": None,
    "global_name": "Quentin Quillfeather",
}  # fmt: skip
TRACES = (
    "271828182845904523",
    "quentinquillfeather",
    "Quillfeather",
    "quentin@quill.example",
    "555-010-0199",
    "5550100199",
)
IN_VAIN = "who mends a penny farthing for quentin@quill.example, call 555-010-0199 or <@271828182845904523>"
DISTRESS = "I want to kill myself tonight"
ANSWERED = "how much do medical coders make on average?"
WORDS = ("penny farthing", "kill myself", "on average", "stupid")


async def live_through_a_day(folder: Path, log_format: str) -> tuple[list[str], str]:
    """Let one person do everything there is to do; return what the bot logged, and its metrics."""
    async with at_work(folder, "day", LOG_FORMAT=log_format) as (stand_in, bot, status):
        for number, words in enumerate((ANSWERED, "and in alaska?", IN_VAIN, DISTRESS), 1):
            await stand_in.say(f"{ME} {words}", author=QUENTIN)
            await stand_in.wait_for("message", number)
        await stand_in.say(f"{ME} you stupid bot", author=QUENTIN)  # which is met with silence
        person: dict[str, Any] = {"member": member(QUENTIN)}
        await stand_in.use(2, ask_data(IN_VAIN, private=True), **person)
        await stand_in.wait_for("callback", 1)
        await stand_in.use(4, ask_data("penny farth", focused=True), **person)
        await stand_in.wait_for("callback", 2)
        card = stand_in.all("message")[0]
        vote = next(one for one in parts(card) if str(one.get("custom_id", "")).endswith(":yes"))
        source = message("4999", "", author=BOT) | {"components": card["components"], "flags": card["flags"]}
        pressed = {"custom_id": vote["custom_id"], "component_type": 2}
        await stand_in.use(3, pressed, message=source, **person)
        await stand_in.wait_for("callback", 3)
        _, metrics = await status.fetch("/metrics")
        code, lines = await bot.told_to_stop()
    assert code == 0
    return lines, metrics


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_a_day_leaves_no_trace_of_who_lived_it(tmp_path: Path, log_format: str) -> None:
    """No id, name, address or number of a person in any file, the log or the metrics; no words in the log."""
    lines, metrics = await live_through_a_day(tmp_path, log_format)
    written = everything_in(tmp_path)
    log = "\n".join(lines)

    assert written
    for trace in TRACES:
        assert [path.name for path, held in written.items() if trace.encode() in held] == []
        assert trace not in log
        assert trace not in metrics
    for words in WORDS:
        assert words.casefold() not in log.casefold()
        assert words.casefold() not in metrics.casefold()
    assert [path.name for path, held in written.items() if b"kill myself" in held or b"stupid" in held] == []
    assert [path.name for path, held in written.items() if b"on average" in held] == []


@pytest.mark.parametrize("where", ["set", "in files", "made"])
async def test_no_secret_that_was_set_is_in_the_log(tmp_path: Path, where: str) -> None:
    """Not even where a mistake of ours puts it into an error: token, key, and the password of the database.

    Nor when a file holds them, or when the key is the one made in the data folder.
    """
    secrets = {"VOTING_KEY": "nobody guesses this", "DATABASE_URL": "postgresql://bot:opensesame@127.0.0.1:9/bot"}
    if where == "made":
        secrets["VOTING_KEY"] = (key_in(tmp_path / "data" / "voting.key") or b"").decode()
    given = secrets if where == "set" else {"DATABASE_URL": secrets["DATABASE_URL"]}
    if where == "in files":
        for name, secret in secrets.items():
            (tmp_path / name).write_text(f"{secret}\n")
        given = {f"{name}_FILE": str(tmp_path / name) for name in secrets}
    async with at_work(tmp_path, "leaking", **given) as (stand_in, bot, _):
        await stand_in.say(f"{ME} what do coders do?")
        await stand_in.wait_for("message")
        _, lines = await bot.told_to_stop()

    log = "\n".join(lines)
    [told] = [line for line in lines if "ZeroDivisionError: " in line]
    assert told.count(REDACTED) == 3
    assert not [secret for secret in (TOKEN, secrets["VOTING_KEY"], "opensesame") if secret in log]


async def test_of_a_day_only_what_is_said_to_be_kept_is_kept(tmp_path: Path) -> None:
    """The question without an answer, without what tells of the person; a vote, which that person can have deleted."""
    await live_through_a_day(tmp_path, "text")
    data = tmp_path / "data"
    async with Store(sqlite_address(data / "career-bot.db"), voting_key=key_in(data / "voting.key")) as store:
        kept = [one.text for one in await store.unanswered.most_asked()]
        votes = await store.votes.of_person(int(QUENTIN["id"]))
        gone = await store.purge_person(int(QUENTIN["id"]))
        left = await store.votes.of_person(int(QUENTIN["id"]))

    assert kept == ["who mends a penny farthing for [email], call [number] or"]
    assert [(vote.helpful, vote.reason) for vote in votes] == [(True, None)]
    assert (gone.votes, left) == (1, [])
