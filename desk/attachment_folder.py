"""Where the bytes of attachments lie: `<folder>/<conversation id>/<attachment id>`, readable by the desk alone."""

import asyncio
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from desk.errors import DeskError

LEAST_FREE_BYTES = 512 * 1024 * 1024  # left for the database


class Place(NamedTuple):
    """Which file: ids of the conversation and of the attachment, both made by the desk."""

    conversation_id: str
    id: str


class AttachmentFolder:
    """Files by their place; made when the first one comes. All work with the disk happens in threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.swept_at: datetime | None = None

    async def write(self, place: Place, content: bytes) -> None:
        """Keep these bytes; they are on the disk afterwards. Raises DeskError (no_room)."""
        await asyncio.to_thread(self._write, place, content)

    async def read(self, place: Place) -> bytes | None:
        """The bytes, unless they are gone."""
        with suppress(FileNotFoundError):
            return await asyncio.to_thread(self._path(place).read_bytes)
        return None

    async def remove(self, place: Place) -> None:
        """Remove one file, and its folder if that is empty then."""
        await asyncio.to_thread(self._remove, place)

    async def remove_conversation(self, conversation_id: str) -> None:
        """Remove all files of a conversation."""
        await asyncio.to_thread(shutil.rmtree, self._folder / conversation_id, ignore_errors=True)

    async def older_than(self, moment: datetime) -> list[Place]:
        """Every file written before this moment."""
        return await asyncio.to_thread(self._older_than, moment)

    def _path(self, place: Place) -> Path:
        return self._folder / place.conversation_id / place.id

    def _write(self, place: Place, content: bytes) -> None:
        path = self._path(place)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(path.parent).free < LEAST_FREE_BYTES + len(content):
            raise DeskError("There is no room for files right now.", code="no_room", status=507)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def _remove(self, place: Place) -> None:
        self._path(place).unlink(missing_ok=True)
        with suppress(OSError):  # there are others in it
            self._path(place).parent.rmdir()

    def _older_than(self, moment: datetime) -> list[Place]:
        files = (path for path in self._folder.glob("*/*") if path.is_file())
        return [Place(path.parent.name, path.name) for path in files if _written_at(path) < moment]


def _written_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
