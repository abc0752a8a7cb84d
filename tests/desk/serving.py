"""Serving a Sanic application on a free port within a test's own event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sanic import Sanic


@asynccontextmanager
async def serving(app: Sanic[Any, Any]) -> AsyncIterator[str]:
    """The application's address, while the block lasts."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=listener)
    assert server is not None
    await server.startup()
    await server.before_start()
    await server.start_serving()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        await _close(server)
        Sanic.unregister_app(app)


async def _close(server: Any) -> None:
    await server.before_stop()
    server.server.close()
    for connection in list(server.connections):
        connection.abort() if hasattr(connection, "abort") else connection.close()
    await asyncio.wait_for(server.server.wait_closed(), 5)
    await server.after_stop()
