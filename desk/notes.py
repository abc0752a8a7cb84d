"""Notes, for colleagues only: they can call somebody in (mention), and a lead can whisper to whoever has the case."""

from desk.cases import author_of, write_down
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import InvalidError, NotAllowedError
from desk.event import Event, EventType
from desk.masking import mask
from desk.person import Person
from desk.store import mentions, people
from desk.texts import message_text

WHISPER = "whisper"


async def write(
    desk: Desk, person: Person, conversation_id: str, text: str, mentioned: list[str], *, whisper: bool = False
) -> int:
    """Write a note; its sequence. Raises NotAllowedError (wrong_role), InvalidError (unknown_person)."""
    if whisper and not person.may_intervene:
        raise NotAllowedError("Only leads whisper.", code="wrong_role")
    said, called = mask(message_text(text)), list(dict.fromkeys(mentioned))
    async with change(desk, conversation_id) as under_way:
        note = await under_way.append(author_of(person), said, EventType.NOTE, asks=WHISPER if whisper else None)
        await _mention(under_way, note, called)
        await write_down(under_way, person, "whispered" if whisper else "noted")
    _tell(desk, person, note, called, under_way.conversation.owner_id if whisper else None)
    return note.sequence


async def _mention(under_way: Change, note: Event, called: list[str]) -> None:
    for person_id in called:
        colleague = await people.find(under_way.connection, person_id)
        if colleague is None or not colleague.active:
            raise InvalidError("There is no colleague of this id.", code="unknown_person", person=person_id)
    await mentions.add(under_way.connection, note.conversation_id, note.sequence, called, under_way.now)


def _tell(desk: Desk, person: Person, note: Event, called: list[str], owner_id: str | None) -> None:
    about = {"conversation_id": note.conversation_id, "sequence": note.sequence}
    told = about | {"by": person.first_name, "text": note.text}
    for person_id in called:
        desk.hub.tell_person(person_id, {"type": "mention", **told})
    if owner_id:
        desk.hub.tell_person(owner_id, {"type": "whisper", **told})
