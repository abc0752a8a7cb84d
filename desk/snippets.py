"""Text snippets: what the service says often, once well said. Leads and trainers write them, everybody uses them."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.address import render
from desk.core import Desk
from desk.errors import ConflictError, NotAllowedError, NotFoundError
from desk.person import MAY_INTERVENE, Person, Role
from desk.store import audit
from desk.store import snippets as store
from desk.store.snippets import Snippet

GAPS = frozenset({"kunde", "ich", "bestellung", "anliegen"})
MAY_WRITE = MAY_INTERVENE | {Role.TRAINER}


async def everything(desk: Desk) -> list[dict[str, Any]]:
    """All snippets, by keyword; `german` in the operator's form of address, `source` as it was written."""
    async with desk.database.read() as connection:
        found = await store.everything(connection)
    address = desk.settings.address
    return [
        asdict(snippet) | {"german": render(snippet.german, address), "source": snippet.german} for snippet in found
    ]


async def add(desk: Desk, person: Person, snippet: Snippet) -> None:
    """Add a snippet. Raises NotAllowedError (wrong_role), ConflictError (keyword_taken)."""
    _check_role(person)
    async with desk.database.write() as connection:
        await _check_keyword(connection, snippet)
        await store.add(connection, snippet, person.id, desk.clock())
        await _note(desk, connection, person, "added_snippet", snippet.keyword)


async def put(desk: Desk, person: Person, snippet: Snippet) -> None:
    """Change a snippet. Raises as `add`, and NotFoundError (unknown_snippet)."""
    _check_role(person)
    async with desk.database.write() as connection:
        await _check_keyword(connection, snippet)
        _check_found(await store.put(connection, snippet, person.id, desk.clock()))
        await _note(desk, connection, person, "changed_snippet", snippet.keyword)


async def remove(desk: Desk, person: Person, snippet_id: str) -> None:
    """Remove a snippet. Raises NotAllowedError (wrong_role), NotFoundError (unknown_snippet)."""
    _check_role(person)
    async with desk.database.write() as connection:
        known = {snippet.id: snippet.keyword for snippet in await store.everything(connection)}
        _check_found(await store.remove(connection, snippet_id))
        await _note(desk, connection, person, "removed_snippet", known[snippet_id])


def _check_role(person: Person) -> None:
    if not person.roles & MAY_WRITE:
        raise NotAllowedError("Snippets are written by leads and trainers.", code="wrong_role")


async def _check_keyword(connection: AsyncConnection, snippet: Snippet) -> None:
    if await store.id_of(connection, snippet.keyword) not in (None, snippet.id):
        raise ConflictError("Another snippet has this keyword.", code="keyword_taken", keyword=snippet.keyword)


def _check_found(found: bool) -> None:
    if not found:
        raise NotFoundError("There is no such snippet.", code="unknown_snippet")


async def _note(desk: Desk, connection: AsyncConnection, person: Person, action: str, keyword: str) -> None:
    await audit.note(connection, desk.clock(), action, person_id=person.id, details={"keyword": keyword})
