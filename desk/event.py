"""One entry of a conversation's log, which only ever grows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.clock import iso


class EventType(StrEnum):
    """What kind of entry it is."""

    MESSAGE = "message"  # somebody says something
    STATE = "state"  # the conversation changes hands
    NOTE = "note"  # colleagues among themselves; never shown to customers


class AuthorKind(StrEnum):
    """Who speaks."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who wrote an entry; agents with first name and id."""

    kind: AuthorKind
    name: str | None = None
    person_id: str | None = None

    def public(self) -> dict[str, Any]:
        """As customers see it."""
        return {"kind": self.kind, "name": self.name} if self.name else {"kind": self.kind}


CUSTOMER = Author(kind=AuthorKind.CUSTOMER)
BOT = Author(kind=AuthorKind.BOT)
SYSTEM = Author(kind=AuthorKind.SYSTEM)


@dataclass(frozen=True, kw_only=True)
class Event:
    """An entry: `sequence` counts without gaps within its conversation. `buttons` carry titles and payloads."""

    conversation_id: str
    sequence: int
    type: EventType
    author: Author
    at: datetime
    text: str | None = None
    buttons: tuple[dict[str, Any], ...] = ()
    asks: str | None = None
    attachment: dict[str, Any] | None = None  # id, name, kind, size; width and height of pictures
    state: str | None = None
    client_message_id: str | None = None

    def for_customer(self) -> dict[str, Any]:
        """As the customer's browser gets it: ids of messages only on the customer's own."""
        body = self.public()
        if self.author.kind is not AuthorKind.CUSTOMER:
            body.pop("client_message_id", None)
        return body

    def public(self) -> dict[str, Any]:
        """As colleagues get it: titles of buttons only, and nothing that is empty."""
        body: dict[str, Any] = {"sequence": self.sequence, "type": self.type, "author": self.author.public()}
        optional = {
            "text": self.text,
            "buttons": [{"title": button["title"]} for button in self.buttons],
            "asks": self.asks,
            "attachment": self.attachment,
            "state": self.state,
            "client_message_id": self.client_message_id,
        }
        return body | {name: value for name, value in optional.items() if value} | {"at": iso(self.at)}
