"""How a waiting customer can be reached."""

from desk import reception
from desk.changes import Change
from desk.event import SYSTEM
from desk.store import conversations
from desk.texts import contact_in
from desk.words import Sentence


async def note(change: Change, contact: dict[str, str]) -> None:
    """Remember a contact (email, phone) and confirm it to the customer."""
    await conversations.set_contact(change.connection, change.conversation.customer_id, contact)
    told = " / ".join(contact.values())
    text = change.desk.say(Sentence.CONTACT_NOTED, change.conversation.language, contact=told)
    await change.append(SYSTEM, text)


async def note_if_missing(change: Change, text: str) -> None:
    """While nobody is there and no contact is known, one that the customer writes is taken as the answer."""
    contact = contact_in(text)
    if not contact or (await reception.look(change.desk, change.connection)).available:
        return
    customer = await conversations.customer_of(change.connection, change.conversation)
    if not customer["email"] and not customer["phone"]:
        await note(change, contact)
