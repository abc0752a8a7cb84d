"""Bringing the database to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from desk.store.database import Database

FOLDER = Path(__file__).parent / "store" / "migrations"


async def migrate(database: Database) -> None:
    """Apply all migrations that are missing, in one transaction."""
    async with database.write() as connection:
        await connection.run_sync(_upgrade)


def config_for(connection: Connection) -> Config:
    """Alembic's configuration for a connection that is already open."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(config_for(connection), "head")
