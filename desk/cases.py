"""What people of the desk do with a case. Every write names the `owner_epoch` it saw; a stale one changes nothing."""

from dataclasses import replace

from desk import lifecycle
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import ConflictError, InvalidError, NotAllowedError
from desk.event import Author, AuthorKind, EventType
from desk.intake import Receipt
from desk.lifecycle import Conversation, State
from desk.logs import log_of
from desk.person import MAY_INTERVENE, Person
from desk.store import audit, events, people
from desk.texts import message_text
from desk.words import Sentence

log = log_of(__name__)
WITHOUT_RATING = frozenset({"duplicate", "spam"})


async def reply(
    desk: Desk, person: Person, conversation_id: str, client_message_id: str, text: str, owner_epoch: int
) -> Receipt:
    """Answer the customer, once per client_message_id. Raises as `check_owner`."""
    text = message_text(text)
    async with change(desk, conversation_id) as under_way:
        known = await events.by_client_id(under_way.connection, conversation_id, client_message_id)
        if known is not None:
            return _receipt_again(known.author, person, known.sequence)
        check_owner(under_way.conversation, person, owner_epoch)
        message = await under_way.append(author_of(person), text, client_message_id=client_message_id)
    return Receipt(sequence=message.sequence, repeated=False)


async def note(desk: Desk, person: Person, conversation_id: str, text: str) -> int:
    """Write something for colleagues only; the note's sequence."""
    async with change(desk, conversation_id) as under_way:
        return (await under_way.append(author_of(person), message_text(text), EventType.NOTE)).sequence


async def transfer(
    desk: Desk,
    person: Person,
    conversation_id: str,
    *,
    pod_id: str | None,
    to_id: str | None,
    reason: str,
    owner_epoch: int,
) -> None:
    """Pass the case to a pod's queue, or offer it to a person; the customer keeps the place in line."""
    async with change(desk, conversation_id) as under_way:
        check_owner(under_way.conversation, person, owner_epoch, may_intervene=True)
        if to_id is not None:
            await _check_takes_cases(under_way, to_id)
            under_way.conversation = lifecycle.offer(under_way.conversation, to_id, under_way.now)
        else:
            await _check_pod(under_way, pod_id)
            under_way.conversation = lifecycle.requeue(under_way.conversation, under_way.now, pod_id)
        if reason:
            await under_way.append(author_of(person), reason, EventType.NOTE)
        await under_way.announce(Sentence.TRANSFERRED)
        await write_down(under_way, person, "transferred")


async def hand_back(desk: Desk, person: Person, conversation_id: str, owner_epoch: int, say: str | None) -> None:
    """Give the case back to the assistant, with a last word to the customer if wanted."""
    last_word = message_text(say) if say else None
    async with change(desk, conversation_id) as under_way:
        check_owner(under_way.conversation, person, owner_epoch)
        if last_word:
            await under_way.append(author_of(person), last_word)
        under_way.conversation = lifecycle.hand_back(under_way.conversation, under_way.now)
        await under_way.announce(Sentence.HANDED_BACK)
        await write_down(under_way, person, "handed_back")


async def resolve(
    desk: Desk, person: Person, conversation_id: str, disposition: str, concern: str | None, owner_epoch: int
) -> None:
    """Close the case and ask the customer how it was."""
    async with change(desk, conversation_id) as under_way:
        check_owner(under_way.conversation, person, owner_epoch, may_intervene=True)
        under_way.conversation = lifecycle.resolve(under_way.conversation, disposition, concern, under_way.now)
        if disposition in WITHOUT_RATING:
            await under_way.announce(Sentence.ENDED)
        else:
            await under_way.announce(Sentence.RESOLVED, asks="rating")
        await write_down(under_way, person, "resolved")


async def received(desk: Desk, person: Person, conversation_id: str, sequence: int, *, seen: bool) -> None:
    """The customer's messages up to here have reached this person's console, or were seen by the person."""
    async with change(desk, conversation_id) as under_way:
        conversation = under_way.conversation
        if conversation.owner_id != person.id:
            return
        reached = min(sequence, conversation.last_sequence)
        delivered = max(conversation.delivered_sequence, reached)
        read = max(conversation.seen_by_agent, reached) if seen else conversation.seen_by_agent
        under_way.conversation = replace(conversation, delivered_sequence=delivered, seen_by_agent=read)


def typing(desk: Desk, person: Person, conversation: Conversation) -> None:
    """The person is typing: a passing word to the customer, if the case is this person's."""
    if conversation.state is State.HUMAN and conversation.owner_id == person.id:
        desk.hub.tell(conversation.id, {"type": "typing", "author": author_of(person).public()})


def check_owner(conversation: Conversation, person: Person, owner_epoch: int, *, may_intervene: bool = False) -> None:
    """Raise ConflictError (stale_epoch) or NotAllowedError (not_owner) unless this person has the case, as seen."""
    if conversation.owner_epoch != owner_epoch:
        message = "The conversation has changed hands meanwhile."
        raise ConflictError(message, code="stale_epoch", owner_epoch=conversation.owner_epoch, state=conversation.state)
    intervenes = may_intervene and bool(person.roles & MAY_INTERVENE)
    if conversation.state is not State.HUMAN or (conversation.owner_id != person.id and not intervenes):
        raise NotAllowedError("This case is not yours.", code="not_owner")


def author_of(person: Person) -> Author:
    """The person as author of an entry."""
    return Author(kind=AuthorKind.AGENT, name=person.first_name, person_id=person.id)


async def _check_takes_cases(under_way: Change, person_id: str) -> None:
    target = await people.find(under_way.connection, person_id)
    if target is None or not target.takes_cases:
        raise InvalidError("Nobody of this id takes cases.", code="unknown_person", person=person_id)


async def _check_pod(under_way: Change, pod_id: str | None) -> None:
    if pod_id not in {pod.id for pod in await people.all_pods(under_way.connection)}:
        raise InvalidError("There is no such pod.", code="unknown_pod", pod=pod_id)


def _receipt_again(author: Author, person: Person, sequence: int) -> Receipt:
    if author.person_id != person.id:
        raise ConflictError("This client_message_id is taken.", code="client_message_id_taken")
    return Receipt(sequence=sequence, repeated=True)


async def write_down(under_way: Change, person: Person, action: str) -> None:
    """Keep in the audit that this person did this with the case."""
    conversation_id = under_way.conversation.id
    await audit.note(under_way.connection, under_way.now, action, person_id=person.id, conversation_id=conversation_id)
