"""The agents' door, goodwill: granting it in a case, and a lead's decision."""

from typing import Annotated
from uuid import UUID, uuid4

from pydantic import Field
from sanic import Blueprint, HTTPResponse, Request

from desk import goodwill
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.bodies import Body, Clean, OwnerEpoch, read_body
from desk.api.calls import Door
from desk.api.door import agent_of, answer, desk_of, session_of
from desk.errors import InvalidError
from desk.store.goodwill import GoodwillState

MOST_CENTS = 1_000_000

goodwill_calls = Blueprint("goodwill", url_prefix="/api/v1/desk")
goodwill_calls.on_request(check_origin)
goodwill_door = Door(name="agent", blueprint=goodwill_calls, refusals=LOGIN_NEEDED)


class GoodwillBody(Body):
    """What the customer shall have and why."""

    amount_cents: Annotated[int, Field(strict=True, ge=1, le=MOST_CENTS)]
    reason: Annotated[Clean, Field(min_length=1, max_length=400)]
    owner_epoch: OwnerEpoch
    id: Annotated[UUID | None, Field(description="Made by the client; sent again, nothing is granted twice.")] = None


class DecisionBody(Body):
    """Yes or no."""

    approve: Annotated[bool, Field(strict=True)]


@goodwill_door.route(
    "POST",
    "/conversations/<conversation_id:str>/goodwill",
    "Grant goodwill, or ask for it",
    body=GoodwillBody,
    answers={201: "`{id, state}`: granted or requested", 200: "`{id, state}`; it had been stored before"},
    refusals={403: "not_owner", 404: "unknown_conversation", 409: "stale_epoch, goodwill_id_taken"},
)
async def give(request: Request, conversation_id: str) -> HTTPResponse:
    """Within the leeway of case and month it is granted; beyond it the leads are asked."""
    person, body, desk = await agent_of(request), read_body(request, GoodwillBody), desk_of(request)
    goodwill_id = str(body.id or uuid4())
    item, repeated = await goodwill.give(
        desk, person, conversation_id, goodwill_id, body.amount_cents, body.reason, body.owner_epoch
    )
    return answer({"id": item.id, "state": item.state}, 200 if repeated else 201)


@goodwill_door.route(
    "GET",
    "/goodwill",
    "Goodwill in all cases",
    query={"state": "granted, requested (default), approved or refused"},
    answers={
        200: "`{items: [{id, conversation_id, customer_name, amount_cents, reason, state, by, decided_by, at}]}`, "
        "oldest first"
    },
    refusals={422: "invalid_query"},
)
async def list_goodwill(request: Request) -> HTTPResponse:
    """For leads."""
    person = (await session_of(request)).person
    state = request.args.get("state", GoodwillState.REQUESTED)
    if state not in set(GoodwillState):
        raise InvalidError("There is no such state.", code="invalid_query", field="state")
    return answer({"items": await goodwill.in_state(desk_of(request), person, GoodwillState(state))})


@goodwill_door.route(
    "POST",
    "/goodwill/<goodwill_id:str>/decision",
    "Decide on goodwill that was asked for",
    body=DecisionBody,
    answers={200: "`{id, state}`: approved or refused"},
    refusals={403: "own_request", 404: "unknown_goodwill, unknown_conversation", 409: "already_decided"},
)
async def decide(request: Request, goodwill_id: str) -> HTTPResponse:
    """For leads; the person who asked is told at once."""
    person, body = (await session_of(request)).person, read_body(request, DecisionBody)
    state = await goodwill.decide(desk_of(request), person, goodwill_id, approve=body.approve)
    return answer({"id": goodwill_id, "state": state})
