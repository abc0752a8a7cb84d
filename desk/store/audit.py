"""Who did what, without a customer's words."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import audit


async def note(
    connection: AsyncConnection,
    now: datetime,
    action: str,
    *,
    person_id: str | None = None,
    conversation_id: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Add an entry; `action` is a verb in the past, such as "claimed"."""
    await connection.execute(
        audit.insert().values(
            id=str(uuid4()),
            at=now,
            action=action,
            person_id=person_id,
            conversation_id=conversation_id,
            details=details,
        )
    )
