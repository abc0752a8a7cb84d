"""How it went, in the customer's eyes: one click, and a comment with it or soon after."""

from datetime import timedelta

from desk import standing
from desk.changes import Change, audience, change
from desk.core import Desk
from desk.errors import ConflictError
from desk.masking import mask
from desk.store import ratings

COMMENT_FOLLOWS_WITHIN = timedelta(minutes=10)


async def rate(desk: Desk, conversation_id: str, score: int, comment: str | None) -> bool:
    """Rate, once after each time that it was resolved; True if it is the rating, False if only the comment was added.

    Raises ConflictError (not_to_be_rated).
    """
    comment = mask(comment) if comment else None
    async with change(desk, conversation_id) as under_way:
        is_new = await _write(under_way, score, comment)
    frame = {"type": "rated", "conversation_id": conversation_id, "score": score, "comment": comment}
    for person_id in audience(desk, under_way.conversation):
        desk.hub.tell_person(person_id, frame)
    return is_new


async def _write(under_way: Change, score: int, comment: str | None) -> bool:
    conversation, connection, now = under_way.conversation, under_way.connection, under_way.now
    if await standing.may_rate(connection, conversation):
        await ratings.add(connection, conversation.id, conversation.episode, score, comment, now)
        return True
    if comment is None or not await _may_comment(under_way, score):
        raise ConflictError("This conversation cannot be rated now.", code="not_to_be_rated")
    await ratings.set_comment(connection, conversation.id, conversation.episode, comment)
    return False


async def _may_comment(under_way: Change, score: int) -> bool:
    """Whether this very score was given in this episode a moment ago."""
    conversation = under_way.conversation
    given = await ratings.find(under_way.connection, conversation.id, conversation.episode)
    return given is not None and given["score"] == score and under_way.now - given["at"] <= COMMENT_FOLLOWS_WITHIN
