"""The database behind one door: reading, and writing in one transaction at a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

SQLITE_BUSY_SECONDS = 10
CHECKPOINT_BUSY_MS = 100


class DatabaseNotReadyError(Exception):
    """The database cannot be reached or has not been migrated; the message says what to do."""


class Database:
    """SQLite or PostgreSQL by its URL. Nothing is opened before the first use."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.is_sqlite:
            _make_folder(url)
        # Parameters are what customers wrote: they must not stand in error messages.
        self.engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=not self.is_sqlite)
        self._forgetting = False
        self._one_writer = asyncio.Lock() if self.is_sqlite else nullcontext()
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one state of the database."""
        async with self.engine.connect() as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed at the end. SQLite has one writer at a time, taken from the start."""
        async with self._one_writer, self.engine.connect() as connection:
            await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection

    async def check_ready(self) -> None:
        """Raise DatabaseNotReadyError unless the tables are there."""
        try:
            async with self.read() as connection:
                await connection.execute(text("SELECT count(*) FROM conversations WHERE id = ''"))
        except (DBAPIError, OSError) as exc:
            raise DatabaseNotReadyError(_advice(exc)) from exc

    async def forget_deleted(self) -> None:
        """Make SQLite empty its write-ahead log, where erased words would otherwise linger.

        While somebody reads, that is not possible; `finish_forgetting` tries again.
        """
        self._forgetting = self.is_sqlite
        await self.finish_forgetting()

    async def finish_forgetting(self) -> None:
        """Empty the write-ahead log if that is still to be done."""
        if self._forgetting:
            async with self._one_writer, self.engine.connect() as connection:
                await connection.execution_options(checkpoint=True)
                await connection.exec_driver_sql(f"PRAGMA busy_timeout = {CHECKPOINT_BUSY_MS}")
                result = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                self._forgetting = bool(result.one()[0])
                await connection.exec_driver_sql(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def _make_folder(url: str) -> None:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """Every new SQLite connection: our own transactions, a write-ahead log, and erased words overwritten."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"busy_timeout = {SQLITE_BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("checkpoint"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _advice(exc: Exception) -> str:
    reason = str(getattr(exc, "orig", exc)).splitlines()[0]
    if "conversations" in reason:
        return "The database has no tables yet: run `python -m desk migrate` first."
    return f"The database cannot be reached ({reason}): check LOTSE_DATABASE_URL."
