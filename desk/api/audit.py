"""The agents' door, the audit: /api/v1/desk/audit, for leads and admins."""

from sanic import Blueprint, HTTPResponse, Request

from desk import audit
from desk.api.agent import LOGIN_NEEDED, check_origin
from desk.api.bodies import read_number
from desk.api.calls import Door
from desk.api.door import answer, desk_of, lead_of
from desk.texts import clean

auditing = Blueprint("audit", url_prefix="/api/v1/desk/audit")
auditing.on_request(check_origin)
leads = Door(name="agent", blueprint=auditing, refusals=LOGIN_NEEDED)
MOST_ENTRIES = 200


@leads.route(
    "GET",
    "/",
    "Who saw and did what",
    query={
        "person": "what this person did, by id",
        "conversation": "what happened with this case, by id",
        "action": "one kind, such as opened, claimed, resolved, changed_person, changed_rules, invited, logged_in",
        "before": "only what is older: the id of the last entry seen, or a moment",
        "limit": f"{MOST_ENTRIES} at most, else 50",
    },
    answers={200: "`{items: [{id, at, person, action, conversation_id, details}]}`, newest first"},
    refusals={422: "invalid_query"},
)
async def read(request: Request) -> HTTPResponse:
    """Never a customer's words. Reading a case file is `opened`, once for a person and a case in ten minutes."""
    await lead_of(request)
    asked = {name: clean(request.args.get(name, "")) for name in ("person", "conversation", "action", "before")}
    limit = read_number(request, "limit", 50, MOST_ENTRIES)
    return answer({"items": await audit.entries(desk_of(request), **asked, limit=limit)})
