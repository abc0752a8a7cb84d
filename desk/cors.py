"""The widget may live on other sites: the customer's door, and only that, answers to the origins of the settings."""

from sanic import HTTPResponse, Request
from sanic.response import BaseHTTPResponse

from desk.core import Desk

CUSTOMERS_PATHS = ("/api/v1/conversations", "/api/v1/hours")
PREFLIGHT = {
    "access-control-allow-methods": "GET, POST, PUT, DELETE",
    "access-control-allow-headers": "authorization, content-type, x-client-message-id, x-file-name, x-caption",
    "access-control-max-age": "600",
}


async def answer_preflight(request: Request) -> HTTPResponse | None:
    """Answer a browser that asks whether it may ask."""
    if request.method == "OPTIONS" and request.path.startswith(CUSTOMERS_PATHS):
        return HTTPResponse(status=204, headers=PREFLIGHT)
    return None


async def allow_other_sites(request: Request, response: BaseHTTPResponse) -> None:
    """Let pages of allowed origins read answers to customers, and load the widget."""
    if request.path.startswith(CUSTOMERS_PATHS):
        response.headers.add("vary", "origin")
        if allowed := _allowed(request):
            response.headers["access-control-allow-origin"] = allowed


def _allowed(request: Request) -> str | None:
    desk: Desk = request.app.ctx.desk
    origin, allowed = request.headers.get("origin"), desk.settings.allowed_origins
    if "*" in allowed:
        return "*"
    return origin if origin in allowed else None
