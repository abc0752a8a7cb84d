"""What people correct in a handoff: reason, concern, emotion. Every correction is data for the trainers."""

from typing import Any

from desk.board import emotion_of
from desk.changes import change
from desk.core import Desk
from desk.errors import InvalidError, NotFoundError
from desk.handoff import Handoff
from desk.person import Person
from desk.store import handoffs


async def correct(
    desk: Desk, person: Person, conversation_id: str, handoff_id: str, given: dict[str, Any]
) -> dict[str, Any]:
    """Keep the corrections; all that now hold.

    Raises NotFoundError (unknown_handoff), InvalidError (nothing_to_correct).
    """
    wanted = {name: str(value) for name, value in given.items() if value}
    if not wanted:
        raise InvalidError("Name reason, concern or emotion.", code="nothing_to_correct")
    async with change(desk, conversation_id) as under_way:
        all_handoffs = await handoffs.of_conversation(under_way.connection, conversation_id)
        handoff = next((one for one in all_handoffs if one.id == handoff_id), None)
        if handoff is None:
            raise NotFoundError("There is no such handoff.", code="unknown_handoff")
        changes = {name: (_was(handoff, name), value) for name, value in wanted.items()}
        await handoffs.correct(under_way.connection, handoff_id, person.id, changes, under_way.now)
    return (handoff.corrected or {}) | wanted


def _was(handoff: Handoff, name: str) -> str | None:
    """What stood there: an earlier correction, else what the assistant said."""
    read = {
        "reason": handoff.briefing.reason,
        "concern": handoff.briefing.concerns[0] if handoff.briefing.concerns else None,
        "emotion": emotion_of(handoff)["label"],
    }
    was = (handoff.corrected or {}).get(name, read[name])
    return str(was) if was else None
