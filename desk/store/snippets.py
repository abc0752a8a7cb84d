"""Ready-made sentences of the service, by keyword."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.store.tables import snippets


@dataclass(frozen=True, kw_only=True)
class Snippet:
    """A sentence in German and perhaps in English, with gaps such as `{kunde}`."""

    id: str
    keyword: str
    title: str
    german: str
    english: str | None = None


async def everything(connection: AsyncConnection) -> list[Snippet]:
    """All of them, by keyword."""
    rows = await connection.execute(select(snippets).order_by(snippets.c.keyword))
    return [
        Snippet(id=row.id, keyword=row.keyword, title=row.title, german=row.german, english=row.english) for row in rows
    ]


async def id_of(connection: AsyncConnection, keyword: str) -> str | None:
    """The id of the snippet with this keyword."""
    found = await connection.execute(select(snippets.c.id).where(snippets.c.keyword == keyword))
    return found.scalar()


async def add(connection: AsyncConnection, snippet: Snippet, person_id: str | None, now: datetime) -> None:
    """Add one."""
    values = asdict(snippet) | {"changed_by": person_id, "changed_at": now}
    await connection.execute(snippets.insert().values(values))


async def put(connection: AsyncConnection, snippet: Snippet, person_id: str, now: datetime) -> bool:
    """Write one as it now reads; whether there is one of this id."""
    values = asdict(snippet) | {"changed_by": person_id, "changed_at": now}
    changed = await connection.execute(update(snippets).where(snippets.c.id == snippet.id).values(values))
    return changed.rowcount > 0


async def remove(connection: AsyncConnection, snippet_id: str) -> bool:
    """Remove one; whether there was one of this id."""
    removed = await connection.execute(delete(snippets).where(snippets.c.id == snippet_id))
    return removed.rowcount > 0
