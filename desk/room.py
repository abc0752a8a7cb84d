"""The pod's room: colleagues talk among themselves, and bring a case in when they want advice."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.cases import check_has, write_down
from desk.changes import change
from desk.clock import iso
from desk.core import Desk
from desk.errors import ConflictError
from desk.masking import mask
from desk.person import Person
from desk.store import audit, names, people
from desk.store import room as store
from desk.store.room import RoomMessage
from desk.texts import message_text

MOST_MESSAGES = 50


async def bring_in(desk: Desk, person: Person, conversation_id: str, text: str) -> str:
    """Ask the pod about a case of one's own; from then on its people may read it. The message's id.

    Raises ConflictError (no_pod), NotAllowedError (not_owner).
    """
    pod_id, said = _pod_of(person), mask(message_text(text))
    async with change(desk, conversation_id) as under_way:
        check_has(under_way.conversation, person)
        message = _message(person, pod_id, said, under_way.now, conversation_id)
        await store.add(under_way.connection, message)
        await write_down(under_way, person, "brought_to_room")
    await _tell(desk, message)
    return message.id


async def say(desk: Desk, person: Person, text: str) -> str:
    """Say something in the room; the message's id. Raises ConflictError (no_pod)."""
    message = _message(person, _pod_of(person), mask(message_text(text)), desk.clock())
    async with desk.database.write() as connection:
        await store.add(connection, message)
        await audit.note(connection, message.at, "spoke_in_room", person_id=person.id)
    await _tell(desk, message)
    return message.id


async def read(desk: Desk, person: Person, before: datetime | None) -> dict[str, Any]:
    """The room as this person sees it: the latest messages before a moment, oldest first; empty without a pod."""
    if person.pod_id is None:
        return {"pod": None, "messages": [], "unread": 0}
    async with desk.database.read() as connection:
        messages = await store.latest(connection, person.pod_id, before, MOST_MESSAGES)
        return {
            "pod": {"id": person.pod_id, "name": person.pod_name},
            "messages": await _described(connection, messages),
            "unread": await store.unread(connection, person.pod_id, person.id),
        }


async def mark_seen(desk: Desk, person: Person) -> None:
    """This person has seen everything in the room."""
    async with desk.database.write() as connection:
        await store.mark_seen(connection, person.id, desk.clock())


def _pod_of(person: Person) -> str:
    if person.pod_id is None:
        raise ConflictError("You belong to no pod, so you have no room.", code="no_pod")
    return person.pod_id


def _message(person: Person, pod_id: str, text: str, now: datetime, conversation_id: str | None = None) -> RoomMessage:
    return RoomMessage(
        id=str(uuid4()), pod_id=pod_id, person_id=person.id, text=text, at=now, conversation_id=conversation_id
    )


async def _tell(desk: Desk, message: RoomMessage) -> None:
    async with desk.database.read() as connection:
        (told,) = await _described(connection, [await store.find(connection, message.id)])
        colleagues = [one for one in await people.all_people(connection) if one.pod_id == message.pod_id]
    for colleague in colleagues:
        desk.hub.tell_person(colleague.id, {"type": "room", "message": told})


async def _described(connection: AsyncConnection, messages: list[RoomMessage]) -> list[dict[str, Any]]:
    named = await names.by_id(connection, [message.person_id for message in messages])
    return [
        {
            "id": message.id,
            "by": named[message.person_id],
            "text": message.text or "",
            "conversation_id": message.conversation_id,
            "customer_name": message.customer_name,
            "at": iso(message.at),
        }
        for message in messages
    ]
