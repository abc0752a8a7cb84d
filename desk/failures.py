"""Whatever goes wrong, the answer is the same shape of JSON, and never a stack trace."""

from sanic import HTTPResponse, Request
from sanic.exceptions import MethodNotAllowed, NotFound, PayloadTooLarge, SanicException
from sanic.response import json as json_response

from desk import errors
from desk.errors import DeskError
from desk.lifecycle import MoveError
from desk.logs import log_of

log = log_of(__name__)
CODES = {400: "bad_request", 408: "too_slow", 413: "too_large", 426: "websocket_only", 503: "unavailable"}


async def answer_failure(request: Request, exception: Exception) -> HTTPResponse:
    """Every exception as `{"error": {"code", "message", "details"}}`; those that are our fault are logged."""
    refusal = as_refusal(exception)
    if refusal.status >= 500:
        log.error("A request failed", route=_route(request), status=refusal.status, exc_info=exception)
    headers = {"cache-control": "no-store", **_headers(refusal, exception)}
    return json_response(refusal.body(), status=refusal.status, headers=headers)


def as_refusal(exception: Exception) -> DeskError:
    """The exception as one of ours."""
    match exception:
        case DeskError():
            return exception
        case MoveError():
            return errors.ConflictError(str(exception), code="move_not_allowed", state=exception.state)
        case NotFound():
            return errors.NotFoundError("There is nothing at this address.")
        case MethodNotAllowed():
            return DeskError("This address does not know this method.", code="method_not_allowed", status=405)
        case PayloadTooLarge():
            return errors.TooLargeError("The request is larger than the desk takes.")
        case SanicException() if exception.status_code < 500:
            code = CODES.get(exception.status_code, "bad_request")
            return DeskError("The request cannot be understood.", code=code, status=exception.status_code)
        case _:
            return DeskError("Something went wrong on our side. Please try again.", code="internal_error", status=500)


def _headers(refusal: DeskError, exception: Exception) -> dict[str, str]:
    """Retry-After for what is too often; what HTTP asks for besides (such as Allow)."""
    given = dict(getattr(exception, "headers", None) or {})
    if "retry_after_seconds" in refusal.details:
        given["retry-after"] = str(refusal.details["retry_after_seconds"])
    return given


def _route(request: Request | None) -> str | None:
    """The route's pattern: the path itself may hold what somebody typed."""
    return request.uri_template if request else None
