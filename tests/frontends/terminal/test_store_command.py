"""`career-bot store`: looking after what is kept, as a shell runs it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from contextlib import closing

import pytest

from bot.composition.store import build_store
from bot.settings import Settings


@pytest.fixture
def data(tmp_path):
    """A data folder with one note and two people's votes."""

    async def fill() -> None:
        async with build_store(Settings(CAREER_BOT_DATA_DIR=tmp_path)) as store:
            store.note_unanswered("¿Quién?", outcome="unmatched", guild_id=7)
            for person in (1, 2):
                store.vote(person, "pay", helpful=True, guild_id=7)

    asyncio.run(fill())
    return {"CAREER_BOT_DATA_DIR": str(tmp_path), "DATABASE_URL": "", "VOTING_KEY": ""}


def rows(done) -> list[dict]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_migrate_makes_the_tables(career_bot, tmp_path):
    """Also in a folder that isn't there yet; a second time nothing is left to do."""
    for _ in range(2):
        done = career_bot("store", "migrate", environment={"CAREER_BOT_DATA_DIR": str(tmp_path / "new")})
        assert done.stdout.decode() == "The tables are at version 0001.\n"
        assert (done.returncode, done.stderr) == (0, b"")


def test_export_prints_what_is_kept(career_bot, data):
    """All of it, or one person's part."""
    found = rows(career_bot("store", "export", environment=data))
    assert [(row["table"], row.get("text")) for row in found] == [
        ("unanswered", "¿quién"),
        ("votes", None),
        ("votes", None),
    ]
    assert rows(career_bot("store", "export", "--server", "8", environment=data)) == []
    [vote] = rows(career_bot("store", "export", "--person", "1", environment=data))
    assert (vote["entry"], vote["helpful"]) == ("pay", True)


def test_purge_deletes_a_persons_votes(career_bot, data):
    """After asking; saying no deletes nothing."""
    refused = career_bot("store", "purge", "--person", "1", given=b"n\n", environment=data)
    assert refused.returncode == 2
    assert "nothing was deleted" in refused.stderr.decode()
    done = career_bot("store", "purge", "--person", "1", given=b"y\n", environment=data)
    assert "1 votes" in done.stdout.decode()
    assert [row["table"] for row in rows(career_bot("store", "export", environment=data))] == ["unanswered", "votes"]


def test_purge_tells_that_the_file_was_in_use(career_bot, data, tmp_path):
    """The rows are gone; that the words are still in the files, and for how long, is said beside it."""
    with closing(sqlite3.connect(tmp_path / "career-bot.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM votes").fetchone() == (2,)
        done = career_bot("store", "purge", "--person", "1", "--yes", environment=data)
    assert done.returncode == 0
    assert "1 votes" in done.stdout.decode()
    assert "can still be found" in done.stderr.decode()
    assert career_bot("store", "purge", "--person", "1", "--yes", environment=data).stderr == b""


def test_purge_deletes_a_servers_rows(career_bot, data):
    """`--yes` asks nothing."""
    done = career_bot("store", "purge", "--server", "7", "--yes", environment=data)
    assert "1 unanswered questions, 2 votes" in done.stdout.decode()
    assert rows(career_bot("store", "export", environment=data)) == []


def test_another_key_is_no_reason_to_say_that_there_is_nothing(career_bot, data):
    """With the wrong key no vote would be found; the command refuses instead of seeming to have deleted all."""
    for arguments in (("export", "--person", "1"), ("purge", "--person", "1", "--yes")):
        done = career_bot("store", *arguments, environment=data | {"VOTING_KEY": "quite another key"})
        assert done.returncode == 2
        assert "VOTING_KEY" in done.stderr.decode()


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"DATABASE_URL": "mysql://bot:secret@db/bot"}, "mysql"),
        ({"DATABASE_URL": "postgresql://bot:secret@127.0.0.1:1/bot"}, "can't be used"),
        ({"DATABASE_URL_FILE": "/nowhere/url"}, "/nowhere/url"),
        ({"VOTING_KEY": "short"}, "VOTING_KEY"),
    ],
)
def test_what_cannot_be_used_is_one_line_without_the_password(career_bot, tmp_path, environment, says):
    """And exit status 2; `run` says the same before it connects."""
    for command in (("store", "migrate"), ("run",)):
        if command == ("run",) and says == "can't be used":
            continue  # the bot runs without a database that is out of reach
        given = {"CAREER_BOT_DATA_DIR": str(tmp_path), "DISCORD_TOKEN": "a.b.c"} | environment
        done = career_bot(*command, environment=given)
        [line] = done.stderr.decode().splitlines()
        assert done.returncode == 2
        assert says in line
        assert "secret" not in line


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [((), "say whose data is to be deleted"), (("--person", "1", "--server", "2"), "say whose data is to be deleted"),
     (("--person", "0"), "--person")],
)  # fmt: skip
def test_purge_wants_to_know_whose(career_bot, data, arguments, reason):
    """Nothing is deleted by a slip of the hand."""
    done = career_bot("store", "purge", *arguments, given=b"y\n", environment=data)
    assert (done.returncode, done.stdout) == (2, b"")
    assert reason in done.stderr.decode()
    assert len(rows(career_bot("store", "export", environment=data))) == 3


def test_commands_that_answer_load_no_database(career_bot):
    """Starting `ask` or `chat` pays nothing for the store."""
    modules = "sys, bot.composition.assistant, bot.frontends.terminal.app"
    code = f"import {modules}; print([m for m in sys.modules if 'sqlalchemy' in m])"
    done = career_bot(command=(sys.executable, "-c", code))
    assert done.stdout.decode().strip() == "[]", done.stderr


def test_what_was_asked_in_vain_is_listed_with_what_is_alike(career_bot, tmp_path):
    """Most asked first; of another server nothing; as JSON with every wording."""

    async def fill() -> None:
        async with build_store(Settings(CAREER_BOT_DATA_DIR=tmp_path)) as store:
            for text in ("how do i unlock the vault", "how do i unlok the vault", "how do i unlock the vault"):
                store.note_unanswered(text, outcome="unmatched", guild_id=7)
            store.note_unanswered("what does the exam cost", outcome="not_covered", entry="exam-fee", guild_id=7)

    asyncio.run(fill())
    environment = {"CAREER_BOT_DATA_DIR": str(tmp_path), "DATABASE_URL": "", "VOTING_KEY": ""}
    groups = rows(career_bot("unanswered", "--json", environment=environment))
    assert [(group["count"], len(group["questions"]), group["entry"]) for group in groups] == [
        (3, 2, None),
        (1, 1, "exam-fee"),
    ]
    listed = career_bot("unanswered", environment=environment).stdout.decode()
    assert "how do i unlock the vault" in listed
    assert "exam-fee" in listed
    nothing = career_bot("unanswered", "--server", "8", environment=environment)
    assert nothing.stdout.decode() == "Nothing has been asked in vain lately.\n"
