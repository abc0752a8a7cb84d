"""The agents' door: /api/v1/desk. The session's cookie says who asks; writes carry the X-CSRF-Token header."""

from dataclasses import replace
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from desk import board, case_file, claims, locking, overview, presence, sessions
from desk.api.bodies import Login, Password, PresenceBody, read_body, read_number
from desk.api.calls import Door
from desk.api.door import COOKIE, agent_of, answer, client_address, desk_of, nothing, same_origin, session_of
from desk.errors import NotAllowedError
from desk.sessions import Session
from desk.texts import clean

LOGIN_NEEDED = {401: "unauthenticated", 403: "csrf, wrong_role, cross_origin", 423: "locked"}

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
    return await welcome(request, session)


async def welcome(request: Request, session: Session) -> HTTPResponse:
    """The answer to a login: who it is, and the cookie."""
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
    await sessions.log_out(desk_of(request), await session_of(request, even_locked=True))
    response = nothing()
    response.delete_cookie(COOKIE, path="/api/v1/desk")
    return response


@agents.route(
    "GET",
    "/me",
    "Who I am",
    answers={200: "`{person, presence, csrf_token, capacity, open, locked, idle_lock_seconds}`"},
)
async def me(request: Request) -> HTTPResponse:
    """Also the way to the CSRF token after a reload, and answered when the session is locked."""
    return answer(await _me(request, await session_of(request, even_locked=True)))


@agents.route("POST", "/session/active", "Say that somebody sits here", answers={204: "the session stays open"})
async def stay_active(request: Request) -> HTTPResponse:
    """For a person who only reads; every write says it too, but not what a console reports by itself."""
    await session_of(request)
    return nothing()


@agents.route("POST", "/session/lock", "Lock the session now", answers={204: "locked"})
async def lock(request: Request) -> HTTPResponse:
    """The person is away, unless another of their sessions is open."""
    await locking.lock(desk_of(request), await session_of(request, even_locked=True))
    return nothing()


@agents.route(
    "POST",
    "/session/unlock",
    "Open a locked session",
    body=Password,
    answers={200: "as `GET /me`"},
    refusals={403: "wrong_password", 429: "too_many_requests"},
)
async def unlock(request: Request) -> HTTPResponse:
    """Wrong passwords count as at the login. The person stays away until they say that they are there."""
    session, body = await session_of(request, even_locked=True), read_body(request, Password)
    await locking.unlock(desk_of(request), session, body.password, client_address(request))
    return answer(await _me(request, replace(session, locked=False)))


@agents.route("PUT", "/me/presence", "Say whether I take cases", body=PresenceBody, answers={200: "`{presence}`"})
async def set_presence(request: Request) -> HTTPResponse:
    """available, busy, away or offline."""
    person, body = (await session_of(request)).person, read_body(request, PresenceBody)
    await presence.set_presence(desk_of(request), person, body.presence)
    return answer({"presence": body.presence})


@agents.route(
    "GET",
    "/queue",
    "Who waits, and my cases",
    query={"after": "how many cases of the queue to skip", "limit": "how many to tell, 100 at most"},
    answers={200: "`{items, total, mine}`; `items` as they are served: urgent ones first, then the longest waiting"},
    refusals={422: "invalid_query"},
)
async def queue(request: Request) -> HTTPResponse:
    """Waiting counts from the first moment the customer waited."""
    person, desk = (await session_of(request)).person, desk_of(request)
    after = read_number(request, "after", 0, 1_000_000)
    limit = read_number(request, "limit", board.A_PAGE, board.A_PAGE)
    async with desk.database.read() as connection:
        return answer(await board.look(desk, connection, person.id, after, limit))


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
        "locked": session.locked,
        "idle_lock_seconds": desk.settings.idle_lock_seconds,
    }
