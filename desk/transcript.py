"""A conversation as plain text, for the customer to keep."""

from desk.attachments import file_line
from desk.core import Desk
from desk.event import AuthorKind, Event, EventType
from desk.lifecycle import Conversation
from desk.store import events
from desk.words import Sentence

NAMES = {
    AuthorKind.CUSTOMER: Sentence.NAME_CUSTOMER,
    AuthorKind.BOT: Sentence.NAME_BOT,
    AuthorKind.SYSTEM: Sentence.NAME_SYSTEM,
}


async def write(desk: Desk, conversation: Conversation) -> str:
    """The transcript: a title, then a paragraph for each entry that customers may see."""
    async with desk.database.read() as connection:
        log = await events.everything(connection, conversation.id)
    paragraphs = [
        _paragraph(desk, conversation, event, said)
        for event in log
        if event.type is not EventType.NOTE and (said := _said(desk, conversation, event))
    ]
    return "\n\n".join([desk.say(Sentence.TRANSCRIPT_TITLE, conversation.language), *paragraphs]) + "\n"


def _paragraph(desk: Desk, conversation: Conversation, event: Event, said: str) -> str:
    sentence = NAMES.get(event.author.kind)
    name = event.author.name or (desk.say(sentence, conversation.language) if sentence else event.author.kind)
    return f"{event.at:%Y-%m-%d %H:%M}  {name}:\n{said}"


def _said(desk: Desk, conversation: Conversation, event: Event) -> str:
    """The text, below the name of the file that came with it."""
    file = file_line(desk, conversation.language, event.attachment) if event.attachment else None
    return "\n".join(part for part in (file, event.text) if part)
