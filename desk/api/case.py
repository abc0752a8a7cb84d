"""The agents' door, one case: /api/v1/desk/conversations/{id}."""

from sanic import Blueprint, HTTPResponse, Request

from desk import audit, case_file, cases, claims, corrections, notes, take_over, viewing
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.bodies import Correction, HandBack, Note, Reply, Resolve, Seen, TakeOver, Transfer, read_body
from desk.api.calls import Door
from desk.api.door import agent_of, answer, desk_of, nothing, session_of
from desk.errors import InvalidError
from desk.person import Person

case = Blueprint("case", url_prefix="/api/v1/desk/conversations/<conversation_id:str>")
case.on_request(check_origin)
STALE = {409: "stale_epoch"}
case_door = Door(name="agent", blueprint=case, refusals=LOGIN_NEEDED | {404: "unknown_conversation"})


@case_door.route("GET", "/", "Everything about a conversation", answers={200: "the case file"})
async def read(request: Request, conversation_id: str) -> HTTPResponse:
    """Agents: what is or was handed over. Trainers, leads and admins: all."""
    person = (await session_of(request)).person
    found = await _case_file(request, person, conversation_id)
    await audit.note_opened(desk_of(request), person, conversation_id)
    return found


@case_door.route(
    "POST", "/claim", "Take this case", answers={200: "the case file"}, refusals={409: "already_taken, at_capacity"}
)
async def claim(request: Request, conversation_id: str) -> HTTPResponse:
    """Of two who try at once, one gets it."""
    person = await agent_of(request)
    await claims.claim(desk_of(request), person, conversation_id)
    return await _case_file(request, person, conversation_id)


@case_door.route(
    "POST", "/decline", "Refuse an offered case", answers={204: "back in the queue"}, refusals={409: "not_offered"}
)
async def decline(request: Request, conversation_id: str) -> HTTPResponse:
    """The customer keeps the place in line."""
    await claims.decline(desk_of(request), await agent_of(request), conversation_id)
    return nothing()


@case_door.route(
    "POST",
    "/replies",
    "Answer the customer",
    body=Reply,
    answers={202: "`{sequence}`; stored", 200: "`{sequence}`; it had been stored before"},
    refusals=STALE | {403: "not_owner", 413: "text_too_long", 422: "text_empty"},
)
async def reply(request: Request, conversation_id: str) -> HTTPResponse:
    """Refused with 409 when the conversation has changed hands since the caller looked."""
    person, body, desk = await agent_of(request), read_body(request, Reply), desk_of(request)
    message_id = str(body.client_message_id)
    receipt = await cases.reply(desk, person, conversation_id, message_id, body.text, body.owner_epoch)
    return answer({"sequence": receipt.sequence}, 200 if receipt.repeated else 202)


@case_door.route(
    "POST",
    "/notes",
    "Write a note, mention colleagues, whisper",
    body=Note,
    answers={201: "`{sequence}`"},
    refusals={413: "text_too_long", 422: "text_empty, unknown_person"},
)
async def note(request: Request, conversation_id: str) -> HTTPResponse:
    """For colleagues; customers never see it. A lead's whisper is told to whoever has the case."""
    person, body, desk = await _reader(request, conversation_id), read_body(request, Note), desk_of(request)
    sequence = await notes.write(desk, person, conversation_id, body.text, body.mentions, whisper=body.whisper)
    return answer({"sequence": sequence}, 201)


@case_door.route(
    "POST",
    "/take_over",
    "Take a case over",
    body=TakeOver,
    answers={204: "it is mine"},
    refusals={403: "not_in_room", 409: "stale_epoch, already_yours, move_not_allowed"},
)
async def take(request: Request, conversation_id: str) -> HTTPResponse:
    """For leads; for a colleague of the pod if the case was brought into their room. The customer is told."""
    person, body = await agent_of(request), read_body(request, TakeOver)
    await take_over.take_over(desk_of(request), person, conversation_id, body.owner_epoch, body.reason)
    return nothing()


@case_door.route(
    "POST",
    "/transfer",
    "Pass the case on",
    body=Transfer,
    answers={204: "in the pod's queue, or offered to the person"},
    refusals={409: "stale_epoch, at_capacity", 422: "unknown_pod, unknown_person"},
)
async def transfer(request: Request, conversation_id: str) -> HTTPResponse:
    """The customer keeps the place in line. Leads pass on waiting cases too."""
    person, body = await agent_of(request), read_body(request, Transfer)
    if (body.pod is None) == (body.person is None):
        raise InvalidError("Name a pod or a person, one of the two.", code="invalid_body")
    await cases.transfer(
        desk_of(request),
        person,
        conversation_id,
        pod_id=body.pod,
        to_id=body.person,
        reason=body.reason,
        owner_epoch=body.owner_epoch,
    )
    return nothing()


@case_door.route(
    "POST",
    "/hand_back",
    "Give the case back to the assistant",
    body=HandBack,
    answers={204: "done"},
    refusals=STALE | {422: "unknown_concern"},
)
async def hand_back(request: Request, conversation_id: str) -> HTTPResponse:
    """The assistant begins a new episode, with the concern `next` if named; `say` is a last word to the customer."""
    person, body = await agent_of(request), read_body(request, HandBack)
    await cases.hand_back(desk_of(request), person, conversation_id, body.owner_epoch, body.say, body.next)
    return nothing()


@case_door.route("POST", "/resolve", "Close the case", body=Resolve, answers={204: "resolved"}, refusals=STALE)
async def resolve(request: Request, conversation_id: str) -> HTTPResponse:
    """The customer is asked for a rating, unless it is a duplicate or spam."""
    person, body, desk = await agent_of(request), read_body(request, Resolve), desk_of(request)
    await cases.resolve(desk, person, conversation_id, body.disposition, body.concern, body.owner_epoch, body.summary)
    return nothing()


@case_door.route(
    "PUT",
    "/handoffs/<handoff_id:str>",
    "Correct what the assistant got wrong",
    body=Correction,
    answers={200: "`{corrected}`"},
    refusals={404: "unknown_handoff"},
)
async def correct(request: Request, conversation_id: str, handoff_id: str) -> HTTPResponse:
    """Kept as data for the trainers; the handoff shows both."""
    person = await _reader(request, conversation_id)
    body = read_body(request, Correction)
    corrected = await corrections.correct(desk_of(request), person, conversation_id, handoff_id, body.model_dump())
    return answer({"corrected": corrected})


@case_door.route("POST", "/typing", "Show the customer that I am typing", answers={204: "shown"})
async def typing(request: Request, conversation_id: str) -> HTTPResponse:
    """Repeat every few seconds while typing."""
    person, desk = await agent_of(request), desk_of(request)
    async with desk.database.read() as connection:
        conversation = await case_file.check_may_read(connection, person, conversation_id)
    cases.typing(desk, person, conversation)
    return nothing()


@case_door.route("POST", "/seen", "Say what I have seen", body=Seen, answers={204: "noted"})
async def seen(request: Request, conversation_id: str) -> HTTPResponse:
    """Counts if the case is mine."""
    person, body = await _reader(request, conversation_id), read_body(request, Seen)
    await cases.received(desk_of(request), person, conversation_id, body.sequence, seen=True)
    return nothing()


async def _reader(request: Request, conversation_id: str) -> Person:
    """The person who asks, if this conversation is theirs to read."""
    person = (await session_of(request)).person
    async with desk_of(request).database.read() as connection:
        await case_file.check_may_read(connection, person, conversation_id)
    return person


async def _case_file(request: Request, person: Person, conversation_id: str) -> HTTPResponse:
    desk = desk_of(request)
    async with desk.database.read() as connection:
        conversation = await case_file.check_may_read(connection, person, conversation_id)
    await viewing.look(desk, person, conversation)
    found = await case_file.read(desk, person, conversation_id)
    return answer(found)
