"""The store as the rest of the bot sees it: notes that nobody waits for, and what can be looked up and changed."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import delete

from bot.store.changes import Changes
from bot.store.counters import Dropped, StoreCounters
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.kept_text import kept_question, kept_words
from bot.store.leftovers import Leftovers
from bot.store.notices import KNOWLEDGE, Notices, tell_others
from bot.store.retention import Ages, Retention
from bot.store.settings_register import SettingsRegister
from bot.store.tables import QUESTION_LENGTH, REASON_LENGTH, BatchRow, ChangeRow, UnansweredRow, VoteRow, insert_into
from bot.store.unanswered import Unanswered, UnansweredNote, server_key
from bot.store.votes import VoteNote, Votes, voter_hash
from bot.store.voting_key import ANOTHER_KEY, is_the_databases, remember
from bot.store.write_queue import QueueLimits, WriteQueue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from types import TracebackType

    from sqlalchemy.engine import URL

_log = logging.getLogger(__name__)

_Note = UnansweredNote | VoteNote

CLOSE_SECONDS: Final = 4.0
"""How long the end of the bot waits for notes to be written."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between the store's own rounds."""

    refresh: float = 60.0
    """Taking over settings that another process has changed."""
    refresh_after_fault: float = 5.0
    sweep: float = 6 * 3600.0
    first_sweep: float = 300.0
    """After the start, so that many processes restarting at once do other things first."""


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows were deleted at somebody's wish, by kind."""

    unanswered: int = 0
    votes: int = 0
    settings: int = 0
    changes: int = 0
    left_in_files: bool = False
    """Whether they can still be found in SQLite's files, until the next deleting, because somebody was in the way."""


class Store:
    """Keeps notes, votes, settings and history. Used as an async context manager, it writes in the background.

    `note_unanswered`, `vote` and `settings.of` return at once and never raise; everything else may raise StoreError.
    """

    def __init__(  # noqa: PLR0913 - what tests and settings vary, all by name
        self,
        url: URL,
        *,
        voting_key: bytes | None = None,
        ages: Ages | None = None,
        limits: QueueLimits | None = None,
        rhythm: Rhythm | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.counters = StoreCounters()
        self.database = Database(url)
        self.unanswered = Unanswered(self.database)
        self.votes = Votes(self.database, voting_key)
        self.changes = Changes(self.database, clock)
        self.settings = SettingsRegister(self.database, self.counters, clock)
        self.ages = ages or Ages()
        self._leftovers = Leftovers(self.database, self.counters)
        self.retention = Retention(self.database, self.counters, self.ages, clock, steady)
        self._queue: WriteQueue[_Note] = WriteQueue(self._write, self.counters, limits)
        self._rhythm = rhythm or Rhythm()
        self._voting_key = voting_key
        self._key_compared = False
        self._clock = clock
        self._rounds: list[asyncio.Task[None]] = []
        self._notices = Notices(self.database, self._hear)
        self._refresh_soon = asyncio.Event()
        self._on_changed_knowledge: Callable[[str], None] = lambda _digest: None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may read in a log, wherever it was set: the database's address, with a password, and the key."""
        address = self.database.engine.url.render_as_string(hide_password=False)
        return (address,) if self._voting_key is None else (address, self._voting_key.decode(errors="replace"))

    @property
    def waiting(self) -> int:
        """How many notes are not in the database yet."""
        return len(self._queue)

    def note_unanswered(
        self, question: str, *, outcome: str, entry: str | None = None, guild_id: int | None = None
    ) -> bool:
        """Note a question without an answer; False when it wasn't taken. `entry` is the known gap, if it is one."""
        text = kept_question(question, QUESTION_LENGTH)
        if not text:
            return False
        return self._queue.put(UnansweredNote(text, outcome, entry, server_key(guild_id), self._clock()))

    def vote(
        self, user_id: int, entry: str, *, helpful: bool, guild_id: int | None = None, reason: str | None = None
    ) -> bool:
        """Note what somebody thinks of an entry, in place of what they thought before; False when it wasn't taken."""
        if self._voting_key is None:
            self.counters.dropped[Dropped.NO_KEY] += 1
            return False
        voter = voter_hash(self._voting_key, user_id, entry)
        words = kept_words(reason, REASON_LENGTH) if reason else None
        return self._queue.put(VoteNote(voter, entry, helpful, words or None, server_key(guild_id), self._clock()))

    async def why_votes_are_not_found(self) -> str | None:
        """Return why not all votes can be told by person, if so. Raises StoreError."""
        if self._voting_key is None:
            return "there is no key to tell people's votes with; set VOTING_KEY"
        known = await is_the_databases(self._voting_key, self.database)
        return None if known else ANOTHER_KEY

    async def purge_person(self, user_id: int) -> Purged:
        """Delete what can be tied to a person: their votes, written or waiting. Raises StoreError."""
        async with self._queue.still():
            waiting = self._queue.discard(lambda note: isinstance(note, VoteNote) and self.votes.is_by(note, user_id))
            written = await self.votes.purge_person(user_id)
            return Purged(votes=waiting + written, left_in_files=await self._remove_leftovers(written))

    async def purge_server(self, guild_id: int) -> Purged:
        """Delete everything of a server. Raises StoreError."""
        async with self._queue.still():
            self._queue.discard(lambda note: note.guild_id == guild_id)
            async with self.database.writing() as connection:
                unanswered, votes, changes = [
                    (await connection.execute(delete(table).where(table.guild_id == guild_id))).rowcount
                    for table in (UnansweredRow, VoteRow, ChangeRow)
                ]
            settings = await self.settings.purge_server(guild_id)
            left = await self._remove_leftovers(unanswered + votes + settings + changes)
        return Purged(unanswered, votes, settings, changes, left)

    async def sweep(self) -> int:
        """Delete what is too old, and what that leaves in the files; return how many rows. Raises StoreError."""
        deleted = await self.retention.sweep()
        await self._leftovers.remove()
        return deleted

    async def _remove_leftovers(self, deleted: int) -> bool:
        """Remove what so many deleted rows, or earlier ones, have left in the files; say whether that has to wait."""
        if deleted or self._leftovers.remain:
            await self._leftovers.remove()
        return self._leftovers.remain

    def when_knowledge_changes(self, act: Callable[[str], None]) -> None:
        """Have `act` called with the digest of the knowledge that another process has put into service."""
        self._on_changed_knowledge = act

    async def tell_changed_knowledge(self, digest: str) -> None:
        """Tell other processes that the knowledge has changed, where there is a way to; they look by themselves."""
        if self.database.dialect == "postgresql":
            with suppress(StoreError):
                async with self.database.writing() as connection:
                    await tell_others(connection, KNOWLEDGE, digest)

    def _hear(self, topic: str, detail: str) -> None:
        """Take up what another process has told, or may have told while nobody listened."""
        if topic == KNOWLEDGE:
            self._on_changed_knowledge(detail)
        else:
            self._refresh_soon.set()

    async def __aenter__(self) -> Self:
        """Begin writing and refreshing; that the database is there is not waited for."""
        self._queue.start()
        self._rounds = [
            asyncio.create_task(self._keep_fresh(), name="refresh settings from the store"),
            asyncio.create_task(self._keep_clean(), name="delete old rows of the store"),
            asyncio.create_task(self._notices.listen(), name="listen to other processes"),
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what waits, as far as the database lets it, and leave."""
        for task in self._rounds:
            task.cancel()
        await asyncio.wait(self._rounds, timeout=0.5)
        await self._queue.close(CLOSE_SECONDS)
        await self.database.close()

    async def _write(self, name: str, notes: Sequence[_Note]) -> None:
        async with self.database.writing() as connection:
            batch = insert_into(BatchRow, self.database.dialect).values(id=name, written_at=self._clock())
            if (await connection.execute(batch.on_conflict_do_nothing())).rowcount == 0:
                return  # it had got through, only its confirmation had not
            await self.unanswered.write(connection, [note for note in notes if isinstance(note, UnansweredNote)])
            votes = [note for note in notes if isinstance(note, VoteNote)]
            if votes and self._voting_key is not None:
                await remember(self._voting_key, connection)
                await self.votes.write(connection, votes)

    async def _keep_fresh(self) -> None:
        while True:
            self._refresh_soon.clear()
            done = await self._round(self._refresh, "refresh settings")
            if not done:
                self.counters.failed_refreshes += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(self._rhythm.refresh if done else self._rhythm.refresh_after_fault):
                    await self._refresh_soon.wait()

    async def _refresh(self) -> None:
        await self.settings.refresh()
        if self._voting_key is not None and not self._key_compared:
            if not await is_the_databases(self._voting_key, self.database):
                _log.warning("Beware: %s.", ANOTHER_KEY)
            self._key_compared = True

    async def _keep_clean(self) -> None:
        await asyncio.sleep(self._rhythm.first_sweep)
        while True:
            await self._round(self.sweep, "delete old rows")
            await asyncio.sleep(self._rhythm.sweep)

    async def _round(self, act: Callable[[], Awaitable[object]], what: str) -> bool:
        """Do something that will be tried again anyway; False when it failed, which the database has told already."""
        try:
            await act()
        except StoreError:
            return False
        except Exception:  # noqa: BLE001 - a round that fails must not end the rounds; it is logged
            _log.exception("Could not %s; this is a mistake in the bot.", what)
            return False
        return True
