"""The console's stream: the queue, the events of a person's cases, typing and presence, over one WebSocket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sanic import Request, Websocket

from desk import board, cases, presence, sessions
from desk.api.agent import visitors
from desk.api.calls import WEBSOCKET
from desk.api.door import COOKIE, desk_of
from desk.api.sockets import CLOSED, converse, send
from desk.core import Desk
from desk.errors import LockedError, NotFoundError, UnauthenticatedError
from desk.hub import LOOK_UP, Frame, Mailbox, Written
from desk.person import Person
from desk.telling import TOLD_ITEMS

CLOSE_UNAUTHENTICATED, CLOSE_LOCKED, CLOSE_GOING_AWAY = 4401, 4423, 1001
SESSION_CHECK_SECONDS = 60


@visitors.route(
    WEBSOCKET,
    "/stream",
    "The live stream of a console",
    answers={101: "queue, event, conversation, typing and presence frames come"},
    refusals={403: "cross_origin", 426: "not a WebSocket"},
)
async def stream(request: Request, ws: Websocket) -> None:
    """Begins with the queue. Closes with 4401 without a session, also when it ends; with 4423 when it is locked."""
    desk, token = desk_of(request), request.cookies.get(COOKIE)
    try:
        async with _closing(ws):
            person = await _check_session(desk, token)
            await presence.touch(desk, person)
            await _serve(desk, ws, person, token)
    except CLOSED:
        return


@asynccontextmanager
async def _closing(ws: Websocket) -> AsyncIterator[None]:
    """Tell the console why it may not listen, or no longer."""
    try:
        yield
    except UnauthenticatedError:
        await ws.close(CLOSE_UNAUTHENTICATED, "unauthenticated")
    except LockedError:
        await ws.close(CLOSE_LOCKED, "locked")


async def _serve(desk: Desk, ws: Websocket, person: Person, token: str | None) -> None:
    """Write until the console closes, the session ends or the desk stops."""
    with desk.hub.sit_down(person.id) as mailbox:
        await converse(ws, mailbox, _write(desk, ws, person, token, mailbox), _listen(ws))


async def _write(desk: Desk, ws: Websocket, person: Person, token: str | None, mailbox: Mailbox) -> None:
    async with desk.database.read() as connection:
        standing = await board.look(desk, connection, person.id, 0, TOLD_ITEMS)
    await send(ws, {"type": "queue", **standing})
    async with _closing(ws):
        await _pass_on(desk, ws, person, token, mailbox)
        await ws.close(CLOSE_GOING_AWAY, "going away")


async def _pass_on(desk: Desk, ws: Websocket, person: Person, token: str | None, mailbox: Mailbox) -> None:
    """Send what comes, and look at the session again now and then. Raises UnauthenticatedError, LockedError."""
    checked_at = desk.clock()
    while not mailbox.closed and not mailbox.overflowed:
        for frame in mailbox.take():
            if frame is LOOK_UP:
                await _check_session(desk, token)
                continue
            await send(ws, frame)
            await _note_delivery(desk, person, frame)
        silent = not await mailbox.wait(SESSION_CHECK_SECONDS)
        if silent or desk.clock() - checked_at > timedelta(seconds=SESSION_CHECK_SECONDS):
            await _check_session(desk, token)
            checked_at = desk.clock()


async def _note_delivery(desk: Desk, person: Person, frame: Frame | Written) -> None:
    """A customer's message is delivered once it has gone out to the console of the case's owner."""
    if isinstance(frame, Written):
        return
    if frame["type"] == "event" and frame["event"]["author"]["kind"] == "customer":
        try:
            await cases.received(desk, person, frame["conversation_id"], frame["event"]["sequence"], seen=False)
        except NotFoundError:
            return


async def _listen(ws: Websocket) -> None:
    """Consoles speak through the API; reading here only notices that they are gone."""
    while True:
        await ws.recv()


async def _check_session(desk: Desk, token: str | None) -> Person:
    """Whose console it is. Raises UnauthenticatedError, LockedError."""
    session = await sessions.person_of(desk, token)
    if session.locked:
        raise LockedError("The session is locked.")
    return session.person
