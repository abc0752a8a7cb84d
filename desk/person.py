"""The people who work at the desk."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a person may do."""

    AGENT = "agent"  # takes and closes cases
    TRAINER = "trainer"  # extends and tests what the assistant knows
    LEAD = "lead"  # sees everything of the service, takes cases too
    ADMIN = "admin"  # manages people


class Presence(StrEnum):
    """Whether a person takes cases now."""

    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


TAKES_CASES = frozenset({Role.AGENT, Role.LEAD})
SEES_ALL = frozenset({Role.TRAINER, Role.LEAD, Role.ADMIN})
MAY_INTERVENE = frozenset({Role.LEAD, Role.ADMIN})


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a login. `capacity` is how much load at a time: a calm case counts 1, a hard one more."""

    id: str
    name: str
    email: str
    roles: frozenset[Role]
    presence: Presence
    capacity: int
    pod_id: str | None = None
    pod_name: str | None = None
    languages: frozenset[str] = frozenset({"de", "en"})
    skills: frozenset[str] = frozenset()
    active: bool = True
    last_seen_at: datetime | None = None
    working_since: datetime | None = None
    last_assigned_at: datetime | None = None
    hard_in_a_row: int = 0
    rests_until: datetime | None = None

    @property
    def first_name(self) -> str:
        """What customers see."""
        return self.name.split(" ")[0]

    @property
    def takes_cases(self) -> bool:
        """Whether cases may be given to this person."""
        return self.active and bool(self.roles & TAKES_CASES)

    @property
    def may_intervene(self) -> bool:
        """Whether this person leads: may take part in everybody's cases and decide for the service."""
        return bool(self.roles & MAY_INTERVENE)

    @property
    def sees_all(self) -> bool:
        """Whether this person may read conversations that never reached a person."""
        return bool(self.roles & SEES_ALL)

    def public(self) -> dict[str, Any]:
        """As colleagues see it."""
        return {
            "id": self.id,
            "name": self.name,
            "first_name": self.first_name,
            "email": self.email,
            "roles": sorted(self.roles),
            "pod": {"id": self.pod_id, "name": self.pod_name} if self.pod_id else None,
        }

    def settings(self) -> dict[str, Any]:
        """What leads decide about this person."""
        return {
            "name": self.name,
            "pod": {"id": self.pod_id, "name": self.pod_name} if self.pod_id else None,
            "roles": sorted(self.roles),
            "capacity": self.capacity,
            "languages": sorted(self.languages),
            "skills": sorted(self.skills),
            "active": self.active,
        }
