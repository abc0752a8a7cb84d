"""Reading along: what the engine understands of messages that a person answers, to help that person."""

from dataclasses import replace
from functools import partial
from typing import Any

from desk import waiting_answers
from desk.changes import audience
from desk.core import Desk
from desk.engine_client import EngineError
from desk.event import AuthorKind
from desk.lifecycle import WAITING, State
from desk.logs import log_of
from desk.store import conversations, events, turns

log = log_of(__name__)
LANGUAGES = ("de", "en")
READ_IN = WAITING | {State.HUMAN}


def wake(desk: Desk, conversation_id: str, sequence: int) -> None:
    """Read one message in the background."""
    work = partial(_read, desk, conversation_id, sequence)
    desk.workers.wake(f"reading {sequence} of {conversation_id}", work)


async def _read(desk: Desk, conversation_id: str, sequence: int) -> None:
    async with desk.database.read() as connection:
        conversation = await conversations.find(connection, conversation_id)
        event = await events.by_sequence(connection, conversation_id, sequence)
    if conversation is None or event is None or not event.text or conversation.state not in READ_IN:
        return
    if event.author.kind is not AuthorKind.CUSTOMER:
        return
    try:
        understood = await desk.engine.read(event.text)
    except EngineError as exc:
        log.info("A message was not read along", conversation=conversation_id, problem=str(exc))
        return
    if await _keep(desk, conversation_id, sequence, understood):
        epoch = conversation.owner_epoch
        await waiting_answers.answer(desk, conversation_id, sequence, event.text, understood, epoch)


async def _keep(desk: Desk, conversation_id: str, sequence: int, understood: dict[str, Any]) -> bool:
    """Keep what was understood, and a language that is sure, unless all was erased meanwhile; whether it was kept."""
    async with desk.database.write() as connection:
        conversation = await conversations.lock(connection, conversation_id)
        known = await turns.readings_of(connection, conversation_id)
        if conversation is None or sequence in known:
            return False
        await turns.add_reading(connection, conversation_id, sequence, understood, desk.clock())
        if understood.get("language") in LANGUAGES:
            await conversations.save(connection, replace(conversation, language=understood["language"]))
    frame = {"conversation_id": conversation_id, "sequence": sequence, "understood": understood}
    for person_id in audience(desk, conversation):
        desk.hub.tell_person(person_id, {"type": "understood", **frame})
    return True
