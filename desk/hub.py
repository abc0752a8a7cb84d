"""Who listens to what, within this process: wakes the readers of a conversation and carries passing frames.

A wake says only "there is something new": each reader then reads the log after its own cursor. So nothing is missed,
nothing is told twice, and nothing arrives out of order, however many transactions end at once.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Frame = dict[str, Any]


class Written(str):
    """A frame already written as JSON, because many get the same; a newer one takes its place while it waits."""


MOST_WAITING_FRAMES = 1000
MOST_OPENED = 12
LOOK_UP: Frame = {"type": "look_up"}  # for the stream itself, never sent


class Mailbox:
    """Where one reader is woken and handed frames."""

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._frames: list[Frame | Written] = []
        self.closed = False
        self.overflowed = False

    def wake(self) -> None:
        """Say that there is something new."""
        self._news.set()

    def put(self, frame: Frame | Written) -> None:
        """Hand over a passing frame; a reader who does not keep up is marked as overflowed."""
        if isinstance(frame, Written):
            self._frames = [waiting for waiting in self._frames if not isinstance(waiting, Written)]
        self.overflowed = self.overflowed or len(self._frames) >= MOST_WAITING_FRAMES
        if not self.overflowed:
            self._frames.append(frame)
        self._news.set()

    def close(self) -> None:
        """Send the reader home."""
        self.closed = True
        self._news.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for something new, so many seconds at most; whether there is."""
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return False
        return True

    def take(self) -> list[Frame | Written]:
        """The frames handed over since the last time; from here on, news is what comes later."""
        self._news.clear()
        frames, self._frames = self._frames, []
        return frames


class Hub:
    """All readers: of conversations (customers) and of people's desks (agents)."""

    def __init__(self) -> None:
        self._conversations: dict[str, set[Mailbox]] = {}
        self._people: dict[str, set[Mailbox]] = {}
        self._opened: dict[str, dict[str, None]] = {}  # person → conversations, the latest last
        self._closed = False

    @contextmanager
    def listen(self, conversation_id: str) -> Iterator[Mailbox]:
        """A mailbox for one conversation, while the block lasts."""
        with self._box(self._conversations, conversation_id) as mailbox:
            yield mailbox

    @contextmanager
    def sit_down(self, person_id: str) -> Iterator[Mailbox]:
        """A mailbox for one console of a person, while the block lasts."""
        with self._box(self._people, person_id) as mailbox:
            yield mailbox

    def wake(self, conversation_id: str) -> None:
        """There is something new in this conversation."""
        for mailbox in self._conversations.get(conversation_id, ()):
            mailbox.wake()

    def listened_to(self) -> list[str]:
        """The conversations whose customers listen now."""
        return list(self._conversations)

    def wake_all(self) -> None:
        """Something changed that may concern every conversation listened to."""
        for conversation_id in self._conversations:
            self.wake(conversation_id)

    def tell(self, conversation_id: str, frame: Frame) -> None:
        """A passing frame, such as typing, for the customer."""
        for mailbox in self._conversations.get(conversation_id, ()):
            mailbox.put(frame)

    def tell_person(self, person_id: str, frame: Frame | Written) -> None:
        """A frame for all consoles of a person."""
        for mailbox in self._people.get(person_id, ()):
            mailbox.put(frame)

    def look_up(self, person_id: str) -> None:
        """A session of this person was locked or has ended: every console looks at its own."""
        self.tell_person(person_id, LOOK_UP)

    def people(self) -> list[str]:
        """Everybody with a console open."""
        return list(self._people)

    def open(self, person_id: str, conversation_id: str) -> None:
        """This person now looks at this conversation, and so is told what happens in the latest MOST_OPENED of them."""
        opened = self._opened.setdefault(person_id, {})
        opened.pop(conversation_id, None)
        opened[conversation_id] = None
        while len(opened) > MOST_OPENED:
            del opened[next(iter(opened))]

    def leave(self, person_id: str, conversation_id: str) -> None:
        """This person no longer looks at this conversation."""
        self._opened.get(person_id, {}).pop(conversation_id, None)

    def looking_at(self, conversation_id: str) -> set[str]:
        """People who look at this conversation with a console open."""
        return {person for person in self._people if conversation_id in self._opened.get(person, ())}

    def close(self) -> None:
        """Send everybody home: the desk stops."""
        self._closed = True
        for boxes in (*self._conversations.values(), *self._people.values()):
            for mailbox in boxes:
                mailbox.close()

    @contextmanager
    def _box(self, boxes: dict[str, set[Mailbox]], key: str) -> Iterator[Mailbox]:
        mailbox = Mailbox()
        if self._closed:
            mailbox.close()
        boxes.setdefault(key, set()).add(mailbox)
        try:
            yield mailbox
        finally:
            boxes[key].discard(mailbox)
            if not boxes[key]:
                del boxes[key]
