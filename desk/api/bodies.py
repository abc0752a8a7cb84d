"""What callers send: shapes, limits, and a reader that says what was expected where."""

import json
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from sanic import Request

from desk.errors import DeskError, InvalidError
from desk.handoff import Reason
from desk.person import Presence
from desk.texts import clean, encodable

Shape = TypeVar("Shape", bound=BaseModel)
MOST_PROBLEMS_TOLD = 10

Clean = Annotated[str, AfterValidator(clean)]
MessageId = Annotated[
    UUID, Field(description="Made by the client, once per message; sent again, nothing happens twice.")
]
Emotion = Literal["calm", "pleased", "worried", "frustrated", "angry", "distressed"]
Disposition = Literal["solved", "solved_with_goodwill", "passed_on", "customer_left", "duplicate", "spam"]
OwnerEpoch = Annotated[int, Field(strict=True, ge=1, description="The owner_epoch that the caller saw.")]


class Body(BaseModel):
    """Unknown fields are ignored, so that clients may be newer than the desk."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def cut(length: int) -> AfterValidator:
    """A validator that cuts a text: what a page says by the way must not keep its visitor from asking."""
    return AfterValidator(lambda text: text[:length])


class VisitorBody(Body):
    """What the website says of its visitor; shown to colleagues, never taken as proof. Too long is cut."""

    name: Annotated[Clean, cut(200)] | None = None
    email: Clean | None = None
    id: Annotated[Clean, cut(200)] | None = None


class NewConversation(Body):
    """Begin a conversation. Too long is cut."""

    locale: Clean = "de"
    page: Annotated[Clean, cut(500)] | None = None
    customer: VisitorBody = VisitorBody()


class NewMessage(Body):
    """A message of the customer; 2,000 characters at most."""

    client_message_id: MessageId
    text: str


class Contact(Body):
    """How the customer wants to be reached; one of the two at least."""

    email: Annotated[Clean, Field(max_length=254)] | None = None
    phone: Annotated[Clean, Field(max_length=40)] | None = None


class Rating(Body):
    """How it went."""

    score: Annotated[int, Field(strict=True, ge=1, le=5)]
    comment: Annotated[Clean, Field(max_length=1000)] | None = None


class Login(Body):
    """E-mail address and password."""

    email: Annotated[Clean, Field(max_length=254)]
    password: Annotated[str, AfterValidator(encodable), Field(max_length=200)]


class Password(Body):
    """The password of the person whose session it is."""

    password: Annotated[str, AfterValidator(encodable), Field(max_length=200)]


class PresenceBody(Body):
    """Whether the person takes cases."""

    presence: Presence


class Reply(Body):
    """An answer to the customer."""

    client_message_id: MessageId
    text: str
    owner_epoch: OwnerEpoch


class Note(Body):
    """For colleagues only; who is mentioned is told, and may read the case from then on."""

    text: str
    mentions: Annotated[list[Clean], Field(max_length=20, description="Ids of people.")] = []
    whisper: Annotated[bool, Field(strict=True, description="By a lead, to whoever has the case.")] = False


class TakeOver(Body):
    """Why somebody else goes on; a note for colleagues."""

    reason: Annotated[Clean, Field(min_length=1, max_length=500)]
    owner_epoch: OwnerEpoch


class Transfer(Body):
    """To a pod's queue, or offered to a person; exactly one of the two, by id."""

    pod: Clean | None = None
    person: Clean | None = None
    reason: Annotated[Clean, Field(max_length=500)] = ""
    owner_epoch: OwnerEpoch


class HandBack(Body):
    """Back to the assistant."""

    owner_epoch: OwnerEpoch
    say: str | None = None
    next: Annotated[Clean, Field(max_length=80, description="The concern to go on with.")] | None = None


class Resolve(Body):
    """How the case ended."""

    disposition: Disposition
    concern: Annotated[Clean, Field(max_length=80)] | None = None
    owner_epoch: OwnerEpoch
    summary: Annotated[Clean, Field(max_length=1000)] | None = None


class Correction(Body):
    """What the assistant got wrong; at least one field."""

    reason: Reason | None = None
    concern: Annotated[Clean, Field(max_length=80)] | None = None
    emotion: Emotion | None = None


class Seen(Body):
    """The highest sequence that was seen."""

    sequence: Annotated[int, Field(strict=True, ge=0)]


class HandoffBody(Body):
    """The assistant's wish to hand over, recorded on its pending turn."""

    turn_id: Clean
    reason: Reason
    concerns: list[str] = []
    filled: dict[str, Any] = {}
    tried: list[str] = []
    summary: str = ""
    emotion_course: list[dict[str, Any]] = []


class SearchBody(Body):
    """What a customer wrote, and in which language titles are wanted."""

    text: Annotated[Clean, cut(2000)]
    language: Literal["de", "en"] = "de"


class HelloFrame(Body):
    """The first frame of a customer's stream."""

    type: Literal["hello"]
    token: str
    after: Annotated[int, Field(strict=True, ge=0)] = 0


def read_body(request: Request, shape: type[Shape]) -> Shape:
    """The request's JSON body in the wanted shape; no body counts as an empty object.

    Raises DeskError (malformed_json), InvalidError (invalid_body).
    """
    return check(shape, parse_json(request.body) if request.body else {})


def parse_json(source: bytes | str) -> object:
    """Parsed JSON. Raises DeskError (malformed_json)."""
    try:
        parsed: object = json.loads(source)
    except (ValueError, RecursionError) as exc:
        raise DeskError("The body is not JSON.", code="malformed_json") from exc
    return parsed


def check(shape: type[Shape], value: object) -> Shape:
    """The value in the wanted shape. Raises InvalidError (invalid_body) with the fields that are wrong."""
    try:
        return shape.model_validate(value)
    except ValidationError as exc:
        problems = [_problem(error) for error in exc.errors(include_input=False, include_url=False)]
        message = "The body is not as expected: " + "; ".join(f"{p['field']}: {p['problem']}" for p in problems[:3])
        raise InvalidError(message, code="invalid_body", fields=problems[:MOST_PROBLEMS_TOLD]) from exc


def read_number(request: Request, name: str, default: int, most: int) -> int:
    """A whole number from the query, between 0 and `most`. Raises InvalidError (invalid_query)."""
    given = request.args.get(name)
    if given is None:
        return default
    if not given.isascii() or not given.isdigit() or int(given[:20]) > most:
        raise InvalidError(f"{name} must be a whole number between 0 and {most}.", code="invalid_query", field=name)
    return int(given)


def _problem(error: ErrorDetails) -> dict[str, str]:
    return {"field": ".".join(str(part) for part in error["loc"]) or "body", "problem": str(error["msg"])}
