"""The customer's door: /api/v1/conversations."""

from time import monotonic
from typing import Any

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import text as text_response

from desk import intake, rating, reopening, transcript
from desk.api.bodies import Contact, NewConversation, NewMessage, Rating, read_body, read_number
from desk.api.calls import Door
from desk.api.door import answer, client_address, customers_conversation, desk_of, nothing
from desk.core import Desk
from desk.errors import InvalidError, unknown_conversation
from desk.standing import standing
from desk.store import conversations, events
from desk.texts import is_email, is_phone

LONGEST_WAIT_SECONDS = 25
HIGHEST_SEQUENCE = 2**31 - 1
NOT_YOURS = {401: "no_token, wrong_token", 404: "unknown_conversation"}

customer = Blueprint("customer", url_prefix="/api/v1/conversations")
anybody = Door(name="customer", blueprint=customer)
customers = Door(name="customer", blueprint=customer, refusals=NOT_YOURS)


@anybody.route(
    "POST",
    "/",
    "Begin a conversation",
    body=NewConversation,
    answers={201: "`{conversation_id, token, events}`; the first event greets and says that an assistant answers"},
    refusals={429: "too_many_requests"},
)
async def begin(request: Request) -> HTTPResponse:
    """The token is told only here; keep it."""
    desk, body = desk_of(request), read_body(request, NewConversation)
    desk.limits.take(f"conversations from {client_address(request)}", desk.settings.new_conversations_per_minute, 60)
    conversation, token, greeting = await intake.begin(desk, body.locale, body.page, body.customer.model_dump())
    return answer({"conversation_id": conversation.id, "token": token, "events": [greeting.for_customer()]}, 201)


@customers.route(
    "POST",
    "/<conversation_id:str>/messages",
    "Write a message",
    body=NewMessage,
    answers={202: "`{sequence}`; stored", 200: "`{sequence}`; it had been stored before"},
    refusals={413: "text_too_long", 422: "text_empty, invalid_body", 429: "too_many_requests"},
)
async def write(request: Request, conversation_id: str) -> HTTPResponse:
    """Stored before it is acknowledged; sent again with the same client_message_id, it gives the same sequence."""
    await customers_conversation(request, conversation_id)
    body = read_body(request, NewMessage)
    receipt = await intake.receive(desk_of(request), conversation_id, str(body.client_message_id), body.text)
    return answer({"sequence": receipt.sequence}, 200 if receipt.repeated else 202)


@customers.route(
    "GET",
    "/<conversation_id:str>/events",
    "Read the events after a sequence",
    query={"after": "the last sequence known; 0 for all", "wait": "seconds to wait for news, 25 at most"},
    answers={200: "`{events, state}`; at most 500 events at once"},
    refusals={422: "invalid_query"},
)
async def read(request: Request, conversation_id: str) -> HTTPResponse:
    """A long poll: answers as soon as there are events, at the latest after `wait` seconds."""
    await customers_conversation(request, conversation_id)
    after = read_number(request, "after", 0, HIGHEST_SEQUENCE)
    wait = read_number(request, "wait", 0, LONGEST_WAIT_SECONDS)
    return answer(await _news(desk_of(request), conversation_id, after, wait))


@customers.route(
    "POST",
    "/<conversation_id:str>/handoff",
    "Ask for a person",
    answers={202: "`{state}`; asked again, nothing more happens"},
)
async def ask_for_person(request: Request, conversation_id: str) -> HTTPResponse:
    """Does not need the assistant: works at every moment."""
    await customers_conversation(request, conversation_id)
    await intake.ask_for_person(desk_of(request), conversation_id)
    return answer(await _standing(desk_of(request), conversation_id), 202)


@customers.route(
    "POST",
    "/<conversation_id:str>/reopen",
    "Say that it was not all",
    answers={202: "`{state}`; asked again, nothing more happens"},
    refusals={409: "not_over"},
)
async def reopen(request: Request, conversation_id: str) -> HTTPResponse:
    """After a person has closed the case: it comes back to that person if they are there, else it waits for them."""
    await customers_conversation(request, conversation_id)
    await reopening.reopen(desk_of(request), conversation_id)
    return answer(await _standing(desk_of(request), conversation_id), 202)


@customers.route(
    "PUT",
    "/<conversation_id:str>/contact",
    "Say how you can be reached",
    body=Contact,
    answers={200: "`{email, phone}`"},
    refusals={422: "invalid_contact"},
)
async def leave_contact(request: Request, conversation_id: str) -> HTTPResponse:
    """Confirmed by an event."""
    await customers_conversation(request, conversation_id)
    contact = _checked(read_body(request, Contact))
    await intake.leave_contact(desk_of(request), conversation_id, contact)
    return answer(contact)


@customers.route(
    "POST",
    "/<conversation_id:str>/rating",
    "Rate how it went",
    body=Rating,
    answers={201: "`{score}`", 200: "`{score}`; the comment was added"},
    refusals={409: "not_to_be_rated", 422: "invalid_body"},
)
async def rate(request: Request, conversation_id: str) -> HTTPResponse:
    """Once after each time that the conversation was resolved; a comment may follow within ten minutes, same score."""
    await customers_conversation(request, conversation_id)
    body = read_body(request, Rating)
    is_new = await rating.rate(desk_of(request), conversation_id, body.score, body.comment)
    return answer({"score": body.score}, 201 if is_new else 200)


@customers.route(
    "GET", "/<conversation_id:str>/transcript", "The conversation as plain text", answers={200: "text/plain"}
)
async def read_transcript(request: Request, conversation_id: str) -> HTTPResponse:
    """Everything that was said, for keeping."""
    conversation = await customers_conversation(request, conversation_id)
    return text_response(await transcript.write(desk_of(request), conversation), headers={"cache-control": "no-store"})


@customers.route("DELETE", "/<conversation_id:str>", "Erase the conversation for good", answers={204: "erased"})
async def erase(request: Request, conversation_id: str) -> HTTPResponse:
    """Texts, name, contact and what was noted about them; afterwards the conversation is unknown."""
    await customers_conversation(request, conversation_id)
    await intake.erase(desk_of(request), conversation_id)
    return nothing()


async def _news(desk: Desk, conversation_id: str, after: int, wait: int) -> dict[str, Any]:
    """The events after a sequence; if there are none, wait for the first."""
    deadline = monotonic() + wait
    with desk.hub.listen(conversation_id) as mailbox:
        found = await _events(desk, conversation_id, after)
        while not found and not mailbox.closed and await mailbox.wait(deadline - monotonic()):
            mailbox.take()
            found = await _events(desk, conversation_id, after)
    return {"events": found, "state": await _standing(desk, conversation_id)}


async def _events(desk: Desk, conversation_id: str, after: int) -> list[dict[str, Any]]:
    async with desk.database.read() as connection:
        return [event.for_customer() for event in await events.after(connection, conversation_id, after, notes=False)]


async def _standing(desk: Desk, conversation_id: str) -> dict[str, Any]:
    async with desk.database.read() as connection:
        conversation = await conversations.find(connection, conversation_id)
        if conversation is None:
            raise unknown_conversation()
        return await standing(desk, connection, conversation)


def _checked(body: Contact) -> dict[str, str]:
    contact = {name: value for name, value in body.model_dump().items() if value}
    fits = {"email": is_email, "phone": is_phone}
    wrong = [name for name, value in contact.items() if not fits[name](value)]
    if wrong or not contact:
        message = "An e-mail address or a phone number with area code is needed."
        raise InvalidError(message, code="invalid_contact", fields=wrong)
    return contact
