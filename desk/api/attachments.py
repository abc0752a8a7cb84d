"""Pictures and PDFs through both doors: sent as the raw body, read so that nothing in them can be carried out."""

from typing import Annotated
from urllib.parse import quote

from pydantic import Field
from sanic import HTTPResponse, Request

from desk import attachments, case_file, cases, intake
from desk.api.bodies import Body, check
from desk.api.case import STALE, case_door
from desk.api.customer import customers
from desk.api.door import agent_of, answer, client_address, customers_conversation, desk_of, session_of
from desk.api.uploads import HEADERS, REFUSALS, discard, heard_out, letter_of, read_file
from desk.core import Desk
from desk.intake import Receipt
from desk.pdfs import KIND as PDF

FILES_PER_MINUTE = 10
FILES_PER_ADDRESS_AND_TEN_MINUTES = 60
STORED = {202: "`{sequence}`; stored", 200: "`{sequence}`; it had been stored before"}
BYTES = {200: "the file; a PDF always as a download"}
GONE = {404: "unknown_attachment"}
SHUT_IN = {"content-security-policy": "sandbox; default-src 'none'", "cache-control": "no-store"}


class OwnerEpochHeader(Body):
    """The header x-owner-epoch."""

    owner_epoch: Annotated[int, Field(ge=1)]


@customers.route(
    "POST",
    "/<conversation_id:str>/attachments",
    "Send a picture or a PDF",
    headers=HEADERS,
    takes_file=True,
    answers=STORED,
    refusals=REFUSALS | {429: "too_many_requests"},
)
async def receive(request: Request, conversation_id: str) -> HTTPResponse:
    """The body is the file: JPEG, PNG, WebP, GIF or PDF by its content. Pictures are made anew, without metadata."""
    desk = desk_of(request)
    most = desk.settings.attachment_bytes
    async with heard_out(request, most):
        await customers_conversation(request, conversation_id)
        letter = letter_of(request)
        known = await attachments.sent_before(desk, conversation_id, letter.client_message_id)
        if known is not None:
            receipt = intake.receipt_again(known)
            await discard(request, most)
            return _receipt(receipt)
        _take_limits(request, conversation_id)
        attachments.caption_of(letter)
        content = await read_file(request, most)
        return _receipt(await desk.workers.through(attachments.receive(desk, conversation_id, letter, content)))


@case_door.route(
    "POST",
    "/attachments",
    "Send the customer a picture or a PDF",
    headers=HEADERS | {"x-owner-epoch": "the owner_epoch that the caller saw"},
    takes_file=True,
    answers=STORED,
    refusals=STALE | REFUSALS | {403: "not_owner"},
)
async def send(request: Request, conversation_id: str) -> HTTPResponse:
    """As the customer's own call; only whoever has the case may send."""
    desk = desk_of(request)
    most = desk.settings.attachment_bytes
    async with heard_out(request, most):
        person = await agent_of(request)
        letter, epoch = letter_of(request), _owner_epoch(request)
        known = await attachments.sent_before(desk, conversation_id, letter.client_message_id)
        if known is not None:
            receipt = cases.receipt_again(known.author, person, known.sequence)
            await discard(request, most)
            return _receipt(receipt)
        async with desk.database.read() as connection:
            cases.check_owner(await case_file.check_may_read(connection, person, conversation_id), person, epoch)
        content = await read_file(request, most)
        sending = attachments.send(desk, person, conversation_id, letter, content, epoch)
        return _receipt(await desk.workers.through(sending))


@customers.route(
    "GET", "/<conversation_id:str>/attachments/<attachment_id:str>", "Read a file", answers=BYTES, refusals=GONE
)
async def read_as_customer(request: Request, conversation_id: str, attachment_id: str) -> HTTPResponse:
    """Of this conversation, sent by either side."""
    await customers_conversation(request, conversation_id)
    return await _file(desk_of(request), conversation_id, attachment_id)


@case_door.route("GET", "/attachments/<attachment_id:str>", "Read a file", answers=BYTES, refusals=GONE)
async def read_as_colleague(request: Request, conversation_id: str, attachment_id: str) -> HTTPResponse:
    """For whoever may read the conversation."""
    desk, person = desk_of(request), (await session_of(request)).person
    async with desk.database.read() as connection:
        await case_file.check_may_read(connection, person, conversation_id)
    return await _file(desk, conversation_id, attachment_id)


async def _file(desk: Desk, conversation_id: str, attachment_id: str) -> HTTPResponse:
    """The bytes, with everything forbidden that a page could do, in case a browser took them for one."""
    attachment, content = await attachments.read(desk, conversation_id, attachment_id)
    how = "attachment" if attachment.kind == PDF else "inline"
    named = {"content-disposition": f"{how}; filename*=UTF-8''{quote(attachment.name, safe='')}"}
    return HTTPResponse(content, headers=SHUT_IN | named, content_type=attachment.kind)


def _take_limits(request: Request, conversation_id: str) -> None:
    limits = desk_of(request).limits
    limits.take(f"files of {conversation_id}", FILES_PER_MINUTE, 60)
    limits.take(f"files from {client_address(request)}", FILES_PER_ADDRESS_AND_TEN_MINUTES, 600)


def _owner_epoch(request: Request) -> int:
    """The header x-owner-epoch. Raises InvalidError (invalid_body)."""
    return check(OwnerEpochHeader, {"owner_epoch": request.headers.get("x-owner-epoch")}).owner_epoch


def _receipt(receipt: Receipt) -> HTTPResponse:
    return answer({"sequence": receipt.sequence}, 200 if receipt.repeated else 202)
