"""The parts of the service's rules that somebody has changed, by name."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import rules


async def all_values(connection: AsyncConnection) -> dict[str, Any]:
    """Name → value."""
    return {row.name: row.value for row in await connection.execute(select(rules.c.name, rules.c.value))}


async def put(connection: AsyncConnection, name: str, value: object, person_id: str | None, now: datetime) -> None:
    """Keep a part as it shall be from now on."""
    await connection.execute(delete(rules).where(rules.c.name == name))
    await connection.execute(rules.insert().values(name=name, value=value, changed_by=person_id, changed_at=now))
