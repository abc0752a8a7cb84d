"""Pods, beyond adding and listing them: what belongs to one, and how one is dissolved."""

from sqlalchemy import ColumnElement, Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.lifecycle import State
from desk.store.people import Pod
from desk.store.tables import conversations, customers, invitations, people, pods, room_messages


async def rename(connection: AsyncConnection, pod: Pod) -> None:
    """Give the pod of this id this name."""
    await connection.execute(update(pods).where(pods.c.id == pod.id).values(name=pod.name))


async def uses(connection: AsyncConnection, pod_id: str) -> dict[str, int]:
    """How many people who may log in, open cases and open invitations belong to the pod."""
    return {
        "people": await _count(connection, people, people.c.pod_id == pod_id, people.c.active),
        "cases": await _count(
            connection, conversations, conversations.c.pod_id == pod_id, conversations.c.state != State.CLOSED
        ),
        "invitations": await _count(
            connection, invitations, invitations.c.pod_id == pod_id, invitations.c.used_at.is_(None)
        ),
    }


async def remove(connection: AsyncConnection, pod_id: str) -> None:
    """Remove a pod that has no uses: what still names it belongs to none, and its room is emptied."""
    for table in (people, customers, conversations, invitations):
        await connection.execute(update(table).where(table.c.pod_id == pod_id).values(pod_id=None))
    await connection.execute(delete(room_messages).where(room_messages.c.pod_id == pod_id))
    await connection.execute(delete(pods).where(pods.c.id == pod_id))


async def _count(connection: AsyncConnection, table: Table, *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(table).where(*conditions)
    return int((await connection.execute(counted)).scalar_one())
