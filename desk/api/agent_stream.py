"""The console's stream: the queue, the events of a person's cases, typing and presence, over one WebSocket."""

from sanic import Request, Websocket

from desk import board, cases, presence, sessions
from desk.api.agent import visitors
from desk.api.calls import WEBSOCKET
from desk.api.door import COOKIE, desk_of
from desk.api.sockets import CLOSED, converse, send
from desk.core import Desk
from desk.errors import NotFoundError, UnauthenticatedError
from desk.hub import Frame, Mailbox
from desk.person import Person

CLOSE_UNAUTHENTICATED, CLOSE_GOING_AWAY = 4401, 1001
SESSION_CHECK_SECONDS = 60


@visitors.route(
    WEBSOCKET,
    "/stream",
    "The live stream of a console",
    answers={101: "queue, event, conversation, typing and presence frames come"},
    refusals={403: "cross_origin", 426: "not a WebSocket"},
)
async def stream(request: Request, ws: Websocket) -> None:
    """Begins with the queue. Closes with 4401 without a session, also when it ends."""
    desk, token = desk_of(request), request.cookies.get(COOKIE)
    try:
        person = (await sessions.person_of(desk, token)).person
        await presence.touch(desk, person)
        await _serve(desk, ws, person, token)
    except UnauthenticatedError:
        await ws.close(CLOSE_UNAUTHENTICATED, "unauthenticated")
    except CLOSED:
        return


async def _serve(desk: Desk, ws: Websocket, person: Person, token: str | None) -> None:
    """Write until the console closes, the session ends or the desk stops."""
    with desk.hub.sit_down(person.id) as mailbox:
        await converse(ws, mailbox, _write(desk, ws, person, token, mailbox), _listen(ws))


async def _write(desk: Desk, ws: Websocket, person: Person, token: str | None, mailbox: Mailbox) -> None:
    async with desk.database.read() as connection:
        standing = (await board.look(desk, connection)).for_person(person.id)
    await send(ws, {"type": "queue", **standing})
    while not mailbox.closed and not mailbox.overflowed:
        for frame in mailbox.take():
            await send(ws, frame)
            await _note_delivery(desk, person, frame)
        if not await mailbox.wait(SESSION_CHECK_SECONDS) and not await _still_logged_in(desk, token):
            await ws.close(CLOSE_UNAUTHENTICATED, "unauthenticated")
            return
    await ws.close(CLOSE_GOING_AWAY, "going away")


async def _note_delivery(desk: Desk, person: Person, frame: Frame) -> None:
    """A customer's message is delivered once it has gone out to the console of the case's owner."""
    if frame["type"] == "event" and frame["event"]["author"]["kind"] == "customer":
        try:
            await cases.received(desk, person, frame["conversation_id"], frame["event"]["sequence"], seen=False)
        except NotFoundError:
            return


async def _listen(ws: Websocket) -> None:
    """Consoles speak through the API; reading here only notices that they are gone."""
    while True:
        await ws.recv()


async def _still_logged_in(desk: Desk, token: str | None) -> bool:
    try:
        await sessions.person_of(desk, token)
    except UnauthenticatedError:
        return False
    return True
