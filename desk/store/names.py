"""What colleagues are called."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import people


async def by_id(connection: AsyncConnection, ids: Iterable[str | None]) -> dict[str, dict[str, str]]:
    """Person's id → `{id, first_name}`."""
    wanted = {person_id for person_id in ids if person_id}
    rows = await connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(wanted)))
    return {row.id: {"id": row.id, "first_name": row.name.split(" ")[0]} for row in rows}
