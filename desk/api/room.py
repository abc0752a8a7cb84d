"""The agents' door, the pod's room: /api/v1/desk/room."""

from datetime import datetime

from sanic import Blueprint, HTTPResponse, Request

from desk import room
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.bodies import Body, read_body
from desk.api.calls import Door
from desk.api.door import agent_of, answer, desk_of, nothing, session_of
from desk.errors import InvalidError

room_calls = Blueprint("room", url_prefix="/api/v1/desk")
room_calls.on_request(check_origin)
room_door = Door(name="agent", blueprint=room_calls, refusals=LOGIN_NEEDED)
TEXT = {409: "no_pod", 413: "text_too_long", 422: "text_empty"}


class RoomBody(Body):
    """Said to colleagues; account and card numbers in it are hidden."""

    text: str


@room_door.route(
    "GET",
    "/room",
    "Read my pod's room",
    query={"before": "a moment, for older messages"},
    answers={200: "`{pod, messages: [{id, by, text, conversation_id, customer_name, at}], unread}`, 50, oldest first"},
    refusals={422: "invalid_query"},
)
async def read(request: Request) -> HTTPResponse:
    """Without a pod it is empty."""
    person = (await session_of(request)).person
    return answer(await room.read(desk_of(request), person, read_moment(request, "before")))


@room_door.route(
    "POST", "/room", "Say something in my pod's room", body=RoomBody, answers={201: "`{id}`"}, refusals=TEXT
)
async def say(request: Request) -> HTTPResponse:
    """For everybody who belongs to a pod."""
    person = (await session_of(request)).person
    return answer({"id": await room.say(desk_of(request), person, read_body(request, RoomBody).text)}, 201)


@room_door.route("POST", "/room/seen", "I have seen what is in the room", answers={204: "noted"})
async def seen(request: Request) -> HTTPResponse:
    """Nothing is unread any more."""
    await room.mark_seen(desk_of(request), (await session_of(request)).person)
    return nothing()


@room_door.route(
    "POST",
    "/conversations/<conversation_id:str>/room",
    "Bring my case into the pod's room",
    body=RoomBody,
    answers={201: "`{id}` of the message"},
    refusals=TEXT | {403: "not_owner", 404: "unknown_conversation"},
)
async def bring_in(request: Request, conversation_id: str) -> HTTPResponse:
    """From then on the colleagues of the pod may read the case, and take it over."""
    person, body = await agent_of(request), read_body(request, RoomBody)
    return answer({"id": await room.bring_in(desk_of(request), person, conversation_id, body.text)}, 201)


def read_moment(request: Request, name: str) -> datetime | None:
    """A moment from the query, in ISO 8601 with its zone. Raises InvalidError (invalid_query)."""
    given = request.args.get(name)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as exc:
        raise InvalidError(f"{name} must be a moment in ISO 8601.", code="invalid_query", field=name) from exc
    if moment.tzinfo is None:
        raise InvalidError(f"{name} must name its time zone.", code="invalid_query", field=name)
    return moment
