"""What can go wrong for a caller, as one kind of exception that the API turns into an error body."""

from typing import Any


class DeskError(Exception):
    """A refusal: HTTP status, a code for programs, a sentence for people, and details."""

    status = 400
    code = "bad_request"

    def __init__(self, message: str, *, code: str | None = None, status: int | None = None, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.status = status or self.status
        self.details = details

    def body(self) -> dict[str, Any]:
        """The error as it travels: `{"error": {"code", "message", "details"}}`."""
        return {"error": {"code": self.code, "message": self.message, "details": self.details}}


class UnauthenticatedError(DeskError):
    """Nobody known asks."""

    status, code = 401, "unauthenticated"


class NotAllowedError(DeskError):
    """Somebody known asks for what is not theirs."""

    status, code = 403, "not_allowed"


class NotFoundError(DeskError):
    """There is nothing of this name, or nothing that the caller may know of."""

    status, code = 404, "not_found"


class ConflictError(DeskError):
    """The world has moved on since the caller looked."""

    status, code = 409, "conflict"


class TooLargeError(DeskError):
    """More than the desk takes at once."""

    status, code = 413, "too_large"


class UnknownKindError(DeskError):
    """A file of a kind that the desk does not take."""

    status, code = 415, "unknown_kind"


class InvalidError(DeskError):
    """Readable, but not what is expected."""

    status, code = 422, "invalid"


class LockedError(DeskError):
    """The session is locked: the password is needed first."""

    status, code = 423, "locked"


class TooManyError(DeskError):
    """Too often in too short a time; details name `retry_after_seconds`."""

    status, code = 429, "too_many_requests"


def unknown_conversation() -> NotFoundError:
    """The same answer for a conversation that never was, was erased, or is somebody else's."""
    return NotFoundError("There is no such conversation.", code="unknown_conversation")
