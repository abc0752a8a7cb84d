"""Colleagues see who else looks at a conversation, and who is typing there."""

from desk.core import Desk
from desk.lifecycle import Conversation
from desk.person import Person
from desk.store import conversations, mentions


async def look(desk: Desk, person: Person, conversation: Conversation, *, typing: bool = False) -> None:
    """This person has the conversation on screen and is told what happens in it; to be repeated within 30 seconds."""
    desk.hub.open(person.id, conversation.id)
    desk.viewers.look(conversation.id, person.id, person.first_name, desk.clock(), typing=typing)
    await tell(desk)
    await _see_mentions(desk, person, conversation)


async def leave(desk: Desk, person: Person, conversation: Conversation) -> None:
    """This person has closed the conversation."""
    desk.hub.leave(person.id, conversation.id)
    desk.viewers.leave(conversation.id, person.id)
    await tell(desk)


async def _see_mentions(desk: Desk, person: Person, conversation: Conversation) -> None:
    async with desk.database.read() as connection:
        if not await mentions.is_unseen(connection, conversation.id, person.id):
            return
    async with desk.database.write() as connection:
        await mentions.see(connection, conversation.id, person.id, desk.clock())


async def tell(desk: Desk) -> None:
    """Tell owners and viewers where somebody has come, gone, or begun or ceased to type."""
    for conversation_id, viewers in desk.viewers.changed(desk.clock()).items():
        async with desk.database.read() as connection:
            conversation = await conversations.find(connection, conversation_id)
        owner = {conversation.owner_id} if conversation and conversation.owner_id else set()
        for person_id in owner | {viewer["id"] for viewer in viewers}:
            others = [viewer for viewer in viewers if viewer["id"] != person_id]
            frame = {"type": "viewers", "conversation_id": conversation_id, "people": others}
            desk.hub.tell_person(person_id, frame)
