"""What customers do: begin, write, ask for a person, leave a contact, and have everything erased."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from desk import briefings, contacts, lifecycle, readings, tokens, turns
from desk.changes import Change, audience, change
from desk.core import Desk
from desk.engine_client import EngineError
from desk.errors import ConflictError, UnauthenticatedError, unknown_conversation
from desk.event import BOT, CUSTOMER, AuthorKind, Event, EventType
from desk.handing_over import hand_over
from desk.handoff import Reason
from desk.lifecycle import OVER, WAITING, Conversation, State
from desk.logs import log_of
from desk.masking import mask
from desk.store import audit, conversations, erasure, events
from desk.texts import is_email, message_text
from desk.words import Sentence

log = log_of(__name__)
FORGET_AGAIN_SECONDS = 10
GREETING_CONCERNS = ("track_order", "start_return", "faq/delivery_time")


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """That a message is stored, and whether it had been before."""

    sequence: int
    repeated: bool


async def begin(
    desk: Desk, locale: str, page: str | None, customer: Mapping[str, str | None]
) -> tuple[Conversation, str, Event]:
    """A new conversation, its token (told once, stored as a hash) and the greeting."""
    token, now = tokens.new_token(), desk.clock()
    conversation = _conversation(locale, page, tokens.token_hash(token), now)
    greeting = _greeting(desk, conversation)
    async with desk.database.write() as connection:
        await conversations.add(connection, replace(conversation, last_sequence=1), _customer(customer))
        await events.add(connection, greeting)
    log.info("A conversation began", conversation=conversation.id, language=conversation.language)
    return conversation, token, greeting


async def check_access(desk: Desk, conversation_id: str, token: str) -> Conversation:
    """The conversation, for whoever holds its token. Raises NotFoundError, UnauthenticatedError."""
    async with desk.database.read() as connection:
        conversation = await conversations.find(connection, conversation_id)
    if conversation is None:
        raise unknown_conversation()
    if not tokens.matches(token, conversation.token_hash):
        raise UnauthenticatedError("This token does not open this conversation.", code="wrong_token")
    return conversation


async def receive(desk: Desk, conversation_id: str, client_message_id: str, text: str) -> Receipt:
    """Store a message of the customer, once, with account and card numbers hidden; the assistant or a person answers.

    Raises InvalidError (text_empty), TooLargeError (text_too_long), TooManyError.
    """
    text = mask(message_text(text))
    async with change(desk, conversation_id) as under_way:
        known = await events.by_client_id(under_way.connection, conversation_id, client_message_id)
        if known is not None:
            return receipt_again(known)
        desk.limits.take(f"messages of {conversation_id}", desk.settings.messages_per_minute, 60)
        message = await store(under_way, client_message_id, text)
    see_to(desk, under_way.conversation, message)
    return Receipt(sequence=message.sequence, repeated=False)


async def ask_for_person(desk: Desk, conversation_id: str) -> None:
    """The customer wants a person, whatever the assistant is doing; asked again, nothing more happens."""
    async with change(desk, conversation_id) as under_way:
        _reopen_if_over(under_way)
        if under_way.conversation.state is State.BOT:
            reason, summary = Reason.REQUEST_HUMAN, briefings.ASKED_DIRECTLY
            conversation = under_way.conversation
            await hand_over(under_way, await briefings.from_record(under_way.connection, conversation, reason, summary))


async def leave_contact(desk: Desk, conversation_id: str, contact: dict[str, str]) -> None:
    """How the customer wants to be reached (email, phone); confirmed in the conversation. Raises TooManyError."""
    desk.limits.take(f"messages of {conversation_id}", desk.settings.messages_per_minute, 60)
    async with change(desk, conversation_id) as under_way:
        await contacts.note(under_way, contact)


async def seen(desk: Desk, conversation_id: str, sequence: int) -> None:
    """The customer has seen everything up to this sequence."""
    async with change(desk, conversation_id) as under_way:
        conversation = under_way.conversation
        sequence = min(max(sequence, conversation.seen_by_customer), conversation.last_sequence)
        under_way.conversation = replace(conversation, seen_by_customer=sequence)


def typing(desk: Desk, conversation: Conversation) -> None:
    """The customer is typing: a passing word to whoever has the case."""
    frame = {"type": "typing", "conversation_id": conversation.id, "author": CUSTOMER.public()}
    for person_id in audience(desk, conversation):
        desk.hub.tell_person(person_id, frame)


async def erase(desk: Desk, conversation_id: str) -> None:
    """Erase everything that the customer said or that was noted about them, for good."""
    async with change(desk, conversation_id) as under_way:
        await erasure.erase(under_way.connection, under_way.conversation)
        under_way.conversation = lifecycle.erase(under_way.conversation, under_way.now)
        await audit.note(under_way.connection, under_way.now, "erased", conversation_id=conversation_id)
    # In line behind a turn that may be under way, which would otherwise bring the conversation back to the engine.
    desk.workers.wake(f"turns of {conversation_id}", partial(_make_engine_forget, desk, conversation_id))
    await desk.files.remove_conversation(conversation_id)
    await desk.database.forget_deleted()
    log.info("A conversation was erased", conversation=conversation_id)


async def _make_engine_forget(desk: Desk, conversation_id: str) -> None:
    """Ask until the engine has done it or the desk stops; an engine that ends has forgotten all by itself."""
    while not desk.workers.stopping.is_set():
        try:
            return await desk.engine.forget(conversation_id)
        except EngineError as exc:
            log.warning("The engine has not yet forgotten", conversation=conversation_id, problem=str(exc))
        with suppress(TimeoutError):
            async with asyncio.timeout(FORGET_AGAIN_SECONDS):
                await desk.workers.stopping.wait()


def _conversation(locale: str, page: str | None, token_hash: str, now: datetime) -> Conversation:
    return Conversation(
        id=str(uuid4()),
        token_hash=token_hash,
        customer_id=str(uuid4()),
        language="en" if locale.lower().startswith("en") else "de",
        page=page,
        created_at=now,
        changed_at=now,
    )


def _customer(given: Mapping[str, str | None]) -> dict[str, Any]:
    """What the website says of its visitor; an address that cannot be one is left out."""
    email = given.get("email")
    email = email if email and is_email(email) else None
    return {"name": given.get("name"), "email": email, "external_id": given.get("id"), "phone": None}


def _greeting(desk: Desk, conversation: Conversation) -> Event:
    wishes = ((concern, desk.labels.wish(concern, conversation.language)) for concern in GREETING_CONCERNS)
    return Event(
        conversation_id=conversation.id,
        sequence=1,
        type=EventType.MESSAGE,
        author=BOT,
        text=desk.say(Sentence.GREETING, conversation.language),
        buttons=tuple({"title": wish, "payload": concern} for concern, wish in wishes if wish),
        at=conversation.created_at,
    )


async def store(
    under_way: Change, client_message_id: str, text: str | None, attachment: dict[str, Any] | None = None
) -> Event:
    """Add what the customer sends; a text is answered by the assistant or read for a contact, a file is not."""
    _reopen_if_over(under_way)
    message = await under_way.append(CUSTOMER, text, attachment=attachment, client_message_id=client_message_id)
    if text and under_way.conversation.state is State.BOT:
        await turns.plan(under_way, message)
    elif text and under_way.conversation.state in WAITING:
        await contacts.note_if_missing(under_way, text)
    return message


def see_to(desk: Desk, conversation: Conversation, message: Event) -> None:
    """Let the assistant answer a stored message, or read along for the person who does."""
    if conversation.state is State.BOT:
        turns.wake(desk, conversation.id)
    else:
        readings.wake(desk, conversation.id, message.sequence)


def _reopen_if_over(under_way: Change) -> None:
    if under_way.conversation.state in OVER:
        under_way.conversation = lifecycle.reopen(under_way.conversation, under_way.now)


def receipt_again(known: Event) -> Receipt:
    """For what the customer has sent before. Raises ConflictError (client_message_id_taken)."""
    if known.author.kind is not AuthorKind.CUSTOMER:
        raise ConflictError("This client_message_id is taken.", code="client_message_id_taken")
    return Receipt(sequence=known.sequence, repeated=True)
