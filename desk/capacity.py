"""How much a person may have in hand, counted in the very transaction that gives a case: it is never exceeded."""

from typing import Any

from sqlalchemy import Row

from desk import routing, rules
from desk.changes import Change
from desk.errors import ConflictError
from desk.store import load


async def check(under_way: Change, person_id: str, *, counted: bool = False) -> tuple[Row[Any], int]:
    """The person's row and load, if the case fits; `counted`: it is part of that load already.

    Nobody else can give this person a case until the transaction ends. Raises ConflictError (at_capacity).
    """
    rule = (await rules.read(under_way.connection)).routing
    row, held = await load.locked(under_way.connection, person_id, rule.hard_weight)
    more = 0 if counted else routing.weight(under_way.conversation.hard, rule)
    if more and not routing.fits(held, more, row.capacity):
        message = "There is no room for another case; one has to be closed or passed on first."
        raise ConflictError(message, code="at_capacity", load=held, capacity=row.capacity)
    return row, held
