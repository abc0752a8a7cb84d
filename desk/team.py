"""The team, as leads and admins change it: people with their roles and abilities, and the pods they sit in.

Changes happen one after the other, so that two admins cannot take the last admin's role from each other.
"""

from collections.abc import Awaitable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from desk import claims, rules
from desk.core import Desk
from desk.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from desk.lifecycle import MoveError, State
from desk.person import Person, Presence, Role
from desk.store import audit, conversations, invitations, people, pods, sessions
from desk.store.people import Pod


async def change_person(desk: Desk, by: Person, person_id: str, wanted: dict[str, Any]) -> Person:
    """The person as they are from now on; `wanted` holds the fields to change.

    Raises NotFoundError (unknown_person), InvalidError (unknown_pod, unknown_skill), NotAllowedError (admins_only),
    ConflictError (not_yourself, last_admin).
    """
    async with desk.database.write() as connection:
        await people.one_at_a_time(connection)
        before = await _person(connection, person_id)
        after = await _as_wanted(connection, before, wanted)
        await _check_roles(connection, by, before, after)
        await _save(desk, connection, by, before, after)
    if before.takes_cases and not after.takes_cases:
        await _give_back_cases(desk, before)
    desk.hub.look_up(person_id)
    desk.queue_changed.set()
    return after


async def add_pod(desk: Desk, by: Person, name: str) -> Pod:
    """A new pod. Raises ConflictError (name_taken)."""
    pod = Pod(id=str(uuid4()), name=name)
    async with desk.database.write() as connection:
        await _check_name(connection, pod)
        await people.add_pod(connection, pod)
        await _note(desk, connection, by, "added_pod", pod=pod.id, name=name)
    return pod


async def rename_pod(desk: Desk, by: Person, pod_id: str, name: str) -> Pod:
    """The pod under its new name. Raises NotFoundError (unknown_pod), ConflictError (name_taken)."""
    pod = Pod(id=pod_id, name=name)
    async with desk.database.write() as connection:
        was = await _pod(connection, pod_id)
        await _check_name(connection, pod)
        await pods.rename(connection, pod)
        await _note(desk, connection, by, "renamed_pod", pod=pod_id, was=was.name, now=name)
    desk.queue_changed.set()
    return pod


async def remove_pod(desk: Desk, by: Person, pod_id: str) -> None:
    """Dissolve a pod that nobody works in; its customers and closed cases belong to none, its room's talk is gone.

    Raises NotFoundError (unknown_pod), ConflictError (pod_in_use).
    """
    async with desk.database.write() as connection:
        await people.one_at_a_time(connection)
        was = await _pod(connection, pod_id)
        uses = {name: count for name, count in (await pods.uses(connection, pod_id)).items() if count}
        if uses:
            raise ConflictError("People, open cases or invitations belong to this pod.", code="pod_in_use", **uses)
        await pods.remove(connection, pod_id)
        await _note(desk, connection, by, "removed_pod", pod=pod_id, was=was.name)


async def check_pod(connection: AsyncConnection, pod_id: str | None) -> Pod | None:
    """The pod of this id; None for none. Raises InvalidError (unknown_pod)."""
    found = next((pod for pod in await people.all_pods(connection) if pod.id == pod_id), None)
    if pod_id is not None and found is None:
        raise InvalidError("There is no such pod.", code="unknown_pod", pod=pod_id)
    return found


def check_grant(by: Person, roles: frozenset[Role]) -> None:
    """Raise NotAllowedError (admins_only) if this person may not give or take one of these roles."""
    if Role.ADMIN in roles and Role.ADMIN not in by.roles:
        raise NotAllowedError("Only admins decide who is an admin.", code="admins_only")


async def _person(connection: AsyncConnection, person_id: str) -> Person:
    person = await people.find(connection, person_id)
    if person is None:
        raise NotFoundError("There is no such person.", code="unknown_person")
    return person


async def _as_wanted(connection: AsyncConnection, before: Person, wanted: dict[str, Any]) -> Person:
    """The person with the wanted changes; somebody who may not log in is offline."""
    changes = dict(wanted)
    if "pod" in changes:
        pod = await check_pod(connection, changes.pop("pod"))
        changes |= {"pod_id": pod.id if pod else None, "pod_name": pod.name if pod else None}
    after = replace(before, **changes)
    await _check_skills(connection, after.skills - before.skills)
    return after if after.active else replace(after, presence=Presence.OFFLINE)


async def _check_skills(connection: AsyncConnection, added: frozenset[str]) -> None:
    known = {skill.name for skill in (await rules.read(connection)).skills}
    if unknown := sorted(added - known):
        message = f"The rules know no such skill: {', '.join(unknown)}."
        raise InvalidError(message, code="unknown_skill", unknown=unknown, known=sorted(known))


async def _check_roles(connection: AsyncConnection, by: Person, before: Person, after: Person) -> None:
    check_grant(by, before.roles ^ after.roles)
    if before.active != after.active:
        check_grant(by, before.roles)
        if by.id == before.id:
            raise ConflictError("Nobody takes away their own login.", code="not_yourself")
    others = (person for person in await people.all_people(connection) if person.id != before.id)
    if _administers(before) and not _administers(after) and not any(map(_administers, others)):
        raise ConflictError("This is the last admin.", code="last_admin")


def _administers(person: Person) -> bool:
    return person.active and Role.ADMIN in person.roles


async def _save(desk: Desk, connection: AsyncConnection, by: Person, before: Person, after: Person) -> None:
    """Keep the change; whoever may no longer log in is logged out, and their open invitations are worth nothing."""
    await people.change(connection, after)
    if not after.active:
        await people.note_work(connection, after.id, None)
        await sessions.end_all_of(connection, after.id)
        await invitations.withdraw_all_of(connection, after.id)
    was, now = before.settings(), after.settings()
    changed = {name: {"was": was[name], "now": now[name]} for name in was if was[name] != now[name]}
    await _note(desk, connection, by, "changed_person", person=after.id, changed=changed)


async def _give_back_cases(desk: Desk, person: Person) -> None:
    """Open cases and offers of somebody who takes none any more wait again."""
    async with desk.database.read() as connection:
        owned = await conversations.owned_by(connection, person.id, frozenset({State.HUMAN}))
        offered = await conversations.offered_to(connection, person.id)
    for conversation_id in owned:
        await _unless_gone(claims.requeue_abandoned(desk, person, conversation_id))
    for conversation_id in offered:
        await _unless_gone(claims.decline(desk, person, conversation_id))


async def _unless_gone(work: Awaitable[None]) -> None:
    """The customer, or a colleague, may have been faster."""
    try:
        await work
    except (NotFoundError, ConflictError, MoveError):
        return


async def _pod(connection: AsyncConnection, pod_id: str) -> Pod:
    found = next((pod for pod in await people.all_pods(connection) if pod.id == pod_id), None)
    if found is None:
        raise NotFoundError("There is no such pod.", code="unknown_pod")
    return found


async def _check_name(connection: AsyncConnection, pod: Pod) -> None:
    """Raise ConflictError (name_taken) if another pod is called so."""
    await people.one_at_a_time(connection)
    for other in await people.all_pods(connection):
        if other.id != pod.id and other.name.casefold() == pod.name.casefold():
            raise ConflictError("Another pod is called so.", code="name_taken", name=pod.name)


async def _note(desk: Desk, connection: AsyncConnection, by: Person, action: str, **details: object) -> None:
    await audit.note(connection, desk.clock(), action, person_id=by.id, details=details)
