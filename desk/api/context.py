"""The agents' door, what is known beside a conversation: /api/v1/desk/conversations/{id}/context."""

from sanic import Blueprint, HTTPResponse, Request

from desk import context
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.calls import Door
from desk.api.door import answer, desk_of, session_of

context_calls = Blueprint("context", url_prefix="/api/v1/desk/conversations/<conversation_id:str>/context")
context_calls.on_request(check_origin)
context_door = Door(name="agent", blueprint=context_calls, refusals=LOGIN_NEEDED | {404: "unknown_conversation"})


@context_door.route(
    "GET",
    "/",
    "What else is known",
    answers={200: "`{earlier, orders, orders_available, similar, draft}`"},
)
async def read(request: Request, conversation_id: str) -> HTTPResponse:
    """Conversations of the same visitor (as the website says), proved orders, similar cases, a draft summary."""
    return answer(await context.read(desk_of(request), (await session_of(request)).person, conversation_id))
