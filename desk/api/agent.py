"""The agents' door: /api/v1/desk. The session's cookie says who asks; writes carry the X-CSRF-Token header."""

from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from desk import board, case_file, claims, overview, presence, sessions
from desk.api.bodies import Login, PresenceBody, read_body, read_number
from desk.api.calls import Door
from desk.api.door import COOKIE, agent_of, answer, client_address, desk_of, nothing, same_origin, session_of
from desk.errors import NotAllowedError
from desk.sessions import Session
from desk.texts import clean

LOGIN_NEEDED = {401: "unauthenticated", 403: "csrf, wrong_role, cross_origin"}

agent = Blueprint("agent", url_prefix="/api/v1/desk")
visitors = Door(name="agent", blueprint=agent)
agents = Door(name="agent", blueprint=agent, refusals=LOGIN_NEEDED)


async def check_origin(request: Request) -> None:
    """Pages of other sites have no business here."""
    if not same_origin(request):
        raise NotAllowedError("The desk is for its own pages only.", code="cross_origin")


@visitors.route(
    "POST",
    "/session",
    "Log in",
    body=Login,
    answers={200: "`{person, presence, csrf_token}` and the session's cookie"},
    refusals={401: "wrong_login", 429: "too_many_requests"},
)
async def log_in(request: Request) -> HTTPResponse:
    """The answer takes as long for an unknown address as for a known one."""
    body = read_body(request, Login)
    session = await sessions.log_in(desk_of(request), body.email, body.password, client_address(request))
    response = answer(await _me(request, session))
    response.add_cookie(
        COOKIE,
        session.token,
        httponly=True,
        samesite="Strict",
        secure=request.scheme == "https",
        path="/api/v1/desk",
        max_age=desk_of(request).settings.session_seconds,
    )
    return response


@agents.route("DELETE", "/session", "Log out", answers={204: "logged out; the person is offline"})
async def log_out(request: Request) -> HTTPResponse:
    """The cookie is worth nothing afterwards."""
    await sessions.log_out(desk_of(request), await session_of(request))
    response = nothing()
    response.delete_cookie(COOKIE, path="/api/v1/desk")
    return response


@agents.route("GET", "/me", "Who I am", answers={200: "`{person, presence, csrf_token, capacity, open}`"})
async def me(request: Request) -> HTTPResponse:
    """Also the way to the CSRF token after a reload."""
    return answer(await _me(request, await session_of(request)))


@agents.route("PUT", "/me/presence", "Say whether I take cases", body=PresenceBody, answers={200: "`{presence}`"})
async def set_presence(request: Request) -> HTTPResponse:
    """available, busy, away or offline."""
    person, body = (await session_of(request)).person, read_body(request, PresenceBody)
    await presence.set_presence(desk_of(request), person, body.presence)
    return answer({"presence": body.presence})


@agents.route("GET", "/queue", "Who waits, and my cases", answers={200: "`{items, mine}`, oldest first"})
async def queue(request: Request) -> HTTPResponse:
    """Waiting counts from the first moment the customer waited."""
    person, desk = (await session_of(request)).person, desk_of(request)
    async with desk.database.read() as connection:
        return answer((await board.look(desk, connection)).for_person(person.id))


@agents.route(
    "POST",
    "/queue/next",
    "Take the case that fits best",
    answers={200: "the case file", 204: "nobody waits"},
)
async def take_next(request: Request) -> HTTPResponse:
    """Offered to me first, then my pod's and nobody's, then other pods'; within each the longest waiting."""
    person, desk = await agent_of(request), desk_of(request)
    taken = await claims.take_next(desk, person)
    if taken is None:
        return nothing()
    desk.hub.open(person.id, taken)
    return answer(await case_file.read(desk, person, taken))


@agents.route("GET", "/team", "Colleagues and pods, for transfers", answers={200: "`{people, pods}`"})
async def team(request: Request) -> HTTPResponse:
    """With everybody's presence as it really is: silent people are offline."""
    await session_of(request)
    return answer(await overview.team(desk_of(request)))


@agents.route("GET", "/concerns", "What customers may want", answers={200: "`{concerns: [{id, label}]}`"})
async def concerns(request: Request) -> HTTPResponse:
    """For correcting a handoff and for saying what a case was about."""
    await session_of(request)
    desk = desk_of(request)
    return answer({"concerns": board.concerns_of(desk, desk.labels.concerns())})


@agents.route(
    "GET",
    "/conversations",
    "All conversations, newest first",
    query={
        "state": "one state only",
        "q": "part of a customer's name, an e-mail address or an id",
        "limit": "100 at most",
    },
    answers={200: "`{items}`"},
)
async def list_conversations(request: Request) -> HTTPResponse:
    """For trainers, leads and admins."""
    person = (await session_of(request)).person
    if not person.sees_all:
        raise NotAllowedError("The list is for trainers, leads and admins.", code="wrong_role")
    state, part = clean(request.args.get("state", "")), clean(request.args.get("q", ""))
    limit = read_number(request, "limit", 50, 100)
    found = await overview.conversations_like(desk_of(request), state, part, limit)
    return answer({"items": found})


agent.on_request(check_origin)


async def _me(request: Request, session: Session) -> dict[str, Any]:
    person, desk = session.person, desk_of(request)
    return {
        "person": person.public(),
        "presence": person.presence,
        "csrf_token": session.csrf_token,
        "capacity": person.capacity,
        "open": await overview.open_cases(desk, person),
    }
