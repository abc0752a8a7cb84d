"""The assistant's turns: a row before the engine is asked, so that a crash forgets nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import bot_turns, readings


class TurnState(StrEnum):
    """How far a turn is."""

    PENDING = "pending"  # the engine is still to answer
    DONE = "done"  # answered
    FAILED = "failed"  # the engine did not answer; a person was called
    DROPPED = "dropped"  # the conversation had changed hands; the answer was not shown


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The assistant's answer to one message of the customer."""

    id: str
    conversation_id: str
    sequence: int
    episode: int
    owner_epoch: int
    created_at: datetime
    state: TurnState = TurnState.PENDING
    chosen: str | None = None
    understood: dict[str, Any] | None = None
    progress: dict[str, Any] | None = None
    briefing: dict[str, Any] | None = None
    note: str | None = None
    finished_at: datetime | None = None


async def add(connection: AsyncConnection, turn: Turn) -> None:
    """Add a pending turn."""
    await connection.execute(
        bot_turns.insert().values(
            id=turn.id,
            conversation_id=turn.conversation_id,
            sequence=turn.sequence,
            episode=turn.episode,
            owner_epoch=turn.owner_epoch,
            state=turn.state,
            chosen=turn.chosen,
            created_at=turn.created_at,
        )
    )


async def find(connection: AsyncConnection, turn_id: str) -> Turn | None:
    """The turn of this id."""
    row = (await connection.execute(select(bot_turns).where(bot_turns.c.id == turn_id))).first()
    return _turn_of(row) if row else None


async def next_pending(connection: AsyncConnection, conversation_id: str) -> Turn | None:
    """The oldest turn of the conversation that still waits for the engine."""
    pending = select(bot_turns).where(
        bot_turns.c.conversation_id == conversation_id, bot_turns.c.state == TurnState.PENDING
    )
    row = (await connection.execute(pending.order_by(bot_turns.c.sequence).limit(1))).first()
    return _turn_of(row) if row else None


async def conversations_pending(connection: AsyncConnection) -> list[str]:
    """Ids of the conversations with turns to resume."""
    pending = select(bot_turns.c.conversation_id).where(bot_turns.c.state == TurnState.PENDING).distinct()
    return list((await connection.execute(pending)).scalars())


async def finish(
    connection: AsyncConnection,
    turn_id: str,
    state: TurnState,
    now: datetime,
    *,
    note: str | None = None,
    understood: dict[str, Any] | None = None,
    progress: dict[str, Any] | None = None,
) -> None:
    """Settle a turn."""
    values = {"note": note, "understood": understood, "progress": progress}
    await connection.execute(
        update(bot_turns).where(bot_turns.c.id == turn_id).values(state=state, finished_at=now, **values)
    )


async def record_briefing(connection: AsyncConnection, turn_id: str, briefing: dict[str, Any]) -> None:
    """Keep what the assistant tells the person, until the turn's result arrives."""
    await connection.execute(update(bot_turns).where(bot_turns.c.id == turn_id).values(briefing=briefing))


async def of_conversation(connection: AsyncConnection, conversation_id: str) -> list[Turn]:
    """All turns, oldest first."""
    turns = select(bot_turns).where(bot_turns.c.conversation_id == conversation_id).order_by(bot_turns.c.sequence)
    return [_turn_of(row) for row in await connection.execute(turns)]


async def add_reading(
    connection: AsyncConnection, conversation_id: str, sequence: int, understood: dict[str, Any], now: datetime
) -> None:
    """Keep what was understood of a message that a person answers."""
    await connection.execute(
        readings.insert().values(conversation_id=conversation_id, sequence=sequence, understood=understood, at=now)
    )


async def readings_of(connection: AsyncConnection, conversation_id: str) -> dict[int, dict[str, Any]]:
    """What was understood of messages that a person answers, by their sequence."""
    read = select(readings).where(readings.c.conversation_id == conversation_id).order_by(readings.c.sequence)
    return {row.sequence: row.understood for row in await connection.execute(read)}


async def note_told(connection: AsyncConnection, conversation_id: str, sequence: int, slug: str) -> None:
    """Keep with what was understood of a message that this article was told to it."""
    this = readings.c.conversation_id == conversation_id, readings.c.sequence == sequence
    understood = (await connection.execute(select(readings.c.understood).where(*this))).scalar_one()
    await connection.execute(update(readings).where(*this).values(understood=understood | {"told": slug}))


def _turn_of(row: Row[Any]) -> Turn:
    return Turn(**dict(row._mapping) | {"state": TurnState(row.state)})
