"""Erasing a person's data for good; what remains says that something was said, not what or by whom."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.lifecycle import Conversation
from desk.store.tables import (
    attachments,
    bot_turns,
    corrections,
    customers,
    events,
    goodwill,
    handoffs,
    ratings,
    readings,
    room_messages,
)


async def erase(connection: AsyncConnection, conversation: Conversation) -> None:
    """Empty everything that holds words or facts of the customer, but for the row of the conversation itself."""
    of_it = conversation.id
    nothing = {"name": None, "email": None, "phone": None, "external_id": None}
    silent = {"text": None, "buttons": None, "attachment": None, "client_message_id": None}
    await connection.execute(update(events).where(events.c.conversation_id == of_it).values(silent))
    await connection.execute(update(customers).where(customers.c.id == conversation.customer_id).values(nothing))
    await connection.execute(
        update(bot_turns)
        .where(bot_turns.c.conversation_id == of_it)
        .values(understood=None, progress=None, briefing=None)
    )
    await _erase_handoffs(connection, of_it)
    await connection.execute(delete(attachments).where(attachments.c.conversation_id == of_it))
    await connection.execute(delete(readings).where(readings.c.conversation_id == of_it))
    await connection.execute(update(ratings).where(ratings.c.conversation_id == of_it).values(comment=None))
    await connection.execute(update(goodwill).where(goodwill.c.conversation_id == of_it).values(reason=None))
    await connection.execute(update(room_messages).where(room_messages.c.conversation_id == of_it).values(text=None))


async def _erase_handoffs(connection: AsyncConnection, conversation_id: str) -> None:
    """Reason and times stay for the service's figures; every text goes."""
    of_it = handoffs.c.conversation_id == conversation_id
    empty = {"filled": {}, "tried": [], "summary": "", "emotion_course": []}
    await connection.execute(update(handoffs).where(of_it).values(empty))
    theirs = select(handoffs.c.id).where(of_it)
    await connection.execute(delete(corrections).where(corrections.c.handoff_id.in_(theirs)))
