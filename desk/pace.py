"""How fast the line moves: measured from the record, once for everybody who waits."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import hours, wait_estimate
from desk.rules import Hours
from desk.store import handoffs, queue
from desk.wait_estimate import WINDOW, Pace

KEPT = timedelta(seconds=10)


class MeasuredPace:
    """The pace of the last hour, or since it opened if that is less; kept for a moment, whoever asks."""

    def __init__(self) -> None:
        self._read: tuple[datetime, Pace] | None = None

    async def now(self, connection: AsyncConnection, in_force: Hours, now: datetime) -> Pace:
        """The pace, at most KEPT old."""
        if self._read is None or not now - KEPT < self._read[0] <= now:
            self._read = now, await _measure(connection, in_force, now)
        return self._read[1]


async def _measure(connection: AsyncConnection, in_force: Hours, now: datetime) -> Pace:
    opening = hours.present_opening(in_force, now)
    start = max(now - WINDOW, opening.begins) if opening else now - WINDOW
    taken, longest = await handoffs.taken_since(connection, start), await queue.waiting_longest(connection)
    return wait_estimate.measure(taken, longest, start, now)
