"""The agents' door, notes that name me: /api/v1/desk/mentions."""

from sanic import Blueprint, HTTPResponse, Request

from desk.api.agent import LOGIN_NEEDED
from desk.api.calls import Door
from desk.api.door import answer, desk_of, session_of
from desk.store import mentions

mention_calls = Blueprint("mentions", url_prefix="/api/v1/desk/mentions")
mention_door = Door(name="agent", blueprint=mention_calls, refusals=LOGIN_NEEDED)


@mention_door.route(
    "GET", "/", "Read where I am mentioned", answers={200: "`{items: [{conversation_id, sequence, by, text}]}`"}
)
async def read(request: Request) -> HTTPResponse:
    """What I have not seen yet, oldest first; looking at the case is seeing it."""
    person = (await session_of(request)).person
    async with desk_of(request).database.read() as connection:
        return answer({"items": await mentions.unseen(connection, person.id)})
