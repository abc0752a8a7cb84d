"""Signs that the assistant is typing: while it works, and not a moment longer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from desk.core import Desk
from desk.event import BOT

TYPING_AFTER_SECONDS = 0.25  # quick answers need no sign
TYPING_REPEAT_SECONDS = 3


@asynccontextmanager
async def assistant_typing(desk: Desk, conversation_id: str) -> AsyncIterator[None]:
    """Show that the assistant is typing while the block lasts, and not a moment longer."""
    desk.assistant_typing.add(conversation_id)
    signs = asyncio.create_task(_keep_typing(desk, conversation_id))
    try:
        yield
    finally:
        desk.assistant_typing.discard(conversation_id)
        signs.cancel()


async def _keep_typing(desk: Desk, conversation_id: str) -> None:
    await asyncio.sleep(TYPING_AFTER_SECONDS)
    while conversation_id in desk.assistant_typing:
        desk.hub.tell(conversation_id, {"type": "typing", "author": BOT.public()})
        await asyncio.sleep(TYPING_REPEAT_SECONDS)
