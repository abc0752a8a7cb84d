"""The agents' door, invitations: leads make them; whoever has the link looks at it and accepts it without a login."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field
from sanic import Blueprint, HTTPResponse, Request

from desk import invitations
from desk.api.agent import LOGIN_NEEDED, check_origin, welcome
from desk.api.bodies import Body, Clean, read_body
from desk.api.calls import Door
from desk.api.door import answer, client_address, desk_of, lead_of, nothing
from desk.api.people import Name, Roles
from desk.clock import iso
from desk.store import invitations as store
from desk.store.invitations import Invitation
from desk.texts import encodable

inviting = Blueprint("invitations", url_prefix="/api/v1/desk/invitations")
inviting.on_request(check_origin)
leads = Door(name="agent", blueprint=inviting, refusals=LOGIN_NEEDED)
invited = Door(name="agent", blueprint=inviting, refusals={403: "cross_origin"})
SHORTEST_PASSWORD = 10
NOT_VALID = {404: "unknown_invitation", 429: "too_many_requests"}


class NewInvitation(Body):
    """Who shall come, as what; `pod` is an id."""

    name: Name
    email: Annotated[Clean, Field(max_length=254)]
    roles: Roles
    pod: Clean | None = None


class Token(Body):
    """What stands behind `#einladung=` in the link."""

    token: Annotated[str, Field(max_length=200)]


class Acceptance(Token):
    """With the password for logging in from now on; 10 characters at least."""

    password: Annotated[str, AfterValidator(encodable), Field(min_length=SHORTEST_PASSWORD, max_length=200)]


@leads.route(
    "POST",
    "/",
    "Invite somebody",
    body=NewInvitation,
    answers={201: "`{id, link, expires_at}`"},
    refusals={403: "admins_only", 409: "email_taken", 422: "invalid_email, unknown_pod"},
)
async def invite(request: Request) -> HTTPResponse:
    """The link is told this once and is valid for 7 days; pass it on to nobody else. Only admins invite admins."""
    by, body = await lead_of(request), read_body(request, NewInvitation)
    made = await invitations.invite(
        desk_of(request), by, name=body.name, email=body.email, roles=body.roles, pod_id=body.pod
    )
    link = f"/desk#einladung={made.token}"
    return answer({"id": made.invitation.id, "link": link, "expires_at": iso(made.invitation.expires_at)}, 201)


@leads.route("GET", "/", "Open invitations", answers={200: "`{items}`, newest first, without their links"})
async def list_invitations(request: Request) -> HTTPResponse:
    """Also those that have expired, until they are withdrawn."""
    await lead_of(request)
    desk = desk_of(request)
    async with desk.database.read() as connection:
        unused = await store.unused(connection)
    items = [_public(invitation) | {"expired": invitation.expires_at <= desk.clock()} for invitation in unused]
    return answer({"items": items})


@leads.route(
    "DELETE",
    "/<invitation_id:str>",
    "Withdraw an invitation",
    answers={204: "its link is worth nothing"},
    refusals={404: "unknown_invitation"},
)
async def withdraw(request: Request, invitation_id: str) -> HTTPResponse:
    """Not after it was accepted: then the person is changed."""
    await invitations.withdraw(desk_of(request), await lead_of(request), invitation_id)
    return nothing()


@invited.route(
    "POST", "/open", "Look at an invitation", body=Token, answers={200: "`{name, email}`"}, refusals=NOT_VALID
)
async def look_at(request: Request) -> HTTPResponse:
    """For whoever has the link."""
    found = await invitations.look_at(desk_of(request), read_body(request, Token).token, client_address(request))
    return answer({"name": found.name, "email": found.email})


@invited.route(
    "POST",
    "/accept",
    "Accept an invitation",
    body=Acceptance,
    answers={200: "as `POST /session`: logged in"},
    refusals=NOT_VALID | {409: "email_taken"},
)
async def accept(request: Request) -> HTTPResponse:
    """Works once."""
    body = read_body(request, Acceptance)
    session = await invitations.accept(desk_of(request), body.token, body.password, client_address(request))
    return await welcome(request, session)


def _public(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "name": invitation.name,
        "email": invitation.email,
        "roles": sorted(invitation.roles),
        "pod": {"id": invitation.pod_id, "name": invitation.pod_name} if invitation.pod_id else None,
        "invited_by": invitation.invited_by_name,
        "created_at": iso(invitation.created_at),
        "expires_at": iso(invitation.expires_at),
    }
