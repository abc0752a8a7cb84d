"""Files on their way in: the raw body of a request, counted while it arrives, and the headers that go with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import unquote

from sanic import Request

from desk.api.bodies import Body, MessageId, check
from desk.attachments import Letter
from desk.errors import DeskError, InvalidError, TooLargeError

UPLOAD_SECONDS = 600
DISCARDED_AT_MOST = 4  # times what is taken
HEADERS = {
    "x-client-message-id": "a UUID, made by the client once per message",
    "x-file-name": "percent-encoded UTF-8; its ending is not believed",
    "x-caption": "percent-encoded UTF-8, 500 characters at most; may be missing",
}
REFUSALS = {
    408: "too_slow",
    413: "file_too_large, picture_too_large, text_too_long",
    415: "unknown_kind",
    422: "file_empty, damaged_file, invalid_body",
    507: "no_room",
}


class LetterHeaders(Body):
    """The headers of HEADERS, by their names in JSON's manner."""

    client_message_id: MessageId
    file_name: str = ""
    caption: str = ""


def letter_of(request: Request) -> Letter:
    """What goes with the file. Raises InvalidError (invalid_body)."""
    names = ("client_message_id", "file_name", "caption")
    given = {name: request.headers.get(f"x-{name.replace('_', '-')}") for name in names}
    read = check(LetterHeaders, {name: unquote(value) for name, value in given.items() if value is not None})
    return Letter(client_message_id=str(read.client_message_id), name=read.file_name, caption=read.caption)


async def read_file(request: Request, most: int) -> bytes:
    """The body, of `most` bytes at most: what is more is not kept for a moment.

    Raises TooLargeError (file_too_large), InvalidError (file_empty), DeskError (too_slow).
    """
    if _announced(request) > most:
        raise _too_large(most)
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            content = b"".join([part async for part in _at_most(request, most)])
    except TimeoutError as exc:
        raise DeskError("The file came too slowly.", code="too_slow", status=408) from exc
    if not content:
        raise InvalidError("The file is empty.", code="file_empty")
    return content


@asynccontextmanager
async def heard_out(request: Request, most: int) -> AsyncIterator[None]:
    """Let the client finish sending before it is answered: most read an answer only then. Nothing of it is kept."""
    try:
        yield
    except DeskError:
        await discard(request, most)
        raise


async def discard(request: Request, most: int) -> None:
    """Read what has not been read and forget it; of what would take too long, the connection is closed instead."""
    left = DISCARDED_AT_MOST * most
    if _announced(request) > left:
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(UPLOAD_SECONDS):
            await _read_away(request, left)


async def _read_away(request: Request, left: int) -> None:
    async for part in request.stream:
        left -= len(part)
        if left < 0:
            return


async def _at_most(request: Request, most: int) -> AsyncIterator[bytes]:
    size = 0
    async for part in request.stream:
        size += len(part)
        if size > most:
            raise _too_large(most)
        yield part


def _announced(request: Request) -> int:
    """What Content-Length says; of a body in chunks, nothing is known yet."""
    said = request.headers.get("content-length", "0")
    return int(said) if said.isascii() and said.isdigit() else 0


def _too_large(most: int) -> TooLargeError:
    return TooLargeError(f"A file may have {most} bytes.", code="file_too_large", limit=most)
