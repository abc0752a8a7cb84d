"""Databases for tests: migrated and seeded once, then copied for each test."""

import asyncio
import os
import shutil
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import asyncpg  # type: ignore[import-untyped]
import pytest

from desk.clock import utc_now
from desk.migrations import migrate
from desk.seed import seed
from desk.store.database import Database

POSTGRES = os.environ.get("LOTSE_TEST_POSTGRES", "postgres@127.0.0.1:5432")
_numbers = count(1)


class Template(Protocol):
    """A database to copy from."""

    def prepare(self) -> None: ...
    def copy(self, folder: Path) -> str: ...
    def drop_copies(self) -> None: ...
    def drop(self) -> None: ...


class SqliteTemplate:
    """A file, copied."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "template.db"

    def prepare(self) -> None:
        run(_fill(f"sqlite+aiosqlite:///{self._path}"))

    def copy(self, folder: Path) -> str:
        shutil.copy(self._path, folder / "desk.db")
        return f"sqlite+aiosqlite:///{folder}/desk.db"

    def drop_copies(self) -> None: ...

    def drop(self) -> None: ...


class PostgresTemplate:
    """A database of the server on this machine, copied by the server; skips the test if there is none."""

    def __init__(self) -> None:
        self._name = f"lotse_test_{os.getpid()}"
        self._copies: list[str] = []

    def prepare(self) -> None:
        try:
            run(_sql(f"CREATE DATABASE {self._name}"))
        except (OSError, asyncpg.PostgresError) as exc:
            pytest.skip(f"PostgreSQL at {POSTGRES} cannot be used: {exc}")
        run(_fill(_url(self._name)))

    def copy(self, folder: Path) -> str:
        name = f"{self._name}_{next(_numbers)}"
        run(_sql(f"CREATE DATABASE {name} TEMPLATE {self._name}"))
        self._copies.append(name)
        return _url(name)

    def drop_copies(self) -> None:
        while self._copies:
            run(_sql(f"DROP DATABASE {self._copies.pop()} WITH (FORCE)"))

    def drop(self) -> None:
        run(_sql(f"DROP DATABASE {self._name} WITH (FORCE)"))


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end, apart from the test's own event loop."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


def _url(name: str) -> str:
    return f"postgresql+asyncpg://{POSTGRES}/{name}"


async def _sql(statement: str) -> None:
    connection = await asyncpg.connect(f"postgresql://{POSTGRES}/postgres", timeout=5)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _fill(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await seed(database, utc_now)
    await database.close()
