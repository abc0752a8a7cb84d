"""What every door needs: the desk behind a request, who asks, and JSON answers."""

from sanic import HTTPResponse, Request
from sanic.response import json as json_response

from desk import intake, locking, presence, sessions
from desk.core import Desk
from desk.errors import LockedError, NotAllowedError, UnauthenticatedError
from desk.lifecycle import Conversation
from desk.person import Person
from desk.sessions import Session

COOKIE = "lotse_session"
CSRF_HEADER = "x-csrf-token"
# What a console reports by itself is no sign that somebody sits there.
SAID_BY_CONSOLES = ("/seen", "/viewing", "/session/lock")
SAFE_METHODS = frozenset({"GET", "HEAD"})


def desk_of(request: Request) -> Desk:
    """The desk that serves this request."""
    desk: Desk = request.app.ctx.desk
    return desk


def answer(body: object, status: int = 200) -> HTTPResponse:
    """A JSON answer that nobody keeps a copy of."""
    return json_response(body, status=status, headers={"cache-control": "no-store"}, ensure_ascii=False)


def nothing() -> HTTPResponse:
    """Done; there is nothing to say."""
    return HTTPResponse(status=204)


def bearer(request: Request) -> str:
    """The token of `Authorization: Bearer <token>`. Raises UnauthenticatedError (no_token)."""
    kind, _, token = (request.headers.get("authorization") or "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise UnauthenticatedError("An Authorization header with a bearer token is needed.", code="no_token")
    return token.strip()


async def customers_conversation(request: Request, conversation_id: str) -> Conversation:
    """The conversation of the customer who asks. Raises NotFoundError, UnauthenticatedError."""
    return await intake.check_access(desk_of(request), conversation_id, bearer(request))


async def session_of(request: Request, *, even_locked: bool = False) -> Session:
    """The session of the person who asks; writes must carry the CSRF token.

    Raises UnauthenticatedError, NotAllowedError (csrf), LockedError.
    """
    session = await sessions.person_of(desk_of(request), request.cookies.get(COOKIE))
    writes = request.method not in SAFE_METHODS
    if writes:
        sessions.check_csrf(session, request.headers.get(CSRF_HEADER))
    if session.locked:
        return _locked(session, even_locked)
    if writes and not request.path.endswith(SAID_BY_CONSOLES):
        await locking.mark_active(desk_of(request), session)
    await presence.touch(desk_of(request), session.person)
    return session


async def agent_of(request: Request) -> Person:
    """The person who asks, if cases may be given to them. Raises as `session_of`."""
    person = (await session_of(request)).person
    if not person.takes_cases:
        raise NotAllowedError("Your roles do not include taking cases.", code="wrong_role")
    return person


async def lead_of(request: Request) -> Person:
    """The person who asks, if they decide about the team and the rules. Raises as `session_of`."""
    person = (await session_of(request)).person
    if not person.may_intervene:
        raise NotAllowedError("This is for leads and admins.", code="wrong_role")
    return person


def _locked(session: Session, allowed: bool) -> Session:
    if not allowed:
        raise LockedError("The session is locked: please give your password.")
    return session


def same_origin(request: Request) -> bool:
    """Whether a browser's page of this very host asks; other programs send no Origin."""
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")


def client_address(request: Request) -> str:
    """Where the request comes from, as far as the trusted proxies tell."""
    return str(request.client_ip or "unknown")
