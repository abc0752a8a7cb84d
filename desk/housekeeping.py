"""What has to happen although nobody asks: offers run out, agents vanish, cases are closed, logins expire."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from desk import attachments, claims, dispatch, lifecycle, locking, reception, viewing
from desk.changes import change
from desk.core import Desk
from desk.errors import NotFoundError
from desk.lifecycle import Conversation, MoveError, State
from desk.store import conversations, people, queue, sessions


class Housekeeping:
    """One round at a time; remembers whether it was open and anybody there, to tell waiting customers of a change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reception: tuple[bool, bool] | None = None

    async def round(self) -> None:
        """Everything once."""
        await self._see_who_is_here()
        await locking.lock_idle(self._desk)
        await dispatch.round_of_offers(self._desk)
        await self._requeue_abandoned()
        await self._close_wrapped_up()
        await self._notice_availability()
        await attachments.sweep(self._desk)
        await viewing.tell(self._desk)
        await self._desk.database.finish_forgetting()

    async def _see_who_is_here(self) -> None:
        now = self._desk.clock()
        async with self._desk.database.write() as connection:
            await people.mark_seen(connection, self._desk.hub.people(), now)
            await sessions.end_expired(connection, now)

    async def _close_wrapped_up(self) -> None:
        await self._move_all(State.WRAP_UP, self._desk.settings.wrap_up_seconds, lifecycle.close)

    async def _requeue_abandoned(self) -> None:
        """Cases of people not seen for the grace period; after a start of the desk, everybody has as long to return."""
        grace = timedelta(seconds=self._desk.settings.agent_grace_seconds)
        now = self._desk.clock()
        if now - self._desk.started_at < grace:
            return
        async with self._desk.database.read() as connection:
            gone = await queue.gone_with_cases(connection, now - grace)
            everybody = {person.id: person for person in await people.all_people(connection)}
        for person_id, conversation_id in gone:
            await _unless_gone(claims.requeue_abandoned(self._desk, everybody[person_id], conversation_id))

    async def _move_all(self, state: State, seconds: int, move: Callable[..., Conversation]) -> None:
        before = self._desk.clock() - timedelta(seconds=seconds)
        async with self._desk.database.read() as connection:
            due = await conversations.resting_since(connection, state, before)
        for conversation_id in due:
            await _unless_gone(self._move(conversation_id, state, move))

    async def _move(self, conversation_id: str, state: State, move: Callable[..., Conversation]) -> None:
        async with change(self._desk, conversation_id) as under_way:
            if under_way.conversation.state is state:
                under_way.conversation = move(under_way.conversation, under_way.now)

    async def _notice_availability(self) -> None:
        async with self._desk.database.read() as connection:
            found = await reception.look(self._desk, connection)
        if (found.open, found.available) != self._reception:
            self._reception = found.open, found.available
            self._desk.queue_changed.set()


async def _unless_gone(work: Awaitable[None]) -> None:
    """The customer, or a colleague, may have been faster."""
    try:
        await work
    except (NotFoundError, MoveError):
        return
