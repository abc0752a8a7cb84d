"""What people of the desk do with a case. Every write names the `owner_epoch` it saw; a stale one changes nothing."""

from dataclasses import replace

from desk import capacity, lifecycle, turns
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import ConflictError, InvalidError, NotAllowedError
from desk.event import SYSTEM, Author, AuthorKind, EventType
from desk.intake import Receipt
from desk.lifecycle import WAITING, Conversation, State
from desk.logs import log_of
from desk.masking import mask
from desk.person import Person
from desk.store import assignments, audit, events, people
from desk.store.assignments import Assignment
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
            return receipt_again(known.author, person, known.sequence)
        check_owner(under_way.conversation, person, owner_epoch)
        message = await under_way.append(author_of(person), text, client_message_id=client_message_id)
    return Receipt(sequence=message.sequence, repeated=False)


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
    """Pass the case to a pod's queue, or offer it to a person; the customer keeps the place in line.

    Leads also move cases that wait. Whoever knew the customer is no longer waited for.
    """
    async with change(desk, conversation_id) as under_way:
        check_epoch(under_way.conversation, owner_epoch)
        _check_may_transfer(under_way.conversation, person)
        await assignments.end_open(under_way.connection, conversation_id, "withdrawn", under_way.now)
        if to_id is not None:
            await _offer(under_way, person, to_id)
        else:
            await _check_pod(under_way, pod_id)
            under_way.conversation = lifecycle.requeue(under_way.conversation, under_way.now, pod_id)
        under_way.conversation = replace(under_way.conversation, wanted_id=None)
        if reason:
            await under_way.append(author_of(person), mask(reason), EventType.NOTE)
        await under_way.announce(Sentence.TRANSFERRED)
        await write_down(under_way, person, "transferred")


async def hand_back(
    desk: Desk,
    person: Person,
    conversation_id: str,
    owner_epoch: int,
    say: str | None = None,
    next_concern: str | None = None,
) -> None:
    """Give the case back to the assistant, which goes on with a concern if one is named; with a last word if wanted.

    Raises as `check_owner`, and InvalidError (unknown_concern).
    """
    if next_concern and next_concern not in desk.labels.concerns():
        raise InvalidError("The assistant knows no such concern.", code="unknown_concern", concern=next_concern)
    last_word = message_text(say) if say else None
    async with change(desk, conversation_id) as under_way:
        check_owner(under_way.conversation, person, owner_epoch)
        if last_word:
            await under_way.append(author_of(person), last_word)
        under_way.conversation = lifecycle.hand_back(under_way.conversation, under_way.now)
        await under_way.announce(Sentence.HANDED_BACK)
        if next_concern:
            await _go_on_with(under_way, next_concern)
        await write_down(under_way, person, "handed_back")
    if next_concern:
        turns.wake(desk, conversation_id)


async def resolve(
    desk: Desk,
    person: Person,
    conversation_id: str,
    disposition: str,
    concern: str | None,
    owner_epoch: int,
    summary: str | None = None,
) -> None:
    """Close the case with a summary for colleagues, and ask the customer how it was."""
    async with change(desk, conversation_id) as under_way:
        check_owner(under_way.conversation, person, owner_epoch, may_intervene=True)
        resolved = lifecycle.resolve(under_way.conversation, disposition, concern, under_way.now)
        under_way.conversation = replace(resolved, summary=mask(summary) if summary else None)
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
    check_epoch(conversation, owner_epoch)
    check_has(conversation, person, may_intervene=may_intervene)


def check_epoch(conversation: Conversation, owner_epoch: int) -> None:
    """Raise ConflictError (stale_epoch) if the conversation has changed hands since the caller looked."""
    if conversation.owner_epoch != owner_epoch:
        message = "The conversation has changed hands meanwhile."
        raise ConflictError(message, code="stale_epoch", owner_epoch=conversation.owner_epoch, state=conversation.state)


def check_has(conversation: Conversation, person: Person, *, may_intervene: bool = False) -> None:
    """Raise NotAllowedError (not_owner) unless this person has the case, or may step in where somebody has it."""
    intervenes = may_intervene and person.may_intervene
    if conversation.state is not State.HUMAN or (conversation.owner_id != person.id and not intervenes):
        raise NotAllowedError("This case is not yours.", code="not_owner")


def author_of(person: Person) -> Author:
    """The person as author of an entry."""
    return Author(kind=AuthorKind.AGENT, name=person.first_name, person_id=person.id)


def _check_may_transfer(conversation: Conversation, person: Person) -> None:
    moves_waiting = conversation.state in WAITING and person.may_intervene
    if not moves_waiting:
        check_has(conversation, person, may_intervene=True)


async def _offer(under_way: Change, person: Person, to_id: str) -> None:
    await _check_takes_cases(under_way, to_id)
    await capacity.check(under_way, to_id)
    under_way.conversation = lifecycle.offer(under_way.conversation, to_id, under_way.now)
    offered = Assignment(
        conversation_id=under_way.conversation.id,
        person_id=to_id,
        kind="transfer",
        at=under_way.now,
        because={"code": "transfer", "by": person.first_name},
    )
    await assignments.add(under_way.connection, offered)


async def _go_on_with(under_way: Change, concern: str) -> None:
    """Tell the customer what the assistant does next, and note that it owes that."""
    desk, language = under_way.desk, under_way.conversation.language
    wish = desk.labels.wish(concern, language) or desk.labels.label(concern, language)
    told = await under_way.append(SYSTEM, desk.say(Sentence.GOES_ON_WITH, language, wish=wish))
    await turns.plan(under_way, told, concern)


async def _check_takes_cases(under_way: Change, person_id: str) -> None:
    target = await people.find(under_way.connection, person_id)
    if target is None or not target.takes_cases:
        raise InvalidError("Nobody of this id takes cases.", code="unknown_person", person=person_id)


async def _check_pod(under_way: Change, pod_id: str | None) -> None:
    if pod_id not in {pod.id for pod in await people.all_pods(under_way.connection)}:
        raise InvalidError("There is no such pod.", code="unknown_pod", pod=pod_id)


def receipt_again(author: Author, person: Person, sequence: int) -> Receipt:
    """For what this person has sent before. Raises ConflictError (client_message_id_taken)."""
    if author.person_id != person.id:
        raise ConflictError("This client_message_id is taken.", code="client_message_id_taken")
    return Receipt(sequence=sequence, repeated=True)


async def write_down(under_way: Change, person: Person, action: str) -> None:
    """Keep in the audit that this person did this with the case."""
    conversation_id = under_way.conversation.id
    await audit.note(under_way.connection, under_way.now, action, person_id=person.id, conversation_id=conversation_id)
