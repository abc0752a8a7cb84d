"""One WebSocket, read and written side by side until either ends; nothing is cut off in the middle of its work."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any

from sanic import Websocket
from sanic.exceptions import WebsocketClosed
from websockets.exceptions import ConnectionClosed

from desk.hub import Frame, Mailbox, Written
from desk.logs import log_of

log = log_of(__name__)
CLOSED = (ConnectionClosed, WebsocketClosed)


async def converse(
    ws: Websocket, mailbox: Mailbox, writing: Coroutine[Any, Any, None], reading: Coroutine[Any, Any, None]
) -> None:
    """Run both until one ends; closing mailbox and socket sends the other home."""
    tasks = [asyncio.create_task(writing), asyncio.create_task(reading)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    mailbox.close()
    await ws.close()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception) and not isinstance(ended, CLOSED):
            log.error("A stream failed", exc_info=ended)


async def send(ws: Websocket, frame: Frame | Written) -> None:
    """Send a frame as JSON."""
    await ws.send(str(frame) if isinstance(frame, Written) else json.dumps(frame, ensure_ascii=False))
