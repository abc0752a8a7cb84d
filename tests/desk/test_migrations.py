"""Migrations: they lead to exactly the tables that the code expects, and can be run again."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.dialects import sqlite

from desk.migrations import migrate
from desk.store.database import Database, DatabaseNotReadyError
from desk.store.queue import of_queue
from desk.store.tables import IN_LINE, conversations, metadata


@pytest.mark.both_databases
async def test_migrations_lead_to_the_tables_of_the_code(database_url: str) -> None:
    database = Database(database_url)
    try:
        async with database.read() as connection:
            differences = await connection.run_sync(_differences)
    finally:
        await database.close()
    assert differences == []


@pytest.mark.both_databases
async def test_migrating_again_changes_nothing(database_url: str) -> None:
    database = Database(database_url)
    try:
        await migrate(database)
        await database.check_ready()
    finally:
        await database.close()


async def test_a_database_without_tables_is_named_with_what_to_do(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/new/desk.db")
    try:
        with pytest.raises(DatabaseNotReadyError, match="run `python -m desk migrate` first"):
            await database.check_ready()
    finally:
        await database.close()


async def test_a_database_that_is_not_there_is_named_with_what_to_do() -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:9/nothing")
    try:
        with pytest.raises(DatabaseNotReadyError, match="check LOTSE_DATABASE_URL"):
            await database.check_ready()
    finally:
        await database.close()


@pytest.mark.both_databases
async def test_a_conversation_cannot_have_two_entries_of_one_number(database_url: str) -> None:
    database = Database(database_url)
    try:
        async with database.read() as connection:
            keys = await connection.run_sync(lambda sync: inspect(sync).get_pk_constraint("events"))
    finally:
        await database.close()
    assert keys["constrained_columns"] == ["conversation_id", "sequence"]


async def test_the_line_is_read_in_order_and_never_sorted(database_url: str) -> None:
    """Also while nothing is known of how many wait, which is when SQLite guesses."""
    database = Database(database_url)
    page = of_queue(conversations.c.id).order_by(*IN_LINE).limit(30).compile(dialect=sqlite.dialect())
    try:
        async with database.read() as connection:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {page}", (30, 0))
            steps = [row.detail for row in plan]
    finally:
        await database.close()
    assert steps == ["SCAN conversations USING INDEX ix_conversations_in_line"]


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))
