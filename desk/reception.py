"""Whether customers reach people now: what the hours say, and who is there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import hours, presence
from desk.core import Desk
from desk.rules import Hours


@dataclass(frozen=True, kw_only=True)
class Reception:
    """`available`: it is open and somebody would take a case. `opens_at`: None while open or if no opening is near."""

    hours: Hours
    open: bool
    available: bool
    opens_at: datetime | None


async def look(desk: Desk, connection: AsyncConnection) -> Reception:
    """How it stands now."""
    in_force, now = await hours.in_force(connection), desk.clock()
    is_open = hours.is_open(in_force, now)
    available = is_open and await presence.somebody_available(desk, connection)
    return Reception(hours=in_force, open=is_open, available=available, opens_at=hours.opens_at(in_force, now))
