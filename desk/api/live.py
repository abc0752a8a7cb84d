"""The agents' door, how the work is given out: the lead's live view, and why a case came to whom."""

from sanic import Blueprint, HTTPResponse, Request

from desk import case_file, live, why
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.calls import Door
from desk.api.door import answer, desk_of, lead_of, session_of
from desk.store import assignments

living = Blueprint("live", url_prefix="/api/v1/desk")
living.on_request(check_origin)
door = Door(name="agent", blueprint=living, refusals=LOGIN_NEEDED)


@door.route("GET", "/live", "Service as it stands now", answers={200: "`{waiting, people, figures}`"})
async def view(request: Request) -> HTTPResponse:
    """For leads: who waits and how long, who has what, hard cases in a row, breaks due."""
    await lead_of(request)
    return answer(await live.view(desk_of(request)))


@door.route(
    "GET",
    "/conversations/<conversation_id:str>/assignments",
    "Who was given this case, and why",
    answers={200: "`{items}`, newest first"},
    refusals={404: "unknown_conversation"},
)
async def of_case(request: Request, conversation_id: str) -> HTTPResponse:
    """Why this person and why not the others; how others are doing is told to leads and to themselves only."""
    person = (await session_of(request)).person
    async with desk_of(request).database.read() as connection:
        await case_file.check_may_read(connection, person, conversation_id)
        given = await assignments.of_conversation(connection, conversation_id)
    is_lead = person.may_intervene
    return answer({"items": [why.told(one, reader_id=person.id, is_lead=is_lead) for one in given]})
