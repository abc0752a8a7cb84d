"""The one door to a conversation: what is said and decided in one change becomes true together, then is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import rules
from desk.core import Desk
from desk.errors import unknown_conversation
from desk.event import SYSTEM, Author, Event, EventType
from desk.lifecycle import WAITING, WITH_A_PERSON, Conversation, State
from desk.store import conversations, events, load
from desk.words import Sentence


class Change:
    """One transaction on one conversation, which nobody else can change meanwhile."""

    def __init__(self, desk: Desk, connection: AsyncConnection, conversation: Conversation, now: datetime) -> None:
        self.desk, self.connection, self.now = desk, connection, now
        self.before = conversation
        self.conversation = conversation
        self.events: list[Event] = []

    async def append(
        self,
        author: Author,
        text: str | None,
        type: EventType = EventType.MESSAGE,
        *,
        buttons: tuple[dict[str, Any], ...] = (),
        asks: str | None = None,
        attachment: dict[str, Any] | None = None,
        state: str | None = None,
        client_message_id: str | None = None,
    ) -> Event:
        """Add an entry to the log."""
        sequence = self.conversation.last_sequence + 1
        event = Event(
            conversation_id=self.conversation.id,
            sequence=sequence,
            type=type,
            author=author,
            text=text,
            at=self.now,
            buttons=buttons,
            asks=asks,
            attachment=attachment,
            state=state,
            client_message_id=client_message_id,
        )
        await events.add(self.connection, event)
        self.conversation = replace(self.conversation, last_sequence=sequence)
        self.events.append(event)
        return event

    async def announce(self, sentence: Sentence, asks: str | None = None, **names: object) -> Event:
        """Tell the customer that the conversation has changed hands."""
        text = self.desk.say(sentence, self.conversation.language, **names)
        return await self.append(SYSTEM, text, EventType.STATE, state=self.conversation.state, asks=asks)

    @property
    def moved(self) -> bool:
        """Whether state or owner are others than before."""
        return (self.before.state, self.before.owner_epoch) != (self.conversation.state, self.conversation.owner_epoch)


@asynccontextmanager
async def change(desk: Desk, conversation_id: str) -> AsyncIterator[Change]:
    """Change a conversation. Raises NotFoundError (unknown_conversation)."""
    async with desk.database.write() as connection:
        conversation = await conversations.lock(connection, conversation_id)
        if conversation is None:
            raise unknown_conversation()
        under_way = Change(desk, connection, conversation, desk.clock())
        yield under_way
        if under_way.conversation != under_way.before:
            await conversations.save(connection, under_way.conversation)
            await _let_rest(under_way)
    tell(desk, under_way)


async def _let_rest(done: Change) -> None:
    """Whoever comes out of a hard case has a moment before the next case."""
    person_id = done.before.owner_id
    if done.before.state is State.HUMAN and done.before.hard and person_id and done.moved:
        care = (await rules.read(done.connection)).care
        await load.rest(done.connection, person_id, done.now + timedelta(seconds=care.recovery_seconds))


def tell(desk: Desk, done: Change) -> None:
    """Tell everyone whom a committed change concerns."""
    desk.hub.wake(done.conversation.id)
    if done.moved:
        desk.assistant_typing.discard(done.conversation.id)
    for person_id in audience(desk, done.conversation) | audience(desk, done.before):
        _tell_person(desk, done, person_id)
    desk.touched.update(_holders(done))
    if done.moved or done.before.state in WAITING | WITH_A_PERSON:
        desk.queue_changed.set()


def _holders(done: Change) -> set[str]:
    """Who has or had the case, or is or was asked to take it."""
    both = done.before, done.conversation
    return {person for one in both for person in (one.owner_id, one.offered_to) if person}


def audience(desk: Desk, conversation: Conversation) -> set[str]:
    """Who has the case, is offered it, or looks at it."""
    concerned = {conversation.owner_id, conversation.offered_to}
    return {person for person in concerned if person} | desk.hub.looking_at(conversation.id)


def _tell_person(desk: Desk, done: Change, person_id: str) -> None:
    conversation = done.conversation
    about: dict[str, Any] = {"conversation_id": conversation.id}
    for event in done.events:
        desk.hub.tell_person(person_id, {"type": "event", **about, "event": event.public()})
    if done.moved:
        standing = {"state": conversation.state, "owner_epoch": conversation.owner_epoch}
        desk.hub.tell_person(person_id, {"type": "conversation", **about, **standing})
    if conversation.seen_by_customer > done.before.seen_by_customer:
        desk.hub.tell_person(person_id, {"type": "seen", **about, "sequence": conversation.seen_by_customer})
