"""Pictures and PDFs that customers and agents send one another, told by their content and never by their name."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from desk import cases, intake, pdfs, pictures
from desk.attachment_folder import Place
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import NotFoundError, TooLargeError, UnknownKindError
from desk.event import BOT, Event
from desk.intake import Receipt
from desk.lifecycle import State
from desk.logs import log_of
from desk.masking import mask
from desk.person import Person
from desk.store import attachments, events, turns
from desk.store.attachments import Attachment
from desk.texts import clean, message_text
from desk.words import Sentence

log = log_of(__name__)
LONGEST_NAME = 120  # without its ending
LONGEST_CAPTION = 500
ORPHAN_AFTER = timedelta(hours=1)
SWEEP_EVERY = timedelta(hours=1)
IDS_AT_ONCE = 500
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", pdfs.KIND: ".pdf"}
ENDING = re.compile(r"\.[a-z][a-z0-9]{0,4}$", re.IGNORECASE)
HEIC = re.compile(rb"....ftyp(?:heic|heix|heim|heis|hevc|mif1|msf1)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What goes with a file: the client's id of the message, the file's name and a caption as they were sent."""

    client_message_id: str
    name: str = ""
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file as it is kept: told by its content, pictures made anew."""

    kind: str
    content: bytes
    width: int | None = None
    height: int | None = None


async def receive(desk: Desk, conversation_id: str, letter: Letter, content: bytes) -> Receipt:
    """Store a customer's file, once per client_message_id. The assistant answers the caption, else says thank you.

    Raises UnknownKindError, InvalidError (damaged_file), TooLargeError (picture_too_large, text_too_long).
    """
    caption, file = caption_of(letter), await told_by_content(desk, content)
    async with _written(desk, conversation_id, file) as place, change(desk, conversation_id) as under_way:
        known = await events.by_client_id(under_way.connection, conversation_id, letter.client_message_id)
        if known is not None:
            await desk.files.remove(place)
            return intake.receipt_again(known)
        attachment = _attachment(under_way, place, letter, file)
        text = mask(caption) if caption else None
        message = await intake.store(under_way, letter.client_message_id, text, attachment.public())
        await attachments.add(under_way.connection, replace(attachment, sequence=message.sequence))
        if not text and under_way.conversation.state is State.BOT:
            await _thank(under_way, message, attachment)
    intake.see_to(desk, under_way.conversation, message)
    return Receipt(sequence=message.sequence, repeated=False)


async def send(
    desk: Desk, person: Person, conversation_id: str, letter: Letter, content: bytes, owner_epoch: int
) -> Receipt:
    """Send the customer a file, once per client_message_id. Raises as `receive` and `cases.check_owner`."""
    caption, file = caption_of(letter), await told_by_content(desk, content)
    async with _written(desk, conversation_id, file) as place, change(desk, conversation_id) as under_way:
        known = await events.by_client_id(under_way.connection, conversation_id, letter.client_message_id)
        if known is not None:
            await desk.files.remove(place)
            return cases.receipt_again(known.author, person, known.sequence)
        cases.check_owner(under_way.conversation, person, owner_epoch)
        attachment = _attachment(under_way, place, letter, file)
        author, message_id = cases.author_of(person), letter.client_message_id
        message = await under_way.append(author, caption, attachment=attachment.public(), client_message_id=message_id)
        await attachments.add(under_way.connection, replace(attachment, sequence=message.sequence))
        await cases.write_down(under_way, person, "sent_file")
    return Receipt(sequence=message.sequence, repeated=False)


async def sent_before(desk: Desk, conversation_id: str, client_message_id: str) -> Event | None:
    """The entry of this client_message_id, if the file need not be read again."""
    async with desk.database.read() as connection:
        return await events.by_client_id(connection, conversation_id, client_message_id)


async def read(desk: Desk, conversation_id: str, attachment_id: str) -> tuple[Attachment, bytes]:
    """A file, for whoever may read the conversation. Raises NotFoundError (unknown_attachment)."""
    async with desk.database.read() as connection:
        attachment = await attachments.find(connection, conversation_id, attachment_id)
    content = await desk.files.read(Place(conversation_id, attachment.id)) if attachment else None
    if attachment is None or content is None:
        raise NotFoundError("There is no such file.", code="unknown_attachment")
    return attachment, content


async def sweep(desk: Desk) -> None:
    """Remove files that no entry names, as a crash may leave them; looks at most once within SWEEP_EVERY."""
    now = desk.clock()
    if desk.files.swept_at and now - desk.files.swept_at < SWEEP_EVERY:
        return
    desk.files.swept_at = now
    old = await desk.files.older_than(now - ORPHAN_AFTER)
    for start in range(0, len(old), IDS_AT_ONCE):
        await _remove_unknown(desk, old[start : start + IDS_AT_ONCE])


async def told_by_content(desk: Desk, content: bytes) -> File:
    """The file as it is kept. Raises UnknownKindError, InvalidError (damaged_file), TooLargeError."""
    if pdfs.is_pdf(content):
        pdfs.check(content)
        return File(kind=pdfs.KIND, content=content)
    if not pictures.is_picture(content):
        raise _unknown_kind(content)
    async with desk.looking_at_files:
        made = await asyncio.to_thread(pictures.make_anew, content)
    return File(kind=made.kind, content=made.content, width=made.width, height=made.height)


def caption_of(letter: Letter) -> str | None:
    """The caption as it is stored. Raises TooLargeError (text_too_long)."""
    cleaned = clean(letter.caption)
    if not cleaned:
        return None
    if len(cleaned) > LONGEST_CAPTION:
        message = f"A caption may have {LONGEST_CAPTION} characters; this one has {len(cleaned)}."
        raise TooLargeError(message, code="text_too_long", limit=LONGEST_CAPTION, length=len(cleaned))
    return message_text(cleaned)


def name_of(given: str, kind: str, otherwise: str) -> str:
    """A name without folders, line breaks and account numbers, with the ending that the kind has."""
    last = clean(given).replace("\\", "/").rsplit("/", 1)[-1]
    stem = ENDING.sub("", mask(" ".join(last.split()))).strip(" .")
    return (stem[:LONGEST_NAME].strip() or otherwise) + ENDINGS[kind]


def file_line(desk: Desk, language: str, attachment: dict[str, Any]) -> str:
    """A file in a transcript: "[Bild: riss.jpg]"."""
    return f"[{desk.say(_what(attachment['kind']), language)}: {attachment['name']}]"


@asynccontextmanager
async def _written(desk: Desk, conversation_id: str, file: File) -> AsyncIterator[Place]:
    """The file's place, on the disk before the block begins and gone again if the block fails."""
    place = Place(conversation_id, str(uuid4()))
    try:
        await desk.files.write(place, file.content)
        yield place
    except Exception:
        await desk.files.remove(place)
        raise


def _attachment(under_way: Change, place: Place, letter: Letter, file: File) -> Attachment:
    otherwise = under_way.desk.say(_what(file.kind), under_way.conversation.language)
    return Attachment(
        id=place.id,
        conversation_id=place.conversation_id,
        sequence=0,
        name=name_of(letter.name, file.kind, otherwise),
        kind=file.kind,
        size=len(file.content),
        width=file.width,
        height=file.height,
        created_at=under_way.now,
    )


async def _thank(under_way: Change, message: Event, attachment: Attachment) -> None:
    """The assistant says that a file without words has arrived; that is all it can say of it."""
    arrived = Sentence.DOCUMENT_ARRIVED if attachment.kind == pdfs.KIND else Sentence.PICTURE_ARRIVED
    await under_way.append(BOT, under_way.desk.say(arrived, under_way.conversation.language))
    if await turns.next_pending(under_way.connection, under_way.conversation.id) is None:
        under_way.conversation = replace(under_way.conversation, delivered_sequence=message.sequence)


async def _remove_unknown(desk: Desk, places: list[Place]) -> None:
    async with desk.database.read() as connection:
        known = await attachments.known(connection, [place.id for place in places])
    for place in places:
        if place.id not in known:
            await desk.files.remove(place)
            log.info("A file that no entry named was removed", conversation=place.conversation_id)


def _unknown_kind(content: bytes) -> UnknownKindError:
    if HEIC.match(content):
        return UnknownKindError("HEIC pictures are not taken: send the picture as JPEG.", kind="image/heic")
    return UnknownKindError("Only pictures (JPEG, PNG, WebP, GIF) and PDFs are taken.")


def _what(kind: str) -> Sentence:
    return Sentence.DOCUMENT if kind == pdfs.KIND else Sentence.PICTURE
