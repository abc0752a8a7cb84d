"""Word of every change of the queue, to consoles and to waiting customers; many changes at once are told once.

What everybody sees is looked up and written as JSON once; a person's own cases are looked up again only if something
happened to them. So telling 200 consoles about a queue of 10,000 stays cheap.
"""

import asyncio
import json
from time import monotonic
from typing import Any

from desk import board
from desk.core import Desk
from desk.hub import Written
from desk.store import queue

AT_MOST_EVERY_SECONDS = 0.1
REST_FACTOR = 4  # looking takes at most a fifth of the time, however long the queue
BETWEEN_PEOPLE_SECONDS = 0.002  # whoever waits for an answer meanwhile gets it
TOLD_ITEMS = 30  # consoles ask for the rest when somebody scrolls there


class Telling:
    """Remembers what each console last heard of its own cases."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mine: dict[str, str] = {}

    async def keep_telling(self) -> None:
        """Tell at every ring, until the desk stops."""
        changed = self._desk.queue_changed.listener()
        while not self._desk.workers.stopping.is_set():
            await changed.wait()
            changed.clear()
            looked_for = await self._tell()
            await asyncio.sleep(max(AT_MOST_EVERY_SECONDS, REST_FACTOR * looked_for))

    async def _tell(self) -> float:
        """Tell everybody; the seconds that looking took."""
        began, people = monotonic(), self._desk.hub.people()
        touched = self._desk.touched.copy()
        self._desk.touched.clear()
        news = [person_id for person_id in people if person_id in touched or person_id not in self._mine]
        async with self._desk.database.read() as connection:
            page = await board.queue_page(self._desk, connection, 0, TOLD_ITEMS)
            hands = await board.hands(self._desk, connection, news) if news else {}
            waiting = await queue.ids(connection, self._desk.hub.listened_to())
        looked_for = monotonic() - began
        self._mine |= {person_id: _json(cases) for person_id, cases in hands.items()}
        self._mine = {person_id: self._mine[person_id] for person_id in people if person_id in self._mine}
        await self._tell_people(news, _json(page.items), page.total)
        for conversation_id in waiting:
            self._desk.hub.wake(conversation_id)
        return looked_for

    async def _tell_people(self, first: list[str], items: str, total: int) -> None:
        """Those first to whom something happened; then all others, a little apart."""
        for person_id in dict.fromkeys([*first, *self._mine]):
            frame = f'{{"type": "queue", "items": {items}, "total": {total}, "mine": {self._mine[person_id]}}}'
            self._desk.hub.tell_person(person_id, Written(frame))
            await asyncio.sleep(0 if person_id in first else BETWEEN_PEOPLE_SECONDS)


def _json(value: list[dict[str, Any]]) -> str:
    return json.dumps(value, ensure_ascii=False)
