"""What the assistant tells the person who takes over, drawn from the conversation's own record."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.event import AuthorKind
from desk.handoff import Briefing, Reason
from desk.lifecycle import Conversation
from desk.store import events, turns
from desk.store.turns import Turn

ASKED_DIRECTLY = "Möchte mit einem Menschen sprechen (Schaltfläche im Chat)."
ENGINE_FAILED = "Der Assistent konnte nicht antworten (technische Störung)."


def concerns_of(done: list[Turn]) -> list[str]:
    """The concerns recognised, in the order of their first appearance."""
    named = (concern for turn in done for concern in _concerns(turn.understood or {}))
    return list(dict.fromkeys(named))


async def from_record(
    connection: AsyncConnection, conversation: Conversation, reason: Reason, summary: str
) -> Briefing:
    """A briefing on the current episode, for handoffs that the assistant did not ask for itself."""
    every_turn = await turns.of_conversation(connection, conversation.id)
    episode = [turn for turn in every_turn if turn.episode == conversation.episode]
    return Briefing(
        reason=reason,
        concerns=tuple(concerns_of(episode)),
        filled=_filled(episode),
        summary=summary,
        emotion_course=tuple(await _course(connection, conversation.id, episode)),
    )


async def _course(connection: AsyncConnection, conversation_id: str, episode: list[Turn]) -> list[dict[str, Any]]:
    """The customer's messages with the emotion read from each."""
    log = await events.everything(connection, conversation_id)
    texts = {event.sequence: event.text for event in log if event.author.kind is AuthorKind.CUSTOMER}
    course = []
    for turn in episode:
        emotion = (turn.understood or {}).get("emotion")
        if emotion and turn.sequence in texts:
            told = {name: emotion.get(name) for name in ("label", "intensity", "telling")}
            course.append({"text": texts[turn.sequence], **told})
    return course


def _filled(episode: list[Turn]) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for turn in episode:
        filled |= (turn.progress or {}).get("filled") or {}
    return filled


def _concerns(understood: dict[str, Any]) -> list[str]:
    concerns = understood.get("concerns")
    if concerns is None:
        concerns = [understood["intent"]] if understood.get("intent") else []
    return [str(concern) for concern in concerns]
