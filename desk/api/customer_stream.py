"""The customer's stream: events after a cursor, acknowledgements, typing and state, over one WebSocket."""

from typing import Any

from sanic import Request, Websocket

from desk import intake
from desk.api.bodies import HelloFrame, NewMessage, Seen, check, parse_json
from desk.api.calls import WEBSOCKET
from desk.api.customer import customers
from desk.api.door import desk_of, same_origin
from desk.api.sockets import CLOSED, converse, send
from desk.core import Desk
from desk.errors import DeskError, InvalidError, NotFoundError, UnauthenticatedError
from desk.hub import Mailbox
from desk.lifecycle import Conversation
from desk.standing import standing
from desk.store import conversations, events

HELLO_TIMEOUT_SECONDS = 10
QUIET_SECONDS = 300
MOST_FRAMES_PER_MINUTE = 300
CLOSE_BAD_HELLO, CLOSE_WRONG_TOKEN, CLOSE_NOT_ALLOWED, CLOSE_UNKNOWN, CLOSE_GOING_AWAY = 4400, 4401, 4403, 4404, 1001


@customers.route(
    WEBSOCKET,
    "/<conversation_id:str>/stream",
    "The live stream of a conversation",
    answers={101: "first send `hello` with token and after; then event, ack, typing, state and error frames come"},
    refusals={426: "not a WebSocket"},
)
async def stream(request: Request, ws: Websocket, conversation_id: str) -> None:
    """Closes with 4400 (no hello), 4401 (wrong token), 4403 (origin not allowed), 4404 (unknown or erased)."""
    desk = desk_of(request)
    if not _origin_allowed(request, desk):
        await ws.close(CLOSE_NOT_ALLOWED, "origin not allowed")
        return
    try:
        if hello := await _hello(desk, ws, conversation_id):
            await _converse(desk, ws, *hello)
    except CLOSED:
        return


async def _hello(desk: Desk, ws: Websocket, conversation_id: str) -> tuple[Conversation, int] | None:
    """The conversation and the cursor, once the first frame has shown the right token; else a close."""
    try:
        frame = check(HelloFrame, parse_json(await _first_frame(ws)))
        return await intake.check_access(desk, conversation_id, frame.token), frame.after
    except DeskError as exc:
        await send(ws, {"type": "error", **exc.body()})
        await ws.close(_close_code(exc), exc.code)
        return None


async def _first_frame(ws: Websocket) -> bytes | str:
    frame = await ws.recv(HELLO_TIMEOUT_SECONDS)
    if frame is None:
        raise InvalidError("The first frame must be a hello.", code="no_hello")
    return str(frame) if isinstance(frame, str) else bytes(frame)


def _close_code(exc: DeskError) -> int:
    if isinstance(exc, UnauthenticatedError):
        return CLOSE_WRONG_TOKEN
    return CLOSE_UNKNOWN if isinstance(exc, NotFoundError) else CLOSE_BAD_HELLO


async def _converse(desk: Desk, ws: Websocket, conversation: Conversation, after: int) -> None:
    """Read and write side by side until one of them ends."""
    with desk.hub.listen(conversation.id) as mailbox:
        writing = _write(desk, ws, conversation.id, after, mailbox)
        await converse(ws, mailbox, writing, _read(desk, ws, conversation.id))


async def _write(desk: Desk, ws: Websocket, conversation_id: str, after: int, mailbox: Mailbox) -> None:
    """Missed events first, then state; then both again whenever there is news. The cursor only moves forward."""
    told: dict[str, Any] | None = None
    while not mailbox.closed and not mailbox.overflowed:
        frames = mailbox.take()
        for event in await _events_after(desk, conversation_id, after):
            await send(ws, {"type": "event", "event": event})
            after = event["sequence"]
        state = await _state(desk, conversation_id)
        if state is None:
            await ws.close(CLOSE_UNKNOWN, "unknown_conversation")
            return
        if state != told:
            await send(ws, {"type": "state", **state})
            told = state
        for frame in frames:
            await send(ws, frame)
        await mailbox.wait(QUIET_SECONDS)
    await ws.close(CLOSE_GOING_AWAY, "going away")


async def _events_after(desk: Desk, conversation_id: str, after: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    async with desk.database.read() as connection:
        while page := await events.after(connection, conversation_id, after, notes=False):
            found += [event.for_customer() for event in page]
            after = page[-1].sequence
    return found


async def _state(desk: Desk, conversation_id: str) -> dict[str, Any] | None:
    async with desk.database.read() as connection:
        conversation = await conversations.find(connection, conversation_id)
        return await standing(desk, connection, conversation) if conversation else None


async def _read(desk: Desk, ws: Websocket, conversation_id: str) -> None:
    while True:
        frame = await ws.recv()
        if frame is not None:
            await _take(desk, ws, conversation_id, frame)


async def _take(desk: Desk, ws: Websocket, conversation_id: str, source: bytes | str) -> None:
    """Do what one frame asks; a refusal is told with the message's id, so that the client knows which."""
    message_id = None
    try:
        desk.limits.take(f"frames of {conversation_id}", MOST_FRAMES_PER_MINUTE, 60)
        frame = parse_json(source)
        if not isinstance(frame, dict):
            raise InvalidError("A frame is an object with a type.", code="invalid_frame")
        message_id = frame.get("client_message_id")
        await _act(desk, ws, conversation_id, frame)
    except DeskError as exc:
        told = {"client_message_id": message_id} if isinstance(message_id, str) else {}
        await send(ws, {"type": "error", **exc.body(), **told})


async def _act(desk: Desk, ws: Websocket, conversation_id: str, frame: dict[str, Any]) -> None:
    match frame.get("type"):
        case "message":
            await _receive(desk, ws, conversation_id, check(NewMessage, frame))
        case "typing":
            async with desk.database.read() as connection:
                conversation = await conversations.find(connection, conversation_id)
            if conversation:
                intake.typing(desk, conversation)
        case "seen":
            await intake.seen(desk, conversation_id, check(Seen, frame).sequence)
        case other:
            raise InvalidError("Known frames: message, typing, seen.", code="invalid_frame", type=str(other)[:40])


async def _receive(desk: Desk, ws: Websocket, conversation_id: str, message: NewMessage) -> None:
    message_id = str(message.client_message_id)
    receipt = await intake.receive(desk, conversation_id, message_id, message.text)
    await send(ws, {"type": "ack", "client_message_id": message_id, "sequence": receipt.sequence})


def _origin_allowed(request: Request, desk: Desk) -> bool:
    allowed = desk.settings.allowed_origins
    return "*" in allowed or same_origin(request) or request.headers.get("origin") in allowed
