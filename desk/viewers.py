"""Who has a conversation on screen: kept in memory, and gone when nothing is heard for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

VIEWING_SECONDS = 30
TYPING_SECONDS = 8


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A colleague who looks at a conversation."""

    id: str
    first_name: str
    until: datetime
    typing_until: datetime | None = None

    def public(self, now: datetime) -> dict[str, Any]:
        """As colleagues see it."""
        typing = self.typing_until is not None and now < self.typing_until
        return {"id": self.id, "first_name": self.first_name, "typing": typing}


class Viewers:
    """Conversation → who looks at it; `changed` says where colleagues have not been told of the latest."""

    def __init__(self) -> None:
        self._looking: dict[str, dict[str, Viewer]] = {}
        self._told: dict[str, list[dict[str, Any]]] = {}

    def look(self, conversation_id: str, person_id: str, first_name: str, now: datetime, *, typing: bool) -> None:
        """This person looks at it now, and perhaps writes something."""
        viewer = Viewer(
            id=person_id,
            first_name=first_name,
            until=now + timedelta(seconds=VIEWING_SECONDS),
            typing_until=now + timedelta(seconds=TYPING_SECONDS) if typing else None,
        )
        self._looking.setdefault(conversation_id, {})[person_id] = viewer

    def leave(self, conversation_id: str, person_id: str) -> None:
        """This person has closed it."""
        self._looking.get(conversation_id, {}).pop(person_id, None)

    def of(self, conversation_id: str, now: datetime) -> list[dict[str, Any]]:
        """Who looks at it: `{id, first_name, typing}`, by first name."""
        here = [viewer for viewer in self._looking.get(conversation_id, {}).values() if now < viewer.until]
        return [viewer.public(now) for viewer in sorted(here, key=lambda viewer: (viewer.first_name, viewer.id))]

    def changed(self, now: datetime) -> dict[str, list[dict[str, Any]]]:
        """The conversations whose picture is another than when this was last asked, with who looks at them now."""
        pictures = {one: self.of(one, now) for one in self._looking.keys() | self._told.keys()}
        news = {one: picture for one, picture in pictures.items() if picture != self._told.get(one, [])}
        self._told = {one: picture for one, picture in pictures.items() if picture}
        self._looking = {one: self._looking[one] for one in self._told}
        return news
