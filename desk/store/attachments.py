"""What is known of attachments; their bytes lie in desk.attachment_folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import attachments


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file of one entry: its kind as MIME type, its size in bytes, and of a picture width and height in pixels."""

    id: str
    conversation_id: str
    sequence: int
    name: str
    kind: str
    size: int
    created_at: datetime
    width: int | None = None
    height: int | None = None

    def public(self) -> dict[str, Any]:
        """As it stands in its event."""
        told = {name: getattr(self, name) for name in ("id", "name", "kind", "size", "width", "height")}
        return {name: value for name, value in told.items() if value is not None}


async def add(connection: AsyncConnection, attachment: Attachment) -> None:
    """Add what is known of a file."""
    await connection.execute(attachments.insert().values(vars(attachment)))


async def find(connection: AsyncConnection, conversation_id: str, attachment_id: str) -> Attachment | None:
    """The attachment of this id in this conversation."""
    wanted = select(attachments).where(
        attachments.c.id == attachment_id, attachments.c.conversation_id == conversation_id
    )
    row = (await connection.execute(wanted)).first()
    return Attachment(**row._mapping) if row else None


async def known(connection: AsyncConnection, ids: Sequence[str]) -> set[str]:
    """Those of the ids that exist."""
    return set((await connection.execute(select(attachments.c.id).where(attachments.c.id.in_(ids)))).scalars())
