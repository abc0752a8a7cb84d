"""The agents' door, who looks at a conversation: /api/v1/desk/conversations/{id}/viewing."""

from typing import Annotated

from pydantic import Field
from sanic import Blueprint, HTTPResponse, Request

from desk import case_file, viewing
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.bodies import Body, read_body
from desk.api.calls import Door
from desk.api.door import desk_of, nothing, session_of

viewing_calls = Blueprint("viewing", url_prefix="/api/v1/desk/conversations/<conversation_id:str>/viewing")
viewing_calls.on_request(check_origin)
viewing_door = Door(name="agent", blueprint=viewing_calls, refusals=LOGIN_NEEDED | {404: "unknown_conversation"})


class ViewingBody(Body):
    """Several conversations may be on screen at once."""

    typing: Annotated[bool, Field(strict=True, description="I am writing something there.")] = False
    leaving: Annotated[bool, Field(strict=True, description="I have closed it.")] = False


@viewing_door.route("POST", "/", "Say that I look at it", body=ViewingBody, answers={204: "colleagues see it"})
async def view(request: Request, conversation_id: str) -> HTTPResponse:
    """Ends after 30 seconds unless repeated; typing after 8. Reading the case file counts as looking at it."""
    person, desk, body = (await session_of(request)).person, desk_of(request), read_body(request, ViewingBody)
    async with desk.database.read() as connection:
        conversation = await case_file.check_may_read(connection, person, conversation_id)
    if body.leaving:
        await viewing.leave(desk, person, conversation)
    else:
        await viewing.look(desk, person, conversation, typing=body.typing)
    return nothing()
